package miniredis.bench;

import module java.base;

/**
 * A table with a column a size, of figures that were taken in rounds: their medians, by how much
 * each grows from the first size to the last, and how it stands to redis-server's at both. NaN is
 * what could not be measured.
 */
final class ScaleTable {

  /** A figure of a load, as the first two columns have it, and whose it is. */
  private record Row(String load, String figure, String server) {
    Row of(String other) {
      return new Row(load, figure, other);
    }
  }

  private final List<String> servers;
  private final List<Integer> sizes;
  private final Map<Row, Map<Integer, List<Double>>> figures = new LinkedHashMap<>();

  ScaleTable(List<Contender> contenders, List<Integer> sizes) {
    servers = contenders.stream().map(Contender::name).toList();
    this.sizes = sizes;
  }

  /** Adds the figure of one more round. */
  void add(String load, String figure, String server, int size, double value) {
    figures
        .computeIfAbsent(new Row(load, figure, server), _ -> new HashMap<>())
        .computeIfAbsent(size, _ -> new ArrayList<>())
        .add(value);
  }

  /** Adds what a load has cost. */
  void add(String load, String server, int size, LoadCost cost) {
    add(load, "CPU us/cmd", server, size, cost.cpuMicros());
    add(load, "p99.9 ms", server, size, cost.p999());
    add(load, "longest ms", server, size, cost.longest());
  }

  /** How many rounds a size has had, at most. */
  int rounds(int size) {
    return figures.values().stream()
        .mapToInt(sizes -> sizes.getOrDefault(size, List.of()).size())
        .max()
        .orElse(0);
  }

  /** Loads and their figures in the order in which they came, the servers in theirs. */
  String plain() {
    List<String> heads = new ArrayList<>(List.of("load", "figure", "server"));
    for (int size : sizes) heads.add("%,d".formatted(size));
    heads.addAll(List.of("grows", "first of Redis's", "last of Redis's"));
    TextTable table = new TextTable(heads.toArray(String[]::new));
    figures.keySet().stream()
        .map(row -> row.of(""))
        .distinct()
        .flatMap(row -> servers.stream().map(row::of))
        .filter(figures::containsKey)
        .forEach(row -> table.row(cells(row)));
    return table.plain();
  }

  private String[] cells(Row row) {
    List<String> cells = new ArrayList<>(List.of(row.load(), row.figure(), row.server()));
    for (int size : sizes) cells.add(Median.of(at(row, size)).toString());
    int first = sizes.getFirst();
    int last = sizes.getLast();
    cells.add(Median.ofRatios(at(row, last), at(row, first)).ratio());
    Row redis = row.of(Contender.REDIS);
    boolean itself = row.equals(redis);
    cells.add(itself ? "-" : Median.ofRatios(at(row, first), at(redis, first)).ratio());
    cells.add(itself ? "-" : Median.ofRatios(at(row, last), at(redis, last)).ratio());
    return cells.toArray(String[]::new);
  }

  private List<Double> at(Row row, int size) {
    return figures.getOrDefault(row, Map.of()).getOrDefault(size, List.of());
  }
}
