package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What redis_exporter, Telegraf and Datadog read of INFO is there and can be read as they read it.
 * {@code info-readers.txt} has their fields, {@code info-lacking.txt} those that are not here.
 */
@Tag("interop")
class InfoReadersTest {

  /** The patterns of what they parse. */
  private static final Map<String, Pattern> KINDS =
      Map.of(
          "integer", Pattern.compile("-?\\d+"),
          "number", Pattern.compile("-?\\d+(\\.\\d+)?"),
          "percent", Pattern.compile("-?\\d+(\\.\\d+)?%"),
          "status", Pattern.compile("ok|err"),
          "text", Pattern.compile(".+"));

  private static final Pattern HEADING = Pattern.compile("\\[(\\S+): (\\S+)]");

  /** A field that a program reads, and as what. */
  private record Read(String program, String kind, String field) {}

  private static Map<String, String> ours;
  private static Map<String, String> redis;

  @BeforeAll
  static void ask() throws IOException {
    ours = fields(RunningServer.ours("--appendonly", "yes"));
    redis = fields(RunningServer.redis("--appendonly", "yes"));
  }

  private static Map<String, String> fields(RunningServer server) throws IOException {
    try (server;
        Client client = Client.connect("127.0.0.1", server.port())) {
      client.call("SET", "k", "v", "EX", "100");
      client.call("LPUSH", "k", "x");
      Map<String, String> fields = new LinkedHashMap<>();
      String text = ((Reply.Bulk) client.call("INFO", "everything")).bytes().text();
      text.lines().filter(line -> line.contains(":")).forEach(line -> add(fields, line));
      return fields;
    }
  }

  private static void add(Map<String, String> fields, String line) {
    int colon = line.indexOf(':');
    fields.put(line.substring(0, colon), line.substring(colon + 1));
  }

  private static List<Read> reads() {
    List<Read> reads = new ArrayList<>();
    String program = null;
    String kind = null;
    for (String line : resource("info-readers.txt").lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        program = heading.group(1);
        kind = heading.group(2);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        for (String field : line.split(" ")) reads.add(new Read(program, kind, field));
      }
    }
    return reads;
  }

  private static String resource(String name) {
    try (InputStream in = InfoReadersTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachFieldIsThereAsItIsReadOrThereIsAReason() {
    KnownDifferences lacking = new KnownDifferences("info-lacking.txt");
    List<String> wrong = new ArrayList<>();
    for (Read each : reads()) {
      String value = ours.get(each.field());
      if (value == null && lacking.excuse(each.field())) continue;
      if (value == null || !KINDS.get(each.kind()).matcher(value).matches()) {
        wrong.add(each + " is " + value);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(lacking.stale()).isEmpty();
  }

  @Test
  void theListsAreWhole() {
    Map<String, Long> counts =
        reads().stream().collect(Collectors.groupingBy(Read::program, Collectors.counting()));
    assertThat(counts.keySet()).containsExactlyInAnyOrder("redis_exporter", "Telegraf", "Datadog");
    assertThat(counts.values()).allMatch(count -> count > 90);
  }

  /** So that nothing is excused that Redis could do. */
  @Test
  void whatIsLackingIsLackingInRedisToo() {
    KnownDifferences lacking = new KnownDifferences("info-lacking.txt");
    assertThat(redis.keySet()).noneMatch(lacking::excuse);
  }

  /** And what they read of Redis they read as the list says. */
  @Test
  void redisHasTheKindsOfTheList() {
    List<String> wrong = new ArrayList<>();
    for (Read each : reads()) {
      String value = redis.get(each.field());
      if (value == null || each.field().equals("redis_build_id")) continue;
      if (!KINDS.get(each.kind()).matcher(value).matches()) wrong.add(each + " is " + value);
    }
    assertThat(wrong).isEmpty();
  }

  /** Databases, commands and errors are lines of several figures, which all three take apart. */
  @Test
  void theLinesOfSeveralFiguresHaveRedisForm() {
    Map<String, String> form =
        Map.of(
            "db0", "keys=\\d+,expires=\\d+,avg_ttl=\\d+",
            "cmdstat_set",
                "calls=\\d+,usec=\\d+,usec_per_call=\\d+\\.\\d\\d,rejected_calls=\\d+,failed_calls=\\d+",
            "errorstat_WRONGTYPE", "count=\\d+",
            "latency_percentiles_usec_set",
                "p50=\\d+\\.\\d{3},p99=\\d+\\.\\d{3},p99.9=\\d+\\.\\d{3}");
    form.forEach(
        (name, pattern) -> {
          assertThat(ours.get(name)).as(name).matches(pattern);
          assertThat(redis.get(name)).as(name + " of Redis").matches(pattern);
        });
  }
}
