package exercises;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually("If few of these tests pass: SUBSCRIBE has no row yet, or nobody empties the mailbox.")
class BridgePubSubTest extends ConformanceTest {

  private static final int MEGABYTE = 1024 * 1024;

  @Test
  void aMessageGoesToAllWhoListen() {
    Redis anna = listener("news");
    Redis bert = listener("news");
    redis.expect("PUBLISH @news hello", ":2");
    anna.expectReply("*3", "$7", "message", "$12", "@news", "$5", "hello");
    bert.expectReply("*3", "$7", "message", "$12", "@news", "$5", "hello");
  }

  /** A client that has asked to hear a channel, and was told so. */
  private Redis listener(String channel) {
    int length = channel.length() + 8;
    return connect()
        .expect(
            "SUBSCRIBE @" + channel, "*3", "$9", "subscribe", "$" + length, "@" + channel, ":1");
  }

  @Test
  void aMessageThatNobodyHearsIsGone() {
    redis.expect("PUBLISH @news early", ":0");
    listener("news").expectNothing();
    redis.expect("EXISTS @news", ":0");
  }

  @Test
  void eachChannelIsConfirmed() {
    redis.send("SUBSCRIBE @a @b @a\r\n");
    redis.expectReply(
        "*3 $9 subscribe $9 @a :1 *3 $9 subscribe $9 @b :2 *3 $9 subscribe $9 @a :2".split(" "));
  }

  @Test
  void whoUnsubscribesHearsNothingMore() {
    Redis anna = listener("news");
    anna.expect("UNSUBSCRIBE @other @news", words("*3 $11 unsubscribe $13 @other :1", "@news"));
    redis.expect("PUBLISH @news hello", ":0");
    anna.expectNothing();
    anna.expect("UNSUBSCRIBE", "*3", "$11", "unsubscribe", "$-1", ":0");
    anna.expect("GET @k", "$-1");
  }

  private static String[] words(String first, String last) {
    return (first + " *3 $11 unsubscribe $12 " + last + " :0").split(" ");
  }

  @Test
  void unsubscribeAloneLeavesAllChannels() {
    redis.send("SUBSCRIBE @a @b\r\n");
    redis.expectReply("*3 $9 subscribe $9 @a :1 *3 $9 subscribe $9 @b :2".split(" "));
    redis.send("UNSUBSCRIBE\r\n");
    String last = redis.replies(2).getLast();
    check(last.endsWith("\r\n:0"), "UNSUBSCRIBE of two channels", "two replies, then :0", last);
    redis.expect("PING", "+PONG");
  }

  @Test
  void whoListensMayOnlyListen() {
    Redis anna = listener("news");
    anna.expect(
        "GET @k",
        "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
            + " are allowed in this context");
    anna.expect("PING", "*2", "$4", "pong", "$0", "");
    anna.expect("PING hi", "*2", "$4", "pong", "$2", "hi");
    anna.expect("QUIT", "+OK").expectClosed();
    redis.eventually("PUBLISH @news hello", ":0");
  }

  @Test
  void repliesAndMessagesKeepTheirOrder() {
    redis.send("SUBSCRIBE @a\r\nPING 1\r\nSUBSCRIBE @b\r\nPING 2\r\nUNSUBSCRIBE @a\r\nQUIT\r\n");
    redis.expectReply(
        ("*3 $9 subscribe $9 @a :1 *2 $4 pong $1 1 *3 $9 subscribe $9 @b :2 *2 $4 pong $1 2"
                + " *3 $11 unsubscribe $9 @a :1 +OK")
            .split(" "));
    redis.expectClosed();
  }

  @Test
  void whoLeavesIsForgotten() {
    listener("news").reset();
    redis.eventually("PUBLISH @news hello", ":0");
  }

  @Test
  void aListenerWhoDoesNotReadHoldsNobodyUpAndIsCutOff() throws IOException {
    redis.expect("PUBLISH @news nobody", ":0");
    try (Socket slow = new Socket(target().host(), target().port())) {
      byte[] subscribe = redis.named("SUBSCRIBE @news\r\n").getBytes(ISO_8859_1);
      slow.getOutputStream().write(subscribe);
      redis.eventually("PUBLISH @news are-you-there", ":1");
      byte[] page = new byte[MEGABYTE];
      for (int i = 0; i < 64; i++) redis.command("PUBLISH", "@news", page).replies(1);
      redis.eventually("PUBLISH @news still-there", ":0");
    }
  }
}
