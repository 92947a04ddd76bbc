package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandTable;
import miniredis.command.Link;
import miniredis.net.LiveServer;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of replies that a client does not take. */
class OutputLimitsTest {

  private static final int MB = 1 << 20;
  private static final String JUST_USED = "(?s).* name=slow age=\\d+ idle=\\d .*";

  private final LiveServer server = LiveServer.with(this::addTo);
  private final Redis redis = server.client();

  /** Who is told what TELL says. */
  private Link listening;

  /** FLOOD count: as many values of a megabyte in one reply, as EXEC can give them. */
  private void addTo(CommandTable table) {
    Reply value = Reply.bulk(Bytes.wrap(new byte[MB]));
    table.add("FLOOD", 2, call -> Reply.array(Collections.nCopies((int) call.integer(1), value)));
    table.add("LISTEN", 1, this::listen);
    table.add("TELL", 2, this::tell);
  }

  private Reply listen(Call call) {
    listening = call.client().link();
    return Reply.OK;
  }

  /** TELL count: sends the listener so many messages of a megabyte. */
  private Reply tell(Call call) {
    Reply message = new Reply.Push(List.of(Reply.bulk(Bytes.wrap(new byte[MB]))));
    for (long i = call.integer(1); i > 0; i--) listening.push(message);
    return Reply.OK;
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the stream has been cut, seen from a client that reads on to the end. */
  private static long bytesUntilTheEnd(Socket socket) throws IOException {
    long count = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = socket.getInputStream()) {
      for (int n; (n = in.read(buffer)) >= 0; count += n) {}
    } catch (IOException reset) {
      // An end as well.
    }
    return count;
  }

  private void eventuallyGone(String name) {
    Redis.eventually(
        name + " is cut off", () -> !redis.ask("CLIENT LIST").contains("name=" + name));
  }

  private void eventuallyWaiting(String name, long atLeast) {
    Redis.eventually(name + " has output waiting", () -> omem(name) >= atLeast);
  }

  private long omem(String name) {
    return sum(name, "omem");
  }

  private long sum(String name, String field) {
    String list = redis.ask("CLIENT LIST");
    return list.lines()
        .filter(line -> line.contains(" name=" + name + " "))
        .mapToLong(line -> Long.parseLong(line.replaceFirst(".* " + field + "=(\\d+) .*", "$1")))
        .sum();
  }

