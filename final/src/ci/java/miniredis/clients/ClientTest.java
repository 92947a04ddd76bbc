package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.interop.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A server for each class, empty for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  RunningServer server;

  @BeforeAll
  void startServer() {
    server = RunningServer.ours();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @BeforeEach
  void emptyServer() {
    assertThat(ask("FLUSHALL")).isEqualTo("+OK");
  }

  /** What a client of no library gets for one line. */
  String ask(String line) {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all connections that are open now. */
  void cutAllConnections() {
    assertThat(ask("CLIENT KILL TYPE normal")).startsWith(":").isNotEqualTo(":0");
  }

  /** Stops the server; the next one listens on the same port and has no data. */
  void restartServer() {
    int port = server.port();
    server.close();
    server = RunningServer.oursOn(port);
  }

  /** Looks again and again until it is true; what the library throws meanwhile is a no. */
  static void eventually(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) return;
      } catch (Exception notYet) {
        last = notYet;
      }
      LockSupport.parkNanos(2_000_000);
    }
    throw new AssertionError("It never came true: " + what, last);
  }

  static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
    return bytes;
  }
}
