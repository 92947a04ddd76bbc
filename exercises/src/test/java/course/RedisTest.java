package course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure message has to help somebody who has never seen the protocol. */
class RedisTest {

  private final FakeServer server = new FakeServer();
  private Redis redis;

  @BeforeEach
  void connect() throws Exception {
    redis = Redis.connect("127.0.0.1", server.start(), "t123456");
  }

  @AfterEach
  void close() {
    redis.close();
    server.close();
  }

  @Test
  void aWrongAnswerIsShownBesideTheRightOne() {
    assertThatThrownBy(() -> redis.expect("SAY $4\\r\\nonyl\\r\\n", "$4", "only"))
        .hasMessageContaining("not the right one")
        .hasMessageContaining("Request:\n  SAY")
        .hasMessageContaining("Expected:\n  $4\\r\\n\n  only\\r\\n")
        .hasMessageContaining("Came:\n  $4\\r\\n\n  onyl\\r\\n");
  }

  @Test
  void aMissingCarriageReturnIsFoundOut() {
    assertThatThrownBy(() -> redis.expect("SAY :1\\n", ":1"))
        .hasMessageContaining("Came:\n  :1\\n");
  }

  @Test
  void aServerThatHangsUpIsFoundOut() {
    assertThatThrownBy(() -> redis.expect("QUIT", "+OK", "+OK"))
        .hasMessageContaining("closed the connection");
  }

  @Test
  void moreThanTheAnswerIsFoundOut() {
    redis.expect("SAY :1\\r\\n:2\\r\\n", ":1");
    assertThatThrownBy(() -> redis.expect("PING", "+PONG"))
        .hasMessageContaining("said more")
        .hasMessageContaining(":2");
  }

  @Test
  void closingMeansNothingMore() {
    redis.expect("QUIT", "+OK").expectClosed();
  }

  @Test
  void keysBelongToTheTest() {
    assertThat(redis.named("SET @jobs a@b \"@jobs\""))
        .isEqualTo("SET t123456:jobs a@b \"t123456:jobs\"");
    redis.expect("SAY @jobs\\r\\n", "@jobs");
  }

  @Test
  void numbersMayHaveARange() {
    redis.expect("SAY :55\\r\\n", ":<int:50..60>").expect("SAY :5\\r\\n", ":<int>");
    assertThatThrownBy(() -> redis.expect("SAY :61\\r\\n", ":<int:50..60>"))
        .hasMessageContaining("not the right");
  }

  @Test
  void askReadsOneWholeReply() {
    assertThat(redis.ask("SAY *2\\r\\n$1\\r\\na\\r\\n:2\\r\\n")).isEqualTo("*2\r\n$1\r\na\r\n:2");
    assertThat(redis.ask("SAY %1\\r\\n+k\\r\\n$-1\\r\\n")).isEqualTo("%1\r\n+k\r\n$-1");
  }

  @Test
  void bytesThatAreNoTextAreShownAsNumbers() {
    assertThat(Visible.escaped(new byte[] {'a', 0, (byte) 0xff, '\r'})).isEqualTo("a\\x00\\xff\\r");
    assertThat(Visible.escaped("é\t\\".getBytes(UTF_8))).isEqualTo("é\\t\\\\");
  }

  @Test
  void aTargetIsAHostAndAPort() {
    assertThat(Target.parse("localhost:7000")).isEqualTo(new Target("localhost", 7000));
    assertThat(Target.parse(":7000")).isEqualTo(new Target("127.0.0.1", 7000));
    assertThatThrownBy(() -> Target.parse("localhost")).hasMessageContaining("host:port");
  }

  @Test
  void ofRepliesThatDoNotComeThoseThatCameAreShown() {
    redis.send("SAY +a\\r\\n$5\\r\\nhel\r\n");
    assertThatThrownBy(() -> redis.replies(2))
        .hasMessageContaining("After 1 reply nothing more came.")
        .hasMessageContaining("Expected:\n  2 replies\nCame:\n  +a\\r\\n\n  $5\\r\\n\n  hel\n");
  }

  @Test
  void whatANumberStandsForIsSaid() {
    assertThatThrownBy(() -> redis.expect("SAY :9\\r\\n", ":<int:59..60>"))
        .hasMessageContaining(
            "Expected:\n  :<int:59..60>\\r\\n\n  (<int:59..60> is a number from 59 to 60)\nCame:");
    assertThatThrownBy(() -> redis.expect("SAY +9\\r\\n", "*2", ":<int>", ":<int>"))
        .hasMessageContaining(":<int>\\r\\n\n  (<int> is any number)\nCame:");
  }

  @Test
  void keysHaveOneNameInAFailure() {
    assertThatThrownBy(() -> Redis.check(false, "KEYS @a* @b", "[t24a4c8:a]", "*0"))
        .hasMessageContaining("KEYS t24a4c8:a* t24a4c8:b");
    assertThatThrownBy(() -> Redis.check(false, "KEYS @a*", "nothing", "*0"))
        .hasMessageContaining("KEYS @a*");
  }
}
