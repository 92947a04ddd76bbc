package miniredis.metrics;

import module java.base;

import miniredis.command.LatencyHistogram;

/**
 * Writes figures as metrics: one for each field of INFO that has a name, and for each command,
 * database, kind of error and event one sample of a metric that they share.
 *
 * <p>For one thread at a time; it need not be the engine's.
 */
final class Report {

  /** The first bound of the histograms, in nanoseconds; each further one is twice as much. */
  private static final long FIRST_BOUND = 1 << 10;

  /** About a second. */
  private static final long LAST_BOUND = 1 << 30;

  /** What INFO says of a command: how often it ran, and microseconds. */
  private record Use(String calls, String micros) {
    private static final Use NONE = new Use("0", "0");
  }

  private final FieldNames names;
  private final Figures figures;
  private final Exposition out = new Exposition();
  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, Use> uses = new HashMap<>();
  private final Set<String> databases = new HashSet<>();

  private Report(FieldNames names, Figures figures) {
    this.names = names;
    this.figures = figures;
  }

  static String of(FieldNames names, Figures figures) {
    Report report = new Report(names, figures);
    report.write();
    return report.out.text();
  }

  private void write() {
    out.gauge("up", "Whether the server answers").add("1");
    String section = "";
    for (String line : figures.info().split("\r\n")) {
      int colon = line.indexOf(':');
      if (line.startsWith("# ")) section = line.substring(2);
      else if (colon > 0) field(section, line.substring(0, colon), line.substring(colon + 1));
    }
    emptyDatabases();
    startTime();
    instance();
    settings();
    spikes();
    slowLog();
    figures.histograms().forEach(this::histogram);
  }

  private void field(String section, String name, String value) {
    switch (section) {
      case "Commandstats" -> command(rest(name, "cmdstat_"), figuresOf(value));
      case "Latencystats" -> percentiles(rest(name, "latency_percentiles_usec_"), value);
      case "Errorstats" -> error(rest(name, "errorstat_"), figuresOf(value));
      case "Keyspace" -> database(name, figuresOf(value));
      default -> plain(name, value);
    }
  }

  private static String rest(String name, String prefix) {
    return name.substring(prefix.length());
  }

