package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INFO has Redis's sections, with Redis's fields in Redis's order, for programs that read them. */
@Tag("interop")
class InfoInteropTest {

  /** What is counted by command: Redis lists it in the order of a table with a random seed. */
  private static final Set<String> IN_ANY_ORDER = Set.of("Commandstats", "Latencystats");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private static RunningServer ours;
  private static RunningServer redis;

  @BeforeAll
  static void start() {
    ours = RunningServer.ours();
    redis = RunningServer.redis();
  }

  @AfterAll
  static void stop() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes"})
  void everySectionHasRedisFieldsInRedisOrder(String appendonly) throws IOException {
    try (RunningServer our = RunningServer.ours("--appendonly", appendonly);
        RunningServer their = RunningServer.redis("--appendonly", appendonly)) {
      Map<String, Map<String, String>> actual = withoutOurOwn(everything(our));
      Map<String, Map<String, String>> wanted = everything(their);
      assertThat(new ArrayList<>(actual.keySet())).isEqualTo(new ArrayList<>(wanted.keySet()));
      wanted.forEach((section, fields) -> compare(section, actual.get(section), fields));
    }
  }

  private static void compare(
      String section, Map<String, String> actual, Map<String, String> wanted) {
    if (IN_ANY_ORDER.contains(section)) {
      assertThat(actual.keySet()).as(section).isEqualTo(wanted.keySet());
    } else {
      assertThat(new ArrayList<>(actual.keySet()))
          .as(section)
          .isEqualTo(new ArrayList<>(wanted.keySet()));
    }
    wanted.forEach(
        (name, value) -> {
          if (name.equals("redis_build_id")) return;
          assertThat(shape(actual.get(name))).as(name).isEqualTo(shape(value));
        });
  }

  /** A number with its decimals, or the names of several figures; of other texts nothing. */
  private static String shape(String value) {
    if (NUMBER.matcher(value).matches()) {
      int point = value.indexOf('.');
      return point < 0 ? "integer" : value.length() - point - 1 + " decimals";
    }
    return value.contains("=") ? value.replaceAll("=[^,]*", "") : "text";
  }

  private static Map<String, Map<String, String>> withoutOurOwn(
      Map<String, Map<String, String>> sections) {
    KnownDifferences known = new KnownDifferences("info-differences.txt");
    sections.forEach(
        (section, fields) -> fields.keySet().removeIf(name -> known.excuse(section + ' ' + name)));
    assertThat(known.stale()).isEmpty();
    return sections;
  }

  /** By section and name, after a few commands of which some fail. */
  private static Map<String, Map<String, String>> everything(RunningServer server)
      throws IOException {
    try (Client client = Client.connect("127.0.0.1", server.port())) {
      for (String request :
          List.of(
              "SET k v EX 100", "GET k", "GET none", "LPUSH k x", "nosuch", "CONFIG GET port")) {
        client.call(request.split(" "));
      }
      return sections(info(client, "everything"));
    }
  }

  private static Map<String, Map<String, String>> sections(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> fields = Map.of();
    for (String line : text.split("\r\n")) {
      if (line.startsWith("# ")) {
        fields = new LinkedHashMap<>();
        sections.put(line.substring(2), fields);
      } else if (!line.isEmpty()) {
        int colon = line.indexOf(':');
        assertThat(fields.put(line.substring(0, colon), line.substring(colon + 1))).isNull();
      }
    }
    return sections;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "default",
        "all",
        "everything",
        "EVERYTHING server",
        "cpu server",
        "Server",
        "modules",
        "nosuch",
        "server nosuch",
        "default commandstats",
        "latencystats errorstats",
      })
  void theSectionsThatAreAskedForAreShown(String wanted) throws IOException {
    String[] words = wanted.isEmpty() ? new String[0] : wanted.split(" ");
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      assertThat(sections(info(our, words)).keySet().toString())
          .isEqualTo(sections(info(their, words)).keySet().toString());
    }
  }

  private static String info(Client client, String... words) throws IOException {
    List<String> request = new ArrayList<>(List.of("INFO"));
    Collections.addAll(request, words);
    return switch (client.call(request.toArray(String[]::new))) {
      case Reply.Bulk(Bytes text) -> text.text();
      case Reply.Verbatim(_, Bytes text) -> text.text();
      case Reply other -> throw new AssertionError(other);
    };
  }
}
