package miniredis.bench;

import module java.base;

/** Tells what a benchmark measured: medians, ratios to redis-server, and how far to trust them. */
final class BenchReport {

  private final BenchOptions options;
  private final Results results;
  private final List<String> servers;

  BenchReport(BenchOptions options, Results results, List<Contender> contenders) {
    this.options = options;
    this.results = results;
    this.servers = contenders.stream().map(Contender::name).toList();
  }

  String text() {
    StringBuilder out = new StringBuilder();
    out.append("Rounds: ").append(results.rounds()).append("; medians; latencies in ms\n\n");
    out.append(figures().plain());
    TextTable ratios = ratios();
    if (!ratios.isEmpty()) {
      out.append("\nBeside redis-server: medians of the rounds' ratios (lowest-highest)\n\n");
      out.append(ratios.plain());
    }
    out.append("\nStart and memory\n\n").append(startAndMemory().plain());
    return out.append('\n').append(notes()).toString();
  }

  private TextTable figures() {
    TextTable table =
        new TextTable("load", "server", "k ops/s", "CPU us/cmd", "p50", "p99", "p99.9");
    for (Results.Key key : inOrder()) {
      table.row(
          load(key),
          key.server(),
          Median.figure(results.median(key, s -> s.load().perSecond()).middle() / 1000),
          results.median(key, Results.Sample::cpuMicros).toString(),
          results.median(key, s -> s.load().p50()).toString(),
          results.median(key, s -> s.load().p99()).toString(),
          results.median(key, s -> s.load().p999()).toString());
    }
    return table;
  }

  private TextTable ratios() {
    TextTable table = new TextTable("load", "server", "throughput", "CPU per command", "p99.9");
    for (Results.Key key : inOrder()) {
      Results.Key redis =
          new Results.Key(Contender.REDIS, key.workload(), key.clients(), key.pipeline());
      if (key.equals(redis) || !results.keys().contains(redis)) continue;
      table.row(
          load(key),
          key.server(),
          results.ratio(key, redis, s -> s.load().perSecond()).ratio(),
          results.ratio(key, redis, Results.Sample::cpuMicros).ratio(),
          results.ratio(key, redis, s -> s.load().p999()).ratio());
    }
    return table;
  }

  private TextTable startAndMemory() {
    TextTable table =
        new TextTable(
            "server", "first PONG ms", "bytes a key", "overhead", "of Redis's", "resident a key");
    Results.Memory redis = results.memory(Contender.REDIS);
    for (String server : servers) {
      Results.Memory memory = results.memory(server);
      double live = memory == null ? Double.NaN : memory.liveBytes();
      double resident = memory == null ? Double.NaN : memory.residentBytes();
      double ratio = redis == null ? Double.NaN : live / redis.liveBytes();
      table.row(
          server,
          results.firstPong(server).toString(),
          Median.figure(live),
          Median.figure(live - 16 - options.valueSize()),
          Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.2fx", ratio),
          Median.figure(resident));
    }
    return table;
  }

  /** By load, as asked for, and in each the servers as named. */
  private List<Results.Key> inOrder() {
    return results.keys().stream()
        .sorted(
            Comparator.comparingInt(Results.Key::pipeline)
                .thenComparing(Results.Key::workload)
                .thenComparing(key -> servers.indexOf(key.server())))
        .toList();
  }

  private static String load(Results.Key key) {
    return key.workload() + " P=" + key.pipeline();
  }

  String notes() {
    List<String> notes = new ArrayList<>();
    notes.add(machine());
    notes.add(
        String.format(
            "Load: %s different keys, values of %s bytes, appendonly %s%s.",
            options.keyspace(),
            options.valueSize(),
            options.appendonly(),
            options.appendonly().equals("no") ? "" : " (files on " + fileSystem() + ")"));
    notes.add("Gaps under 15% do not matter: compare ratios, and look at their spread.");
    notes.add(
        "The load generator shares these cores. At P=16 and above it is often the slower end, so CPU"
            + " per command (user and system time of the server's process) tells more than ops/s.");
    if (options.memory()) {
      notes.add(
          "Bytes a key: 16-byte keys, "
              + options.valueSize()
              + "-byte values; "
              + LiveBytes.METHOD
              + ". Overhead is what is neither key nor value. Resident a key is the growth of the"
              + " process as the system sees it; a Java heap grows in leaps.");
    }
    return notes.stream().map(note -> "- " + note + "\n").collect(Collectors.joining());
  }

  private static String machine() {
    int cores = Runtime.getRuntime().availableProcessors();
    String busy = "";
    try {
      double load = Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
      busy = String.format(Locale.ROOT, ", load average %.1f at the end", load);
      if (load > cores) busy += ": a noisy machine";
    } catch (IOException e) {
      // Only Linux says.
    }
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return cores + " cores, " + system + ", Java " + Runtime.version() + busy + ".";
  }

  private static String fileSystem() {
    try {
      return Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))).type();
    } catch (IOException e) {
      return "an unknown file system";
    }
  }
}