  /** {@code calls=1,usec=3} as names and values; nothing is none. */
  private static Map<String, String> figuresOf(String value) {
    Map<String, String> parts = new LinkedHashMap<>();
    if (value.isEmpty()) return parts;
    for (String part : value.split(",")) {
      int equals = part.indexOf('=');
      parts.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return parts;
  }

  private void plain(String name, String value) {
    fields.put(name, value);
    String metric = names.metric(name);
    if (metric == null) return;
    boolean scaled = name.endsWith("_usec") && metric.endsWith("_seconds");
    out.metric(names.type(name), metric, "The field " + name + " of INFO")
        .add(scaled ? seconds(value, 1e6) : number(value));
  }

  private static String number(String value) {
    return switch (value) {
      case "ok" -> "1";
      case "err" -> "0";
      default -> value;
    };
  }

  private void command(String name, Map<String, String> parts) {
    uses.put(name, new Use(parts.get("calls"), parts.get("usec")));
    String[] label = {"cmd", name};
    out.counter("commands_total", "Calls of a command").add(parts.get("calls"), label);
    out.counter("commands_duration_seconds_total", "Seconds that a command took altogether")
        .add(seconds(parts.get("usec"), 1e6), label);
    out.counter("commands_rejected_calls_total", "Calls refused before they ran")
        .add(parts.get("rejected_calls"), label);
    out.counter("commands_failed_calls_total", "Calls that ran and ended with an error")
        .add(parts.get("failed_calls"), label);
  }

  private static String seconds(String units, double perSecond) {
    return Double.toString(Long.parseLong(units) / perSecond);
  }

  /** The exporter names the shares as INFO does, 99 and not 0.99. */
  private void percentiles(String name, String value) {
    Exposition.Metric metric =
        out.metric(
            Exposition.Type.SUMMARY,
            "latency_percentiles_usec",
            "Microseconds that so many of a hundred calls did not exceed");
    figuresOf(value)
        .forEach(
            (share, micros) ->
                metric.add(micros, "cmd", name, "quantile", share.substring("p".length())));
    Use use = uses.getOrDefault(name, Use.NONE);
    metric.addPart("_sum", use.micros(), "cmd", name).addPart("_count", use.calls(), "cmd", name);
  }

  private void error(String code, Map<String, String> parts) {
    out.counter("errors_total", "Error replies of a kind").add(parts.get("count"), "err", code);
  }

  private void database(String name, Map<String, String> parts) {
    keys(name, parts.get("keys"), parts.get("expires"));
    databases.add(name);
    out.gauge("db_avg_ttl_seconds", "How long keys with a deadline have left, on average")
        .add(seconds(parts.get("avg_ttl"), 1e3), "db", name);
  }

  private void keys(String database, String keys, String expires) {
    out.gauge("db_keys", "Keys of a database").add(keys, "db", database);
    out.gauge("db_keys_expiring", "Keys of a database with a deadline")
        .add(expires, "db", database);
  }

  /** INFO leaves them out; a panel for a database should show 0. */
  private void emptyDatabases() {
    int count = Integer.parseInt(figures.settings().get("databases"));
    for (int i = 0; i < count; i++) if (!databases.contains("db" + i)) keys("db" + i, "0", "0");
  }

  private void startTime() {
    long start = figures.second() - Long.parseLong(fields.get("uptime_in_seconds"));
    out.gauge("start_time_seconds", "Unix time of the start").add(Long.toString(start));
  }

  private void instance() {
    String[] shown = {
      "role",
      "redis_version",
      "redis_build_id",
      "redis_mode",
      "os",
      "maxmemory_policy",
      "tcp_port",
      "run_id",
      "process_id",
      "master_replid"
    };
    String[] labels = new String[2 * shown.length];
    for (int i = 0; i < shown.length; i++) {
      labels[2 * i] = shown[i];
      labels[2 * i + 1] = fields.getOrDefault(shown[i], "");
    }
    out.gauge("instance_info", "What this server is").add("1", labels);
  }

  private void settings() {
    Map<String, String> settings = figures.settings();
    out.gauge("config_maxmemory", "The setting maxmemory").add(settings.get("maxmemory"));
    out.gauge("config_maxclients", "The setting maxclients").add(settings.get("maxclients"));
    out.gauge("config_io_threads", "The setting io-threads").add(settings.get("io-threads"));
    String[] limits = settings.get("client-output-buffer-limit").split(" ");
    for (int i = 0; i < limits.length; i += 4) {
      outputLimit(limits[i], limits[i + 1], limits[i + 2], limits[i + 3]);
    }
  }

  private void outputLimit(String kind, String hard, String soft, String seconds) {
    out.gauge("config_client_output_buffer_limit_bytes", "How much output may wait for a client")
        .add(hard, "class", kind, "limit", "hard")
        .add(soft, "class", kind, "limit", "soft");
    out.gauge(
            "config_client_output_buffer_limit_overcome_seconds",
            "For how long more than that may wait")
        .add(seconds, "class", kind, "limit", "soft");
  }

  private void spikes() {
    figures
        .spikes()
        .forEach(
            (event, spike) -> {
              out.gauge("latency_spike_last", "When an event took long for the last time")
                  .add(Long.toString(spike.second()), "event_name", event);
              out.gauge("latency_spike_duration_seconds", "For how long it took then")
                  .add(Double.toString(spike.milliseconds() / 1e3), "event_name", event);
            });
  }

  private void slowLog() {
    Figures.Slow slow = figures.slow();
    out.gauge("slowlog_length", "Entries of the slow log").add(Integer.toString(slow.length()));
    out.gauge("slowlog_last_id", "The number of the last one").add(Long.toString(slow.lastId()));
    out.gauge("last_slow_execution_duration_seconds", "How long that command took")
        .add(Double.toString(slow.lastMicroseconds() / 1e6));
  }

  /** The bounds are the same for all commands, else their histograms could not be added up. */
  private void histogram(String command, LatencyHistogram histogram) {
    Exposition.Metric metric =
        out.metric(
            Exposition.Type.HISTOGRAM,
            "commands_latencies_usec",
            "Calls of a command that took at most so many microseconds");
    for (long bound = FIRST_BOUND; bound <= LAST_BOUND; bound *= 2) {
      String micros = Long.toString(LatencyHistogram.microsecondsOf(bound));
      String below = Long.toString(histogram.countBelow(bound));
      metric.addPart("_bucket", below, "cmd", command, "le", micros);
    }
    String count = Long.toString(histogram.count());
    metric
        .addPart("_bucket", count, "cmd", command, "le", "+Inf")
        .addPart("_sum", uses.getOrDefault(command, Use.NONE).micros(), "cmd", command)
        .addPart("_count", count, "cmd", command);
  }
}
