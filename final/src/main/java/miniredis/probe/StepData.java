package miniredis.probe;

import module java.base;

/**
 * What a step's database holds. To be asked while no command runs.
 *
 * @param database null in a server that keeps nothing
 */
record StepData(Object database) {

  private static final long NEVER = Long.MAX_VALUE;

  View keyspace() {
    Map<?, ?> values = values();
    List<View.Row> rows =
        values.entrySet().stream()
            .limit(View.MOST_ROWS)
            .map(each -> row(each.getKey(), each.getValue()))
            .sorted(Comparator.comparing(View.Row::key))
            .toList();
    return new View.Keyspace(rows, values.size());
  }

  private Map<?, ?> values() {
    if (database == null) throw new Reflected.UnseenException("This server keeps no keys.");
    return Reflected.field(database, "values", Map.class);
  }

  private View.Row row(Object key, Object value) {
    return new View.Row(
        StepValues.text(key),
        StepValues.type(value),
        StepValues.shown(value),
        deadline(key),
        null,
        -1);
  }

  private long deadline(Object key) {
    if (!Reflected.hasField(database, "expiry")) return View.NEVER;
    long deadline = (Long) Reflected.call(Reflected.field(database, "expiry"), "of", key);
    return deadline == NEVER ? View.NEVER : deadline;
  }

  /** See {@link WatchedServer#pairs}. */
  List<WatchedServer.Pair> pairs(Set<String> wanted, long now) {
    if (database == null || !Reflected.hasField(database, "values")) return List.of();
    return values().entrySet().stream()
        .filter(each -> wanted.isEmpty() || wanted.contains(StepValues.text(each.getKey())))
        .map(each -> row(each.getKey(), each.getValue()))
        .filter(row -> row.deadline() == View.NEVER || row.deadline() > now)
        .limit(WatchedServer.MOST_PAIRS)
        .map(row -> new WatchedServer.Pair(row.key(), row.value(), row.deadline()))
        .toList();
  }

  View deadlines(View.Sweeps sweeps) {
    if (database == null) throw new Reflected.UnseenException("This server keeps no keys.");
    Object expiry = Reflected.field(database, "expiry");
    Collection<?> order = Reflected.field(expiry, "byMoment", Collection.class);
    List<View.Deadline> rows =
        order.stream()
            .limit(View.MOST_ROWS)
            .map(
                each ->
                    new View.Deadline(
                        StepValues.text(Reflected.field(each, "key")),
                        (Long) Reflected.field(each, "moment")))
            .toList();
    return new View.Deadlines(rows, order.size(), sweeps);
  }

  /** The table inside of the JDK's map, which this process was started with leave to read. */
  View dictionary() {
    Map<?, ?> values = values();
    Object[] slots = (Object[]) Reflected.field(values, "table");
    if (slots == null) return new View.Dictionary(0, List.of(), 0);
    int every = Math.max(1, slots.length / View.MOST_CELLS);
    List<Integer> cells = new ArrayList<>();
    for (int at = 0; at < slots.length; at += every) cells.add(cell(slots[at]));
    View.Table table = new View.Table(slots.length, values.size(), every, cells);
    return new View.Dictionary(values.size(), List.of(table), 1);
  }

  private static int cell(Object node) {
    if (node == null) return 0;
    return Reflected.field(node, "next") == null ? 1 : 2;
  }
}
