package miniredis.net;

import course.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CLIENT REPLY: which replies a client is spared. */
class ReplyModeTest {

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private Redis lines(String... lines) {
    return redis.send(String.join("\r\n", lines) + "\r\n");
  }

  @Test
  void skipLeavesOutOneReplyAndItsOwn() {
    lines("CLIENT REPLY SKIP", "PING", "PING a").expectReply("$1", "a");
  }

  @Test
  void skipAfterSkipSkipsOneCommandMore() {
    lines("CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "PING 1", "PING 2").expectReply("$1", "2");
  }

  @Test
  void offLeavesOutErrorsTooUntilOn() {
    lines("CLIENT REPLY OFF", "PING", "FOO", "CLIENT REPLY SKIP", "CLIENT REPLY ON", "PING b")
        .expectReply("+OK", "$1", "b");
  }

  @Test
  void onEndsASkip() {
    lines("CLIENT REPLY SKIP", "CLIENT REPLY ON", "PING 1").expectReply("+OK", "$1", "1");
  }

  @Test
  void resetTurnsRepliesOnButStaysSkipped() {
    lines("CLIENT REPLY OFF", "RESET", "PING 1").expectReply("+RESET", "$1", "1");
    lines("CLIENT REPLY SKIP", "RESET", "PING 2").expectReply("$1", "2");
  }

  @Test
  void whatIsWrittenIsStillDone() {
    lines("CLIENT REPLY OFF", "SET k v", "CLIENT REPLY ON", "GET k").expectReply("+OK", "$1", "v");
  }

  @Test
  void aClientWithoutRepliesCanStillLeave() {
    lines("CLIENT REPLY OFF", "QUIT").expectClosed();
  }

  @Test
  void noOtherModeIsKnown() {
    redis.expect("CLIENT REPLY maybe", "-ERR syntax error").expect("PING", "+PONG");
  }
}
