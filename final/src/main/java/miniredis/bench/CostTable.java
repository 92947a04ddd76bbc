package miniredis.bench;

import module java.base;

/**
 * What each step costs, as the Markdown table of the top README.md: every step, final and Redis
 * under the same two loads. One client, one request at a time, is what even the first step can bear
 * (it is asked for PING, the others for SET); fifty clients, sixteen requests at a time, is where
 * designs differ.
 */
final class CostTable {

  static final int CROWD = 50;
  static final int DEPTH = 16;

  private final Results one;
  private final Results crowd;
  private final List<Contender> contenders;

  CostTable(Results one, Results crowd, List<Contender> contenders) {
    this.one = one;
    this.crowd = crowd;
    this.contenders = contenders;
  }

  String markdown() {
    TextTable table =
        new TextTable(
            "server",
            "one client: k ops/s",
            "p99 ms",
            "x the step before",
            "x Redis",
            "50 clients, P=16: k ops/s",
            "CPU us/cmd",
            "p99 ms",
            "x the step before",
            "x Redis",
            "bytes a key",
            "x Redis",
            "first PONG ms");
    Contender before = null;
    for (Contender contender : contenders) {
      table.row(row(contender, contender.ours() ? before : null).toArray(String[]::new));
      before = contender;
    }
    return table.markdown();
  }

  private List<String> row(Contender contender, Contender before) {
    List<String> cells = new ArrayList<>();
    cells.add(contender.name());
    Results.Key alone = alone(contender, contender);
    cells.add(thousands(one, alone));
    cells.add(one.median(alone, s -> s.load().p99()).toString());
    cells.add(
        before == null ? "-" : ratio(one, alone(contender, before), alone(before, contender)));
    cells.add(ratio(one, alone, alone(Contender.REDIS, workload(contender, contender))));
    Results.Key many = crowd(contender.name());
    cells.add(thousands(crowd, many));
    cells.add(crowd.median(many, Results.Sample::cpuMicros).toString());
    cells.add(crowd.median(many, s -> s.load().p99()).toString());
    cells.add(before == null ? "-" : ratio(crowd, many, crowd(before.name())));
    cells.add(ratio(crowd, many, crowd(Contender.REDIS)));
    Results.Memory memory = one.memory(contender.name());
    Results.Memory redis = one.memory(Contender.REDIS);
    cells.add(memory == null ? "-" : Median.figure(memory.liveBytes()));
    cells.add(
        memory == null || redis == null
            ? "-"
            : String.format(Locale.ROOT, "%.2f", memory.liveBytes() / redis.liveBytes()));
    cells.add(one.firstPong(contender.name()).toString());
    return cells;
  }

  /** A server under the load that it and another can both bear. */
  private static Results.Key alone(Contender contender, Contender other) {
    return alone(contender.name(), workload(contender, other));
  }

  private static Results.Key alone(String server, Workload workload) {
    return new Results.Key(server, workload, 1, 1);
  }

  private static Workload workload(Contender contender, Contender other) {
    boolean both = contender.can(Workload.SET) && other.can(Workload.SET);
    return both ? Workload.SET : Workload.PING;
  }

  private static Results.Key crowd(String server) {
    return new Results.Key(server, Workload.SET, CROWD, DEPTH);
  }

  private static String thousands(Results results, Results.Key key) {
    return Median.figure(results.median(key, s -> s.load().perSecond()).middle() / 1000);
  }

  private static String ratio(Results results, Results.Key key, Results.Key to) {
    double ratio = results.ratio(key, to, s -> s.load().perSecond()).middle();
    return Double.isNaN(ratio) || key.equals(to) ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
  }
}
