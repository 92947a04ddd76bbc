package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What CLIENT LIST says of a client's memory: what there is, and not nothing. */
class ClientLineTest {

  private static final int MB = 1 << 20;

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private long field(String client, String name) {
    return redis
        .ask("CLIENT LIST")
        .lines()
        .filter(line -> line.contains(" name=" + client + " "))
        .mapToLong(line -> Long.parseLong(line.replaceFirst(".* " + name + "=(\\d+) .*", "$1")))
        .sum();
  }

  @Test
  void aRequestThatIsNotCompleteTakesInputAndArguments() throws IOException {
    try (Socket half = server.socket()) {
      say(half, "CLIENT SETNAME half\r\n*3\r\n$3\r\nSET\r\n$4\r\nname\r\n$50000\r\n");
      say(half, "x".repeat(40_000));
      Redis.eventually("all has come", () -> field("half", "qbuf") == 40_000);
      assertThat(field("half", "qbuf-free")).isBetween(1L, 50_000L);
      assertThat(field("half", "argv-mem")).isBetween(7L, 100L);
      assertThat(field("half", "tot-mem")).isGreaterThan(40_000);
    }
  }

  @Test
  void theRequestThatAsksTakesItsOwnArguments() {
    redis.expect("CLIENT SETNAME me", "+OK");
    assertThat(field("me", "argv-mem")).isEqualTo("CLIENTLIST".length());
  }

  @Test
  void whatWasSentAtMostIsRemembered() {
    redis.expect("CLIENT SETNAME me", "+OK").expect("ECHO hello", "$5", "hello");
    assertThat(field("me", "rbp")).isEqualTo("$5\r\nhello\r\n".length());
  }

  @Test
  void longStringsWaitOnTheListAndTheRestInTheBuffer() throws IOException {
    redis.expect("SETRANGE big " + (8 * MB - 1) + " x", ":" + 8 * MB);
    try (Socket lazy = server.socket()) {
      say(lazy, "CLIENT SETNAME lazy\r\nMGET big big\r\n");
      Redis.eventually("output waits", () -> field("lazy", "oll") > 0);
      assertThat(field("lazy", "omem")).isBetween(8L * MB, 16L * MB);
      assertThat(field("lazy", "rbs")).isPositive();
      assertThat(field("lazy", "obl")).isPositive();
      assertThat(field("lazy", "tot-mem")).isLessThan(MB);
    }
  }
}
