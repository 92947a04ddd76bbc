package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What MONITOR shows, and what it does to its client. */
class MonitorsTest {

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();
  private final Redis monitor = server.client();

  @AfterEach
  void stop() {
    redis.close();
    monitor.close();
    server.close();
  }

  private void watch() {
    monitor.expect("MONITOR", "+OK");
  }

  /** A line without its time and address. */
  private String shown() {
    List<String> lines = monitor.replies(1);
    assertThat(lines.getFirst()).matches("\\+\\d{10}\\.\\d{6} \\[\\d+ 127\\.0\\.0\\.1:\\d+\\] .*");
    return lines.getFirst().replaceFirst("\\S+ (\\[\\d+) \\S+\\]", "$1]");
  }

  @Test
  void argumentsAreQuotedAndTheDatabaseIsTheOneAfterTheCommand() {
    watch();
    redis.expect("SELECT 3", "+OK");
    assertThat(shown()).isEqualTo("[3] \"SELECT\" \"3\"");
    redis.expect("SET k \"a\\\"b\\n\\x01\"", "+OK");
    assertThat(shown()).isEqualTo("[3] \"SET\" \"k\" \"a\\\"b\\n\\x01\"");
  }

  @Test
  void passwordsAndAdministrationAndWhatIsRefusedAreNotShown() {
    watch();
    redis.ask("CONFIG GET port");
    redis.ask("NOSUCH a");
    redis.ask("GET");
    redis.expect("AUTH default secret", "+OK");
    assertThat(shown()).isEqualTo("[0] \"AUTH\" \"(redacted)\" \"(redacted)\"");
    monitor.expectNothing();
  }

  @Test
  void aTransactionIsShownAsItRuns() {
    watch();
    redis.expect("MULTI", "+OK").expect("INCR k", "+QUEUED");
    assertThat(shown()).isEqualTo("[0] \"MULTI\"");
    monitor.expectNothing();
    redis.expect("EXEC", "*1", ":1");
    assertThat(shown()).isEqualTo("[0] \"INCR\" \"k\"");
    assertThat(shown()).isEqualTo("[0] \"EXEC\"");
  }

  @Test
  void whoWatchesMayNotTouchKeysUntilItIsReset() {
    watch();
    monitor.expect("GET k", "-ERR Replica can't interact with the keyspace");
    assertThat(redis.ask("CLIENT LIST")).contains(" flags=O ");
    monitor.send("MONITOR\r\n").expectNothing();
    monitor.expect("RESET", "+RESET").expect("GET k", "$-1");
    redis.expect("PING", "+PONG");
    monitor.expectNothing();
  }

  @Test
  void itsOwnCommandsAreShownAfterTheReply() {
    watch();
    monitor.expect("PING", "+PONG");
    assertThat(shown()).isEqualTo("[0] \"PING\"");
  }

  @Test
  void inATransactionItIsRefused() {
    redis.expect("MULTI", "+OK").expect("MONITOR", "+QUEUED");
    redis.expect("EXEC", "*1", "-ERR MONITOR isn't allowed for DENY BLOCKING client");
  }

  @Test
  void oneThatDoesNotReadIsCutOffByTheLimits() throws IOException {
    redis.expect("CONFIG SET client-output-buffer-limit \"normal 1000000 0 0\"", "+OK");
    try (Socket deaf = server.socket()) {
      deaf.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
      redis.eventually("CLIENT KILL TYPE normal ADDR none", ":0");
      String ping = "PING " + "x".repeat(60_000) + "\r\n";
      for (int i = 0; i < 200; i++) redis.send(ping).replies(1);
      Redis.eventually(
          "it is cut off", () -> server.log().contains("overcoming of output buffer limits"));
    }
    assertThat(redis.ask("CLIENT LIST").lines().filter(line -> line.contains("flags=O"))).isEmpty();
  }
}
