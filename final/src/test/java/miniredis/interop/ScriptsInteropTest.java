package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts that this server and real Redis must answer in the same way: those of a file, and many
 * that are made at random. {@code -Dscripts.count=20000 -Dscripts.seed=7} makes more, or others.
 */
@Tag("interop")
class ScriptsInteropTest {

  private static final int COUNT = Integer.getInteger("scripts.count", 600);

  private static RunningServer ours;
  private static RunningServer redis;

  @BeforeAll
  static void start() {
    ours = RunningServer.oursWithLua();
    redis = RunningServer.redis();
  }

  @AfterAll
  static void stop() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void everyScriptOfTheFileIsAnsweredAsRedisAnswersIt(String protocol) throws IOException {
    KnownDifferences known = new KnownDifferences("script-differences.txt");
    SoftAssertions compared = new SoftAssertions();
    try (Client our = connect(ours, protocol);
        Client their = connect(redis, protocol)) {
      for (String script : scripts()) {
        String actual = answer(our, script);
        String wanted = answer(their, script);
        if (actual.equals(wanted) || known.excuse(script)) continue;
        compared.assertThat(actual).as(script).isEqualTo(wanted);
      }
    }
    compared.assertThat(known.stale()).as("no difference any more").isEmpty();
    compared.assertAll();
  }

  @Test
  void scriptsMadeAtRandomAreAnsweredAsRedisAnswersThem() throws IOException {
    RandomScripts scripts = new RandomScripts(Long.getLong("scripts.seed", 20));
    SoftAssertions compared = new SoftAssertions();
    try (Client our = connect(ours, "2");
        Client their = connect(redis, "2")) {
      for (int i = 0; i < COUNT; i++) {
        String script = scripts.next();
        compared.assertThat(answer(our, script)).as(script).isEqualTo(answer(their, script));
      }
    }
    compared.assertAll();
  }

  /** The sequence begins with the same numbers in every server, and nobody has drawn any yet. */
  @Test
  void theFirstRandomNumbersOfAServerAreThoseOfRedis() throws IOException {
    String script = "return {math.random(1, 1000), math.random(1, 1000), math.random(1, 1000)}";
    try (RunningServer server = RunningServer.oursWithLua();
        Client client = Client.connect("127.0.0.1", server.port())) {
      assertThat(client.call("EVAL", script, "0"))
          .isEqualTo(Reply.array(Reply.integer(397), Reply.integer(841), Reply.integer(354)));
    }
  }

  @Test
  void withoutTheLibraryOnlyScriptsAreRefused() throws IOException {
    try (RunningServer server = RunningServer.ours();
        Client client = Client.connect("127.0.0.1", server.port())) {
      for (String command : List.of("EVAL", "EVAL_RO")) {
        assertThat(client.call(command, "return 1", "0").toString()).contains("luajava");
      }
      assertThat(client.call("SCRIPT", "LOAD", "return 1").toString()).contains("luajava");
      assertThat(client.call("SET", "k", "v")).isEqualTo(Reply.OK);
    }
  }

  private static Client connect(RunningServer server, String protocol) throws IOException {
    Client client = Client.connect("127.0.0.1", server.port());
    client.call("HELLO", protocol);
    return client;
  }

  private static List<String> scripts() throws IOException {
    try (InputStream in = ScriptsInteropTest.class.getResourceAsStream("scripts.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static String answer(Client client, String script) throws IOException {
    client.call("FLUSHALL");
    String body = script.startsWith("\\27") ? "\33" + script.substring(3) : script;
    Reply reply =
        client.call(
            Bytes.of("EVAL"),
            Bytes.latin(body),
            Bytes.of("2"),
            Bytes.of("key1"),
            Bytes.of("key2"),
            Bytes.of("arg1"),
            Bytes.of("arg2"));
    return show(reply);
  }

  private static String show(Reply reply) {
    return reply.toString().replace("], ", "],\n");
  }
}
