package miniredis.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Subscribers that do not read: they are cut off, and nobody else is the worse for it. */
@Isolated("it takes all that the machine has")
class SlowSubscriberTest {

  private static final int CROWD = 999;
  private static final int MOST_MESSAGES = 2_000;
  private static final int FULL = 40_000;
  private static final String TEXT = "x".repeat(1_000);
  private static final byte[] CONFIRMATION =
      "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n".getBytes();

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();

  /** A subscriber that reads nothing. */
  private Socket lazy;

  @AfterEach
  void stop() throws IOException {
    lazy.close();
    redis.close();
    server.close();
  }

  private void limit(String limit) {
    redis.expect("CONFIG SET client-output-buffer-limit \"pubsub " + limit + "\"", "+OK");
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Adds the lazy one, and sends it so much that its socket takes no more: one that has only just
   * begun to be slow may still find room.
   */
  private void beginToBeLazy() throws IOException {
    lazy = server.socket();
    say(lazy, "CLIENT SETNAME lazy\r\nSUBSCRIBE lazy news");
    redis.eventually("PUBSUB NUMSUB lazy", "*2", "$4", "lazy", ":1");
    Redis.eventually("its output waits", this::isFull);
  }

  /** One look is not enough: the system finds room in a socket that it has found full before. */
  private boolean isFull() {
    for (int look = 0; look < 10; look++) {
      if (waiting() > FULL) continue;
      redis.expect("PUBLISH lazy " + "y".repeat(10_000), ":1");
      return false;
    }
    return true;
  }

  /** Bytes that wait for the lazy one; -1 if it is not there. */
  private long waiting() {
    return redis
        .ask("CLIENT LIST TYPE pubsub")
        .lines()
        .filter(line -> line.contains(" name=lazy "))
        .mapToLong(line -> number(line, "obl") + number(line, "omem"))
        .findAny()
        .orElse(-1);
  }

  private static long number(String line, String field) {
    return Long.parseLong(line.replaceFirst(".* " + field + "=(\\d+) .*", "$1"));
  }

  private boolean isGone() {
    return waiting() < 0;
  }

  @Test
  @Tag("slow")
  void ofAThousandSubscribersOnlyTheOneThatNeverReadsIsCutOff() throws Exception {
    limit("64kb 0 0");
    List<Socket> crowd = new ArrayList<>();
    beginToBeLazy();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CROWD; i++) crowd.add(subscriber());
      List<Future<List<String>>> heard = new ArrayList<>();
      for (Socket each : crowd) heard.add(threads.submit(() -> untilTheEnd(each)));
      List<String> said = new ArrayList<>();
      while (!isGone() && said.size() < MOST_MESSAGES) {
        said.add("message %04d ".formatted(said.size()) + TEXT);
        redis.ask("PUBLISH news \"" + said.getLast() + "\"");
      }
      redis.expect("PUBLISH news end", ":" + CROWD);
      for (Future<List<String>> each : heard) assertThat(each.get()).isEqualTo(said);
    } finally {
      for (Socket each : crowd) each.close();
    }
    assertThat(server.log())
        .containsOnlyOnce("Client closed for overcoming of output buffer limits")
        .contains("name=lazy");
  }

  private Socket subscriber() throws IOException {
    Socket socket = server.socket();
    say(socket, "SUBSCRIBE news");
    assertThat(socket.getInputStream().readNBytes(CONFIRMATION.length)).isEqualTo(CONFIRMATION);
    return socket;
  }

  /** The messages up to the last one, and nothing but them. */
  private static List<String> untilTheEnd(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    List<String> heard = new ArrayList<>();
    while (true) {
      List<String> head = new ArrayList<>();
      for (int i = 0; i < 5; i++) head.add(in.readLine());
      assertThat(head).isEqualTo(List.of("*3", "$7", "message", "$4", "news"));
      String length = in.readLine();
      String text = in.readLine();
      assertThat(length).isEqualTo("$" + text.length());
      if (text.equals("end")) return heard;
      heard.add(text);
    }
  }

  @Test
  void thePublisherIsToldOfAllWhoWereSentTheMessageTheOneThatIsCutOffIncluded() throws IOException {
    limit("64kb 0 0");
    beginToBeLazy();
    redis.command("PUBLISH", "news", "z".repeat(70_000)).expectReply(":1");
    Redis.eventually("it is gone", this::isGone);
    redis.expect("PUBLISH news x", ":0");
  }

  @Test
  void theSoftLimitHasPatienceForSoManySeconds() throws IOException {
    limit("0 1kb 30");
    beginToBeLazy();
    redis.expect("PUBLISH news " + "z".repeat(2_000), ":1");
    server.advance(Duration.ofSeconds(20));
    redis.expect("PUBLISH news x", ":1").expectNothing();
    assertThat(waiting()).isPositive();
    server.advance(Duration.ofSeconds(20));
    Redis.eventually("it is gone", this::isGone);
  }

  @Test
  void theLimitsOfOtherClientsDoNotHoldForSubscribers() throws IOException {
    redis.expect("CONFIG SET client-output-buffer-limit \"normal 1kb 0 0 pubsub 0 0 0\"", "+OK");
    beginToBeLazy();
    redis.command("PUBLISH", "news", "z".repeat(200_000)).expectReply(":1").expectNothing();
    assertThat(waiting()).isGreaterThan(FULL);
  }
}
