package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real redis-cli in all its modes: what it prints must not tell which server it talks to. */
class RedisCliTest {

  private static RunningServer ours;
  private static RunningServer redis;

  @BeforeAll
  static void startBoth() {
    redis = RunningServer.redis();
    ours = RunningServer.ours();
  }

  @AfterAll
  static void stopBoth() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  @BeforeEach
  void empty() {
    same("FLUSHALL");
    same("MSET", "greeting", "hello", "number", "10", "bytes", "\u00e9\u0001 \"quoted\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET greeting",
        "GET nothing",
        "INCR number",
        "INCR greeting",
        "MGET greeting nothing bytes",
        "NOSUCH a b",
        "GET",
        "TYPE greeting",
        "OBJECT ENCODING number",
        "SET greeting 1 NX",
        "--no-raw GET bytes",
        "--no-raw MGET greeting nothing bytes",
        "--no-raw INCR number",
        "--no-raw NOSUCH",
        "--no-raw -3 CONFIG GET maxmemory",
        "--raw GET bytes",
        "--csv MGET greeting nothing number bytes",
        "--json MGET greeting nothing number",
        "-2 GET greeting",
        "-3 GET nothing",
        "-n 3 GET greeting",
        "-n 99 GET greeting",
        "-r 3 -i 0.01 INCR number",
        "-e GET",
        "-d ; MGET greeting number",
        "-D | --raw GET greeting",
        "--quoted-input GET \"greet\\x69ng\"",
        "--pass secret GET greeting",
        "--user default --pass secret --no-auth-warning GET greeting",
        "--scan --pattern g*",
        "--scan --count 1 --pattern nu*"
      })
  void oneCommandPrintsTheSame(String arguments) {
    same(arguments.split(" "));
  }

  @Test
  void aSessionOfLinesPrintsTheSame() {
    sameFed(
        """
        SET a 1
        "SET" 'b' "two words\\n"
        GET b

        INCRBYFLOAT a 1.5
        get
        3 INCR number
        SELECT 2
        DBSIZE
        """);
  }

  @Test
  void aValueFromStandardInputIsKeptToTheByte() {
    sameFed("\u0000\u00ff\r\n*1\r\n", "-x", "SET", "raw");
    assertThat(same("GET", "raw").out()).isEqualTo("\u0000\u00ff\r\n*1\r\n\n");
    sameFed("middle", "-X", "TAG", "SET", "TAG", "value");
    same("GET", "middle");
  }

  @Test
  void tenThousandKeysArePoured() {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      requests.append("*3\r\n$3\r\nSET\r\n$8\r\nkey:%04d\r\n$5\r\nvalue\r\n".formatted(i));
    }
    assertThat(sameFed(requests.toString(), "--pipe").out()).contains("errors: 0, replies: 10000");
    same("DBSIZE");
    assertThat(keysSeen(ours)).hasSize(10_003).isEqualTo(keysSeen(redis));
  }

  @Test
  void errorsAmongWhatIsPouredAreCounted() {
    assertThat(sameFed("SET k v\r\nINCR k\r\nGET k\r\n", "--pipe").out())
        .contains("errors: 1, replies: 3");
  }

  @Test
  void bigKeysNamesTheBiggest() {
    same("SET", "biggest", "x".repeat(1000));
    assertThat(cli(ours, "--bigkeys").out())
        .contains("Sampled 4 keys", "Biggest string found '\"biggest\"' has 1000 bytes");
  }

  @Test
  void latencyIsMeasured() {
    assertThat(cli(ours, "--latency", "--raw").out()).matches("\\d+ \\d+ \\d+\\.\\d+ \\d+\n");
  }

  /** It writes to a pipe only when it has 4 KB to say. */
  @Test
  void statisticsArePrinted() {
    String port = "" + ours.port();
    Programs.Outcome seen =
        Programs.runFor(Duration.ofSeconds(5), "redis-cli", "-p", port, "--stat", "-i", "0.01");
    assertThat(seen.out()).contains("------- data ------", "requests").containsPattern("\n3 +\\d");
    assertThat(seen.err()).isEmpty();
  }

  /** On a terminal it asks COMMAND DOCS for its help; tab completes, and it hints as one types. */
  @Test
  void aTerminalSessionStartsWithoutAnErrorCompletesAndHints() throws IOException {
    try (Terminal terminal = new Terminal("redis-cli -p " + ours.port())) {
      terminal
          .await("> ")
          .type("SET typed value")
          .await("[NX|XX|IFEQ ifeq-value|IFNE ifne-value]")
          .type("\r")
          .await("OK\r\n");
      terminal.type("GETR\t").await("GETRANGE").type(" typed 0 1\r").await("\"va\"\r\n");
      terminal.type("help getdel\r").await(" 6.2.0").await(" string");
      terminal.type("HELLO 3\r").await("\"proto\" => (integer) 3");
      assertThat(terminal.text()).doesNotContainIgnoringCase("err");
    }
  }

  private static Set<String> keysSeen(RunningServer server) {
    return new TreeSet<>(cli(server, "--scan").out().lines().toList());
  }

  private static Programs.Outcome cli(RunningServer server, String... arguments) {
    return cliFed(server, "", arguments);
  }

  private static Programs.Outcome cliFed(RunningServer server, String in, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-p", "" + server.port()));
    Collections.addAll(all, arguments);
    return Programs.feed(in, "redis-cli", all.toArray(String[]::new));
  }

  private static Programs.Outcome same(String... arguments) {
    return sameFed("", arguments);
  }

  /** Both servers make it print and return the same. */
  private static Programs.Outcome sameFed(String input, String... arguments) {
    Programs.Outcome outcome = cliFed(ours, input, arguments);
    assertThat(outcome).isEqualTo(cliFed(redis, input, arguments));
    return outcome;
  }
}
