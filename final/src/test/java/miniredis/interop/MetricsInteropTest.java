package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Debian's prometheus-redis-exporter finds on our server what it finds on Redis, and our own
 * endpoint tells the same without it. Both servers have done the same before.
 */
@Tag("interop")
class MetricsInteropTest {

  private static final String EXPORTER = "prometheus-redis-exporter";

  private static final List<String> DONE =
      List.of(
          "CONFIG SET slowlog-log-slower-than -1",
          "SLOWLOG RESET",
          "SET a 1",
          "SET b 2 EX 10000",
          "SET b 2 PX 1",
          "SET c 3 EX 10000",
          "SET c 3 XX EX 10000",
          "GET a",
          "GET nobody",
          "LPUSH a x",
          "LPUSH list 1 2 3",
          "HSET hash f v",
          "GET",
          "NOSUCH",
          "OBJECT ENCODING a",
          "XADD s 1-1 f v",
          "SUBSCRIBE",
          "CONFIG SET latency-monitor-threshold 5",
          "CONFIG SET slowlog-log-slower-than 19000",
          "DEBUG SLEEP 0.02",
          "CONFIG SET slowlog-log-slower-than -1",
          "CONFIG SET latency-monitor-threshold 0",
          "CONFIG SET maxclients 500",
          "CONFIG SET maxmemory 1gb");

  /** Metrics whose values are the same after the same commands. */
  private static final List<String> EQUAL =
      List.of(
          "redis_up",
          "redis_db_keys",
          "redis_db_keys_expiring",
          "redis_commands_total",
          "redis_commands_failed_calls_total",
          "redis_commands_rejected_calls_total",
          "redis_errors_total",
          "redis_keyspace_hits_total",
          "redis_keyspace_misses_total",
          "redis_expired_keys_total",
          "redis_evicted_keys_total",
          "redis_config_maxclients",
          "redis_config_maxmemory",
          "redis_memory_max_bytes",
          "redis_slowlog_length",
          "redis_total_error_replies",
          "redis_aof_enabled",
          "redis_rdb_bgsave_in_progress",
          "redis_rdb_last_bgsave_status",
          "redis_aof_last_write_status",
          "redis_loading_dump_file",
          "redis_blocked_clients",
          "redis_pubsub_channels",
          "redis_connected_slaves",
          "redis_latency_percentiles_usec_count");

  private static Scrape redis;
  private static Scrape ours;
  private static Scrape own;

  @BeforeAll
  static void scrape() throws IOException {
    Programs.need(EXPORTER);
    int port = RunningServer.freePort();
    try (RunningServer real =
            RunningServer.redis("--appendonly", "yes", "--enable-debug-command", "yes");
        RunningServer server =
            RunningServer.ours("--appendonly", "yes", "--metrics-port", "" + port)) {
      work(real);
      work(server);
      own = Scrape.of(port);
      redis = throughExporter(real);
      ours = throughExporter(server);
    }
  }

  private static void work(RunningServer server) throws IOException {
    try (Client client = Client.connect("127.0.0.1", server.port())) {
      for (String request : DONE) client.call(request.split(" "));
      Redis.eventually("b has died", () -> keys(client) == 5);
      client.call("CONFIG", "RESETSTAT");
      for (String request : DONE) client.call(request.split(" "));
      Redis.eventually("b has died", () -> keys(client) == 5);
    }
  }

