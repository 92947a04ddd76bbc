package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients whose buffers take more than maxmemory-clients allows. */
class ClientMemoryTest {

  private final LiveServer server = LiveServer.with("maxmemory-clients", "1mb");
  private final Redis redis = server.client();

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  /** A client in the middle of a long request; perhaps one that must be spared. */
  private Socket sendHalf(int bytes, boolean spared) throws IOException {
    Socket socket = server.socket();
    if (spared) {
      socket.getOutputStream().write("CLIENT NO-EVICT ON\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(5)).startsWith('+');
    }
    byte[] half = new byte[bytes];
    Arrays.fill(half, (byte) 'x');
    String start = "*2\r\n$4\r\nECHO\r\n$" + 2 * bytes + "\r\n";
    socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(half);
    return socket;
  }

  @Test
  void theLargestHasToGo() throws IOException {
    try (Socket small = sendHalf(300_000, false);
        Socket large = sendHalf(900_000, false)) {
      assertThat(closes(large)).isTrue();
      Redis.eventually("one is counted", () -> info().contains("evicted_clients:1\r\n"));
      assertThat(server.log()).contains("Evicting client: id=");
      small.setSoTimeout((int) Duration.ofMillis(300).toMillis());
      assertThat(closes(small)).isFalse();
    }
  }

  @Test
  void whoMustNotBeEvictedStays() throws IOException {
    try (Socket spared = sendHalf(2_000_000, true);
        Socket other = sendHalf(200_000, false)) {
      assertThat(closes(other)).isTrue();
      spared.setSoTimeout((int) Duration.ofMillis(300).toMillis());
      assertThat(closes(spared)).isFalse();
    }
  }

  @Test
  void whatClientsTakeIsPartOfWhatIsUsed() throws IOException {
    try (Socket socket = sendHalf(300_000, false)) {
      Redis.eventually(
          "it is counted", () -> info().matches("(?s).*mem_clients_normal:[56]\\d{5}\r.*"));
      assertThat(socket.isConnected()).isTrue();
    }
  }

  private String info() {
    return redis.ask("INFO everything");
  }

  private static boolean closes(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException timeOutOrReset) {
      return !timeOutOrReset.getMessage().contains("timed out");
    }
  }
}
