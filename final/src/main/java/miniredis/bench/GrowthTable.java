package miniredis.bench;

import module java.base;

/**
 * What {@link GrowthBench} has found: the cost of an element at each size, by how much it grows,
 * and by how much it may.
 */
final class GrowthTable {

  /**
   * More than this beyond the documented growth is not due to the caches that a large collection no
   * longer fits into, nor to the tens of milliseconds in which the system counts.
   */
  private static final double SUSPECT = 5;

  private final List<Integer> sizes;
  private final Map<Operation, Map<String, Map<Integer, Double>>> costs = new LinkedHashMap<>();

  GrowthTable(List<Integer> sizes) {
    this.sizes = sizes;
  }

  /** The cost of an element in microseconds. */
  void add(String server, Operation operation, int size, double micros) {
    costs
        .computeIfAbsent(operation, _ -> new LinkedHashMap<>())
        .computeIfAbsent(server, _ -> new HashMap<>())
        .put(size, micros);
  }

  String text() {
    List<String> heads = new ArrayList<>(List.of("operation", "documented", "server"));
    for (int size : sizes) heads.add(String.format("%,d", size));
    heads.addAll(List.of("grows", "may grow", "of Redis's", "beyond"));
    TextTable table = new TextTable(heads.toArray(String[]::new));
    costs.forEach(
        (operation, servers) ->
            servers.keySet().forEach(server -> table.row(row(operation, server))));
    return """
        Microseconds of the server's processor time for an element, by the number of elements.

        %s
        - grows: the cost at the last size to that at the first; may grow: the same of what is documented.
        - of Redis's: the cost at the last size to redis-server's.
        - A cost that grows %s times as much as documented is marked: %s.
        """
        .formatted(table.plain(), Median.figure(SUSPECT), suspects());
  }

  private String[] row(Operation operation, String server) {
    List<String> cells = new ArrayList<>(List.of(operation.name(), operation.documented(), server));
    for (int size : sizes) cells.add(Median.figure(cost(operation, server, size)));
    double redis = cost(operation, Contender.REDIS, sizes.getLast());
    cells.add(factor(growth(operation, server)));
    cells.add(factor(documented(operation)));
    cells.add(factor(cost(operation, server, sizes.getLast()) / redis));
    cells.add(isSuspect(operation, server) ? "!" : "-");
    return cells.toArray(String[]::new);
  }

  private static String factor(double factor) {
    return Double.isNaN(factor) ? "-" : Median.figure(factor) + "x";
  }

  private double cost(Operation operation, String server, int size) {
    return costs.get(operation).getOrDefault(server, Map.of()).getOrDefault(size, Double.NaN);
  }

  private double growth(Operation operation, String server) {
    return cost(operation, server, sizes.getLast()) / cost(operation, server, sizes.getFirst());
  }

  private double documented(Operation operation) {
    IntToDoubleFunction units = operation.units();
    return units.applyAsDouble(sizes.getLast()) / units.applyAsDouble(sizes.getFirst());
  }

  private boolean isSuspect(Operation operation, String server) {
    return growth(operation, server) > SUSPECT * documented(operation);
  }

  private String suspects() {
    List<String> names = new ArrayList<>();
    costs.forEach(
        (operation, servers) ->
            servers.keySet().stream()
                .filter(server -> isSuspect(operation, server))
                .forEach(server -> names.add(operation.name() + " of " + server)));
    return names.isEmpty() ? "none" : String.join("; ", names);
  }
}