  private static long keys(Client client) {
    try {
      return ((Reply.Int) client.call("DBSIZE")).value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scrape throughExporter(RunningServer server) throws IOException {
    int port = RunningServer.freePort();
    List<String> line =
        List.of(
            Programs.need(EXPORTER).toString(),
            "-redis.addr=redis://127.0.0.1:" + server.port(),
            "-web.listen-address=127.0.0.1:" + port);
    Process exporter =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Redis.eventually("the exporter listens", () -> listens(port));
      return Scrape.of(port);
    } finally {
      exporter.destroyForcibly().onExit().join();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void theExporterFindsEveryMetricOfRedisOnOurServer() {
    assertThat(redis.names()).hasSizeGreaterThan(150);
    KnownDifferences known = new KnownDifferences("exporter-differences.txt");
    Set<String> missing = new TreeSet<>(redis.identities());
    missing.removeAll(ours.identities());
    missing.removeIf(known::excuse);
    assertThat(missing).isEmpty();
    assertThat(known.stale()).isEmpty();
    assertThat(ours.labels()).containsAllEntriesOf(redis.labels());
  }

  @Test
  void itFindsNothingThatRedisDoesNotHave() {
    assertThat(redis.names()).containsAll(ours.names());
  }

  @Test
  void itFindsTheSameFigures() {
    for (String name : EQUAL) {
      assertThat(redis.values(name)).as(name).isNotEmpty();
      assertThat(countable(ours, name)).as(name).isEqualTo(countable(redis, name));
    }
  }

  /** Without the command with which this test waits. */
  private static SortedMap<String, Double> countable(Scrape scrape, String name) {
    SortedMap<String, Double> values = scrape.values(name);
    values.keySet().removeIf(each -> each.contains("cmd=dbsize"));
    return values;
  }

  @Test
  void ourOwnEndpointHasEveryMetricOfTheExporter() {
    KnownDifferences known = new KnownDifferences("metrics-differences.txt");
    Set<String> missing = new TreeSet<>(ours.names());
    missing.removeAll(own.names());
    missing.removeIf(name -> known.excuse(name.replaceFirst("^(go|process)_.*", "$1_*")));
    assertThat(missing).isEmpty();
    assertThat(known.stale()).isEmpty();
  }

  @Test
  void ourOwnEndpointHasTheSameLabelsAndTypes() {
    ours.labels()
        .forEach(
            (name, labels) -> {
              if (!own.names().contains(name)) return;
              assertThat(withoutNewer(own.labels().get(name))).as(name).isEqualTo(labels);
              if (name.equals("redis_expired_time_cap_reached_total")) return;
              assertThat(own.type(name)).as("type of " + name).isEqualTo(ours.type(name));
            });
  }

  /** A label that later exporters than Debian's have. */
  private static Set<String> withoutNewer(Set<String> labels) {
    return labels.stream()
        .filter(label -> !label.equals("master_replid"))
        .collect(Collectors.toSet());
  }

  /** Later exporters than Debian's have it right, too. */
  @Test
  void whatOnlyGrowsIsACounter() {
    assertThat(own.type("redis_expired_time_cap_reached_total")).isEqualTo("counter");
  }

  /** It was asked before the exporter came, which sends two commands of its own. */
  @Test
  void ourOwnEndpointHasTheSameFigures() {
    for (String name : EQUAL) {
      SortedMap<String, Double> wanted = countable(redis, name);
      wanted.keySet().removeIf(each -> each.matches(".*cmd=(config.get|client.setname)}]"));
      assertThat(countable(own, name)).as(name).isEqualTo(wanted);
    }
  }

  /** Else every start would pay for what few want. */
  @Test
  void withoutThePortNoneOfItsClassesIsLoaded() throws IOException {
    Path log = Files.createTempFile("classes", ".log");
    List<String> flags = List.of("-Xlog:class+load:file=" + log);
    try (RunningServer server = RunningServer.oursWith(flags, 0);
        Client client = Client.connect("127.0.0.1", server.port())) {
      client.call("INFO", "everything");
      assertThat(Files.readString(log))
          .contains("miniredis.server.MetricsSettings")
          .doesNotContain("miniredis.metrics.");
    } finally {
      Files.delete(log);
    }
  }

  @Test
  void ourOwnEndpointHasHistogramsThatCanBeAddedUp() {
    String name = "redis_commands_latencies_usec";
    Map<String, Double> counts = own.values(name + "_count");
    assertThat(counts.keySet()).contains(name + "_count[{cmd=set}]", name + "_count[{cmd=debug}]");
    assertThat(counts.get(name + "_count[{cmd=set}]")).isEqualTo(5.0);
    assertThat(own.type(name)).isEqualTo("histogram");
    assertThat(own.values(name + "_sum").keySet()).hasSize(counts.size());
  }
}
