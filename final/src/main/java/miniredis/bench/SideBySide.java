package miniredis.bench;

import module java.base;

/**
 * A table with a column a server, of figures that were taken in rounds: their medians, and for each
 * server the median of its rounds' ratios to redis-server. NaN is what could not be measured.
 */
final class SideBySide {

  private final List<String> heads;
  private final List<String> servers;
  private final boolean withWorst;
  private final Map<List<String>, Map<String, List<Double>>> figures = new LinkedHashMap<>();

  /**
   * A table without rows.
   *
   * @param withWorst whether the highest of a row's figures stands in brackets behind the median
   * @param heads of the columns before the first server's
   */
  SideBySide(List<Contender> contenders, boolean withWorst, String... heads) {
    this.heads = List.of(heads);
    servers = contenders.stream().map(Contender::name).toList();
    this.withWorst = withWorst;
  }

  /** Adds the figure of one more round. */
  void add(String server, double figure, String... row) {
    figures
        .computeIfAbsent(List.of(row), _ -> new HashMap<>())
        .computeIfAbsent(server, _ -> new ArrayList<>())
        .add(figure);
  }

  String plain() {
    List<String> columns = new ArrayList<>(heads);
    columns.addAll(servers);
    for (String server : compared()) columns.add(server + " to " + Contender.REDIS);
    TextTable table = new TextTable(columns.toArray(String[]::new));
    for (List<String> row : figures.keySet()) table.row(cells(row));
    return table.plain();
  }

  private String[] cells(List<String> row) {
    List<String> cells = new ArrayList<>(row);
    for (String server : servers) cells.add(cell(Median.of(figures(row, server))));
    List<Double> redis = figures(row, Contender.REDIS);
    for (String server : compared()) {
      cells.add(Median.ofRatios(figures(row, server), redis).ratio());
    }
    return cells.toArray(String[]::new);
  }

  private String cell(Median median) {
    if (!withWorst || Double.isNaN(median.middle())) return median.toString();
    return median + " (" + Median.figure(median.highest()) + ")";
  }

  private List<Double> figures(List<String> row, String server) {
    return figures.get(row).getOrDefault(server, List.of());
  }

  /** All but redis-server, if it takes part. */
  private List<String> compared() {
    if (!servers.contains(Contender.REDIS)) return List.of();
    return servers.stream().filter(server -> !server.equals(Contender.REDIS)).toList();
  }
}
