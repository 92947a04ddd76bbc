package miniredis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;
import miniredis.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line of the dialect, as it looks through nc. */
class PlainDialectTest {

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private Server server;
  private Socket nc;

  @BeforeEach
  void connect() throws Exception {
    Config config =
        Config.of(
            "port", "0", "bind", "127.0.0.1", "save", "", "appendonly", "no", "dialect", "plain");
    ServerLog log =
        new ServerLog(
            new PrintStream(OutputStream.nullOutputStream()), false, ServerLog.Level.WARNING);
    server = new Server(config, () -> Instant.now().plus(ahead.get()), log);
    Thread.ofPlatform().daemon().start(this::run);
    nc = new Socket("127.0.0.1", server.port());
    nc.setSoTimeout(10_000);
  }

  private void run() {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    nc.close();
    server.stop();
  }

  private void say(String line, String... answer) {
    try {
      nc.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      String wanted = String.join("\n", answer) + "\n";
      byte[] came = nc.getInputStream().readNBytes(wanted.getBytes(StandardCharsets.UTF_8).length);
      assertThat(new String(came, StandardCharsets.UTF_8)).as(line).isEqualTo(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void pingAnswersPong() {
    say("PING", "PONG");
    say("ping", "PONG");
  }

  @Test
  void getAnswersTheValueOrNil() {
    say("SET user anna", "OK");
    say("GET user", "anna");
    say("GET nobody", "Nil");
  }

  @Test
  void aKeyLivesForAMinuteUnlessItIsToldOtherwise() {
    say("SET user anna", "OK");
    say("TTL user", "60");
    say("SET user anna 5", "OK");
    say("TTL user", "5");
    ahead.set(Duration.ofSeconds(6));
    say("GET user", "Nil");
    say("SET user anna 0", "ERR the time to live is a number of seconds, 1 or more");
    say("SET user anna soon", "ERR the time to live is a number of seconds, 1 or more");
    say("EXISTS user", "NO");
  }

  @Test
  void commaPartsAreAList() {
    say("SET colours red,green,blue", "OK");
    say("TYPE colours", "VecStr");
    say("GET colours", "red,green,blue");
    say("LRANGE colours 0 -1", "red", "green", "blue");
    say("TTL colours", "60");
  }

  @Test
  void fieldsWithValuesAreAHash() {
    say("SET user name:Alice,age:30 100", "OK");
    say("TYPE user", "Hash");
    say("GET user", "name:Alice,age:30");
    say("HGET user age", "30");
    say("TTL user", "100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain|String",
        "\"Hello, world\"|String",
        "\"red,green\"|String",
        "'name:Alice'|String",
        "http://a.example/b|String",
        "a:1,http://x|VecStr",
        "a,|String",
        ",a|String",
        "a,,b|String",
        "12:30|String",
        "name:Alice|Hash",
        "name:,age:30|Hash",
        "a:b:c|Hash",
        "a:1,b|VecStr"
      })
  void aValueHasTheTypeOfItsWriting(String value, String type) {
    say("SET k " + value, "OK");
    say("TYPE k", type);
    say("GET k", value.replaceAll("^[\"']|[\"']$", ""));
  }

  @Test
  void updateChangesOnlyWhatIsThereAndMayChangeItsType() {
    say("UPDATE k v", "Nil");
    say("EXISTS k", "NO");
    say("SET k v", "OK");
    say("UPDATE k a,b 10", "OK");
    say("TYPE k", "VecStr");
    say("TTL k", "10");
    say("UPDATE k x:1", "OK");
    say("GET k", "x:1");
    say("TTL k", "60");
    say("UPDATE k v", "OK");
    say("TYPE k", "String");
  }

  @Test
  void delExistsRenameTypeAndClearallAnswerWords() {
    say("SET k v", "OK");
    say("EXISTS k", "YES");
    say("RENAME k other", "OK");
    say("EXISTS k", "NO");
    say("RENAME k other", "ERR no such key");
    say("DEL other", "OK");
    say("DEL other", "Nil");
    say("TYPE other", "Nil");
    say("SET a 1", "OK");
    say("SET b x,y", "OK");
    say("CLEARALL", "OK");
    say("DBSIZE", "0");
  }

  @Test
  void whatCannotBeUnderstoodGetsOneClearLineAndTheClientStays() {
    say("SET k", "ERR wrong number of arguments for 'set' command");
    say("SET k v 10 x", "ERR wrong number of arguments for 'set' command");
    say("UPDATE k", "ERR wrong number of arguments for 'update' command");
    say("CLEARALL now", "ERR wrong number of arguments for 'clearall' command");
    say("SET k \"v", "ERR unbalanced quotes");
    say("SET k \"v\"x", "ERR unbalanced quotes");
    say("FLY away", "ERR unknown command 'FLY', with args beginning with: 'away' ");
    say("SET k 'it''s'", "ERR unbalanced quotes");
    say("SET 'my key' 'it\\'s'", "OK");
    say("GET \"my key\"", "it's");
  }

  @Test
  void theRestOfRedisIsThereToo() {
    say("INCR n", "1");
    say("RPUSH l a b", "2");
    say("LRANGE l 0 -1", "a", "b");
    say("GET l", "a,b");
    say("LLEN nobody", "0");
    say("INCR l", "WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void emptyLinesAreNotAnswered() {
    say("\r\n\n  \nPING", "PONG");
  }

  @Test
  void everyLineIsAnsweredBeforeTheSocketCloses() throws Exception {
    nc.getOutputStream().write("SET k v\r\nGET k\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
    nc.shutdownOutput();
    String all = new String(nc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(all).isEqualTo("OK\nv\nOK\n");
  }

  @Test
  void aClientThatSpeaksRespGetsResp() throws Exception {
    try (Client redis = Client.connect("127.0.0.1", server.port())) {
      assertThat(redis.call("SET", "colours", "red,green")).isEqualTo(Reply.OK);
      assertThat(redis.call("GET", "colours")).isEqualTo(Reply.bulk("red,green"));
      assertThat(redis.call("TYPE", "colours")).isEqualTo(Reply.simple("VecStr"));
      assertThat(redis.call("EXISTS", "nobody")).isEqualTo(Reply.simple("NO"));
      assertThat(redis.call("GET", "nobody")).isEqualTo(Reply.NULL);
      assertThat(redis.call("SET", "text", "Hello, world")).isEqualTo(Reply.OK);
      assertThat(redis.call("TYPE", "text")).isEqualTo(Reply.simple("String"));
      assertThat(redis.call("SET", "k", "v", "soon")).isInstanceOf(Reply.Error.class);
      Bytes odd = Bytes.wrap(new byte[] {0, (byte) 0xff, ',', (byte) 0xfe});
      assertThat(redis.call(Bytes.of("SET"), Bytes.of("odd"), odd)).isEqualTo(Reply.OK);
      assertThat(redis.call("GET", "odd")).isEqualTo(Reply.bulk(odd));
    }
    say("GET colours", "red,green");
  }

  @Test
  void whoSubscribesInLinesIsSentLines() throws IOException {
    say("SUBSCRIBE news", "subscribe", "news", "1");
    try (Client publisher = Client.connect("127.0.0.1", server.port())) {
      assertThat(publisher.call("PUBLISH", "news", "hello")).isEqualTo(Reply.ONE);
    }
    say("UNSUBSCRIBE", "message", "news", "hello", "unsubscribe", "news", "0");
    say("PING", "PONG");
  }
}
