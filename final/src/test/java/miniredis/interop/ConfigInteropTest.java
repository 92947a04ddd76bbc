package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * CONFIG beside real Redis: which settings there are, and what each of them says to values of every
 * kind, good and bad. What is different on purpose stands in two lists, with the reasons.
 */
@Tag("interop")
class ConfigInteropTest {

  private static final Set<String> OURS_ALONE =
      Set.of("logformat", "trace", "dialect", "compat", "metrics-port", "metrics-bind");

  /** Settings whose answers to CONFIG SET are not Redis's, and why. */
  private static final Map<String, String> OTHER_ANSWERS =
      Map.of(
          "min-replicas-to-write", "refused: nothing counts replicas, so writes would not be safer",
          "min-slaves-to-write", "its older name",
          "masterauth", "refused: there is no master to log in to",
          "tls-replication", "refused: ours says why, Redis that it has no certificate",
          "tls-cluster", "refused for the same reason",
          "shutdown-on-sigint",
              "refused if it has the word save: Java tells no signal from another",
          "shutdown-on-sigterm", "refused for the same reason",
          "maxclients", "Redis asks the system how many files it may open",
          "proc-title-template", "Redis checks the variables of a title that we do not show");

  /** Settings that Redis changes as it takes them, for features that are not here. */
  private static final Map<String, String> OTHER_VALUES =
      Map.of(
          "repl-backlog-size", "Redis makes it 16 KB at least",
          "watchdog-period", "Redis makes it 200 milliseconds at least");

  /** Both servers have their own; the tests of the room server change them. */
  private static final Set<String> NOT_ASKED = Set.of("port", "bind");

  /** CONFIG GET shows them to their exact names only. */
  private static final List<String> HIDDEN =
      List.of(
          "watchdog-period",
          "key-load-delay",
          "loading-process-events-interval-bytes",
          "use-exit-on-panic");

  private static final String[] VALUES = {
    "",
    "yes",
    "no",
    "0",
    "1",
    "7",
    "-1",
    "010",
    "+1",
    "1.5",
    "9223372036854775808",
    "18446744073709551516",
    "18446744073709551616",
    "4294967296",
    "65536",
    "abc",
    "a/b",
    "a.b-c",
    "1k",
    "1kb",
    "1 2",
    "5%",
    "101%",
    "-5%",
    "777",
    "local",
    "default",
    "save",
    "60 1",
    "60 0",
    "normal 1 2 3",
    "normal 1 2",
    "KEA",
    "99.9",
    "101",
    "0 100 200",
    "0 1 9999"
  };

  private static RunningServer ourServer;
  private static RunningServer theirServer;
  private static Client ours;
  private static Client theirs;

  @BeforeAll
  static void start() throws IOException {
    theirServer = RunningServer.redis();
    ourServer = RunningServer.ours();
    theirs = Client.connect("127.0.0.1", theirServer.port());
    ours = Client.connect("127.0.0.1", ourServer.port());
  }

  @AfterAll
  static void stop() throws IOException {
    for (Client each : new Client[] {ours, theirs}) if (each != null) each.close();
    for (RunningServer each : new RunningServer[] {ourServer, theirServer}) {
      if (each != null) each.close();
    }
  }

  /** The words of a reply. */
  private static List<String> ask(Client client, String... request) throws IOException {
    return switch (client.call(request)) {
      case Reply.Array(var items) -> items.stream().map(ConfigInteropTest::text).toList();
      case Reply reply -> List.of(text(reply));
    };
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(var bytes) -> bytes.text();
      case Reply.Text(var bytes) -> bytes.text();
      case Reply.Error(var bytes) -> bytes.text();
      default -> reply.toString();
    };
  }

  private static SortedSet<String> names(Client client) throws IOException {
    List<String> all = ask(client, "CONFIG", "GET", "*");
    SortedSet<String> names = new TreeSet<>();
    for (int i = 0; i < all.size(); i += 2) names.add(all.get(i));
    return names;
  }

  @Test
  void allSettingsOfRedisAreThere() throws IOException {
    SortedSet<String> redis = names(theirs);
    redis.addAll(OURS_ALONE);
    assertThat(names(ours)).isEqualTo(redis);
  }

  @Test
  void everySettingTakesShowsAndRefusesWhatRedisDoes() throws IOException {
    Set<String> otherAnswers = new TreeSet<>();
    Set<String> otherValues = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    List<String> names = new ArrayList<>(names(theirs));
    names.removeAll(NOT_ASKED);
    names.addAll(HIDDEN);
    for (String name : names) {
      for (String value : VALUES) {
        List<String> redis = tried(theirs, name, value);
        List<String> mini = tried(ours, name, value);
        if (!mini.getFirst().equals(redis.getFirst())) otherAnswers.add(name);
        else if (!mini.equals(redis)) otherValues.add(name);
        if (!mini.equals(redis)) differences.add(name + " '" + value + "': " + mini + redis);
      }
    }
    String all = String.join("\n", differences);
    assertThat(otherAnswers).as(all).isEqualTo(OTHER_ANSWERS.keySet());
    assertThat(otherValues).as(all).isEqualTo(OTHER_VALUES.keySet());
  }

  /**
   * The answer to CONFIG SET and, if the value has changed, what it is now; then it is put back.
   */
  private static List<String> tried(Client client, String name, String value) throws IOException {
    List<String> before = ask(client, "CONFIG", "GET", name);
    String answer = ask(client, "CONFIG", "SET", name, value).getFirst();
    List<String> after = ask(client, "CONFIG", "GET", name);
    if (after.equals(before)) return List.of(answer);
    ask(client, "CONFIG", "SET", name, before.getLast());
    return List.of(answer, after.getLast());
  }
}
