package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many clients there may be, and how a server that stops sees them out. */
class ClientsConformanceTest extends OwnProcessTest {

  @Test
  @Usually("--maxclients N: the client after the N-th is told why, and its connection is closed.")
  void aClientTooManyIsToldAndShownTheDoor() {
    Redis first = start("--maxclients", "3");
    first.pause(Duration.ofMillis(100));
    Redis second = connect().expect("PING", "+PONG");
    connect().expect("PING", "+PONG");
    Redis tooMany = connect();
    tooMany.expectReply("-ERR max number of clients reached");
    tooMany.expectClosed();
    first.expect("PING", "+PONG");
    second.expect("QUIT", "+OK").expectClosed();
    Redis.eventually("there is room again where a client has left", this::there);
  }

  @Test
  @Usually("Who leaves is not taken off the list, so the places are used up one by one.")
  void aPlaceIsFreeAgainHoweverItsClientLeaves() {
    Redis first = start("--maxclients", "3");
    for (int i = 0; i < 12; i++) {
      Redis.eventually("there is room after " + i + " clients have left", this::there);
      Redis client = connect();
      if (i % 3 == 0) client.send("PING\r\nPI").reset();
      if (i % 3 == 1) client.send("*1\r\n!\r\n");
      client.close();
    }
    first.expect("PING", "+PONG");
  }

  /** Whether a client is let in; it leaves at once. */
  private boolean there() {
    try (Redis client = connect()) {
      return client.ask("PING").equals("+PONG");
    } catch (AssertionError refused) {
      return false;
    }
  }

  @Test
  @Usually("The server stops while a reply is being written: what is under way is finished first.")
  void aStoppingServerFinishesTheReplyThatIsUnderWay() throws Exception {
    onlyForSteps("Redis cuts off what is under way");
    Redis redis = start();
    int length = 8_000_000;
    redis.command("SET", "@big", "x".repeat(length)).expectReply("+OK");
    try (Socket socket = new Socket("127.0.0.1", server().port())) {
      socket.setSoTimeout(10_000);
      String get = redis.named("GET @big\r\n");
      socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      long came = in.readNBytes(100).length;
      server().terminate();
      redis.pause(Duration.ofMillis(300));
      came += readAll(in).length;
      long whole = "$8000000\r\n".length() + length + 2;
      check(
          came == whole,
          "GET of 8,000,000 bytes; after the first 100 bytes of the reply SIGTERM; then the rest is read",
          whole + " bytes in all",
          came + " bytes");
    }
    check(server().exitCode() == 0, "SIGTERM with a reply under way", "exit code 0", "another");
  }

  @Test
  @Usually("The server ends in the middle of a reply, or between a change and its reply.")
  void aStoppingServerCutsNoReplyInTwo() throws Exception {
    onlyForSteps("Redis cuts off what is under way");
    Redis redis = start();
    try (Socket socket = new Socket("127.0.0.1", server().port())) {
      socket.setSoTimeout(10_000);
      String counts = redis.named("INCR @n\r\n").repeat(20_000);
      Thread.startVirtualThread(() -> write(socket, counts));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream came = new ByteArrayOutputStream();
      came.writeBytes(in.readNBytes(4));
      server().terminate();
      came.writeBytes(readAll(in));
      String replies = came.toString(StandardCharsets.US_ASCII);
      String last = replies.substring(Math.max(0, replies.length() - 20));
      check(
          replies.endsWith("\r\n"),
          "20,000 times INCR in one piece, and SIGTERM at the first reply",
          "whole replies, however many",
          "at the end: " + last);
    }
    check(server().exitCode() == 0, "SIGTERM with requests under way", "exit code 0", "another");
  }

  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException stopped) {
      // The server takes no more.
    }
  }

  private static byte[] readAll(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[65_536];
    try {
      for (int n; (n = in.read(buffer)) >= 0; ) all.write(buffer, 0, n);
    } catch (IOException reset) {
      // What came before it counts.
    }
    return all.toByteArray();
  }

  @Test
  @Usually("Threads of clients, or one that waits for clients, keep the program alive.")
  void aServerWithManyClientsStopsAtOnce() {
    Redis redis = start();
    for (int i = 0; i < 200; i++) connect();
    redis.expect("PING", "+PONG");
    long before = System.nanoTime();
    int code = stop();
    long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
    check(code == 0, "SIGTERM, with 200 clients who say nothing", "exit code 0", code);
    check(
        millis < 4_000,
        "SIGTERM, with 200 clients who say nothing",
        "an end at once",
        millis + " ms");
    redis.expectClosed();
  }
}
