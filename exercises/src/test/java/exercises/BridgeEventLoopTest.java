package exercises;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If the server printed no exception: the loop does not serve this client yet, or something"
        + " in it waits for another one.")
class BridgeEventLoopTest extends ConformanceTest {

  private static final int MEGABYTE = 1024 * 1024;

  @Test
  void aRequestMayComeInPieces() {
    for (char piece : "*2\r\n$4\r\nECHO\r\n$2\r\n\r\n\r\n".toCharArray())
      redis.send(String.valueOf(piece));
    redis.expectReply("$2", "", "");
    redis.send("PING\r\nECHO on").expectReply("+PONG");
    redis.send("e\r\nPING\r\n").expectReply("$3", "one", "+PONG");
  }

  @Test
  void halfARequestHoldsNobodyUp() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) clients.add(connect().send("*3\r\n$6\r\nINCRBY\r\n$9\r\n@a"));
    redis.expect("INCR @a", ":1");
    for (Redis client : clients.reversed()) client.send("\r\n$1\r\n2\r\n").replies(1);
    redis.expect("INCR @a", ":202");
  }

  @Test
  void manyRequestsMayComeAtOnce() {
    redis.expect("INCR @n", ":1");
    String last = redis.send("INCR @n\r\n".repeat(20_000)).replies(20_000).getLast();
    check(last.equals(":20001"), "INCR @n, 20,000 times in one piece", "at last :20001", last);
  }

  @Test
  void aLongValueComesInManyPieces() {
    byte[] value = new byte[16 * MEGABYTE];
    Arrays.fill(value, (byte) 'x');
    redis.command("SET", "@k", value).expectReply("+OK");
    redis.command("GET", "@k");
    check(
        redis.replies(1).getFirst().endsWith("\r\n" + new String(value, ISO_8859_1)),
        "SET and GET of 16 MB",
        "the same 16 MB",
        "others");
  }

  @Test
  void whoDoesNotReadHoldsNobodyUpAndLosesNothing() throws IOException {
    redis.command("SET", "@k", new byte[MEGABYTE]).expectReply("+OK");
    try (Socket slow = new Socket(target().host(), target().port())) {
      byte[] requests = redis.named("GET @k\r\n".repeat(64) + "ECHO end\r\n").getBytes(ISO_8859_1);
      slow.getOutputStream().write(requests);
      for (int i = 1; i <= 100; i++) redis.expect("INCR @n", ":" + i);
      slow.setSoTimeout(10_000);
      int reply = ("$" + MEGABYTE + "\r\n").length() + MEGABYTE + 2;
      InputStream in = slow.getInputStream();
      in.skipNBytes(64L * reply);
      String last = new String(in.readNBytes(9), ISO_8859_1);
      check(last.equals("$3\r\nend\r\n"), "ECHO end, after 64 MB of replies", "end", last);
    }
  }

  @Test
  void whoSaysQuitIsAnsweredAndNotHeardAnyMore() {
    redis.send("SET @k 1\r\nQUIT\r\nSET @k 2\r\n").expectReply("+OK", "+OK").expectClosed();
    connect().expect("GET @k", "$1", "1");
  }

  @Test
  void whoHasSaidAllIsAnsweredStill() {
    redis.send("ECHO all\r\nPING\r\nPI").halfClose().expectReply("$3", "all", "+PONG");
    redis.expectClosed();
  }

  @Test
  void whoBreaksTheProtocolIsToldAndSentAway() {
    redis.send("PING\r\n*1\r\n!4\r\nPING\r\n");
    redis.expectReply("+PONG", "-ERR Protocol error: expected '$', got '!'").expectClosed();
  }

  @Test
  void whoIsGoneDoesNotStopTheLoop() {
    redis.expect("SET @k v", "+OK");
    for (int i = 0; i < 20; i++) connect().send("GET @k\r\n".repeat(100)).reset();
    redis.expect("GET @k", "$1", "v");
    connect().expect("PING", "+PONG");
  }
}