  private void storeValue(int megabytes) {
    redis.expect("SETRANGE big " + (megabytes * MB - 1) + " x", ":" + megabytes * MB);
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFrom() throws IOException {
    storeValue(1);
    try (Socket lazy = server.socket()) {
      say(lazy, "CLIENT SETNAME lazy");
      for (int i = 0; i < 50; i++) say(lazy, "GET big");
      say(lazy, "SET done yes");
      eventuallyWaiting("lazy", 1);
      assertThat(omem("lazy")).isLessThan(4 * MB);
      redis.expect("EXISTS done", ":0");
      byte[] all = lazy.getInputStream().readNBytes(5 + 50 * (MB + 12) + 5);
      assertThat(Arrays.copyOfRange(all, all.length - 5, all.length))
          .isEqualTo("+OK\r\n".getBytes());
      redis.expect("EXISTS done", ":1");
    }
  }

  @Test
  void oneValueBeyondTheLimitReachesAClientThatReads() throws IOException {
    storeValue(100);
    try (Socket reader = server.socket()) {
      say(reader, "GET big");
      String head = "$" + 100 * MB + "\r\n";
      InputStream in = reader.getInputStream();
      assertThat(in.readNBytes(head.length())).isEqualTo(head.getBytes());
      in.skipNBytes(100 * MB + 2);
      say(reader, "PING");
      assertThat(in.readNBytes(7)).isEqualTo("+PONG\r\n".getBytes());
    }
  }

  @Test
  void aClientThatTakesNothingOfSuchAValueIsCutOffInTheEnd() throws IOException {
    storeValue(100);
    try (Socket lazy = server.socket()) {
      say(lazy, "CLIENT SETNAME lazy\r\nGET big");
      eventuallyWaiting("lazy", 64 * MB);
      server.advance(Duration.ofSeconds(61));
      eventuallyGone("lazy");
    }
    assertThat(server.log()).contains("overcoming of output buffer limits: id=");
  }

  @Test
  void aReplyFarBeyondTheSoftLimitReachesAClientThatReads() throws IOException {
    try (Socket reader = server.socket()) {
      say(reader, "FLOOD 300\r\nQUIT");
      assertThat(bytesUntilTheEnd(reader)).isGreaterThan(300L * MB);
    }
  }

  @Test
  void whoTakesSomethingNowAndThenIsNotCutOff() throws IOException {
    try (Socket slow = server.socket()) {
      say(slow, "CLIENT SETNAME slow\r\nFLOOD 200");
      eventuallyWaiting("slow", 100 * MB);
      for (int i = 0; i < 3; i++) {
        server.advance(Duration.ofSeconds(40));
        redis.expect("PING", "+PONG");
        slow.getInputStream().skipNBytes(10 * MB);
        Redis.eventually("it is seen", () -> redis.ask("CLIENT LIST").matches(JUST_USED));
      }
      server.advance(Duration.ofSeconds(61));
      eventuallyGone("slow");
    }
  }

  @Test
  void manyClientsThatDoNotReadCostLittleAndEachMayReadInTheEnd() throws IOException {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      redis.expect("SETRANGE v" + i + " " + (MB - 1) + " x", ":" + MB);
      keys.append(" v").append(i);
    }
    List<Socket> lazy = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        lazy.add(server.socket());
        say(lazy.getLast(), "CLIENT SETNAME lazy\r\nMGET" + keys + "\r\nSET done yes");
      }
      eventuallyWaiting("lazy", 40L * 60 * MB);
      assertThat(sum("lazy", "tot-mem")).isLessThan(4L * MB);
      redis.expect("EXISTS done", ":0");
      lazy.getLast().getInputStream().skipNBytes(5 + 70L * (MB + "$1048576\r\n\r\n".length()));
    } finally {
      for (Socket each : lazy) each.close();
    }
  }

  @Test
  void aReplyBeyondTheHardLimitIsCutOff() throws IOException {
    redis.expect("CONFIG SET client-output-buffer-limit \"normal 64mb 0 0\"", "+OK");
    try (Socket lazy = server.socket()) {
      say(lazy, "FLOOD 80");
      assertThat(bytesUntilTheEnd(lazy)).isLessThan(80L * MB);
    }
    redis.expect("PING", "+PONG");
  }

  @Test
  void aReplyOfManyValuesBelowTheLimitArrives() throws IOException {
    try (Socket lazy = server.socket()) {
      say(lazy, "FLOOD 40\r\nQUIT");
      assertThat(bytesUntilTheEnd(lazy)).isGreaterThan(40L * MB);
    }
  }

  @Test
  void messagesBeyondTheLimitCutTheListenerOffAndNotTheTeller() throws IOException {
    redis.expect("CONFIG SET client-output-buffer-limit \"normal 64mb 0 0\"", "+OK");
    try (Socket lazy = server.socket()) {
      say(lazy, "CLIENT SETNAME lazy\r\nLISTEN");
      Redis.eventually(
          "the listener listens", () -> redis.ask("CLIENT LIST").contains("cmd=listen"));
      redis.expect("TELL 20", "+OK");
      eventuallyWaiting("lazy", 1);
      redis.expect("TELL 60", "+OK").expect("PING", "+PONG");
      eventuallyGone("lazy");
    }
  }

  @Test
  void theSoftLimitCountsOnceItHasBeenPassedForLong() throws IOException {
    redis.expect("CONFIG SET client-output-buffer-limit \"normal 0 1mb 30\"", "+OK");
    try (Socket lazy = server.socket()) {
      say(lazy, "CLIENT SETNAME lazy\r\nFLOOD 40");
      eventuallyWaiting("lazy", MB);
      server.advance(Duration.ofSeconds(20));
      redis.expectNothing();
      assertThat(redis.ask("CLIENT LIST")).contains("name=lazy");
      server.advance(Duration.ofSeconds(20));
      eventuallyGone("lazy");
    }
  }

  @Test
  void withoutALimitEverythingArrives() throws IOException {
    redis.expect("CONFIG SET client-output-buffer-limit \"normal 0 0 0\"", "+OK");
    try (Socket slow = server.socket()) {
      say(slow, "FLOOD 80\r\nQUIT");
      assertThat(bytesUntilTheEnd(slow)).isGreaterThan(80L * MB);
    }
  }
}
