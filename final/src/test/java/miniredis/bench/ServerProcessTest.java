package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  /** A server of ten lines that Java starts from its source. */
  private static final String SERVER =
      """
      void main(String[] args) throws Exception {
        try (var listener = new java.net.ServerSocket(Integer.parseInt(args[0]))) {
          while (true) {
            try (var socket = listener.accept()) {
              socket.getInputStream().read();
              socket.getOutputStream().write("+PONG\\r\\n".getBytes());
            }
          }
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aServerIsStartedOnAFreePortAndEndsWithItsOwner() throws Exception {
    Path source = Files.writeString(folder.resolve("Tiny.java"), SERVER);
    ProcessHandle process;
    try (ServerProcess server =
        ServerProcess.start("tiny", List.of(java(), source.toString(), "{port}"))) {
      process = server.handle();
      assertThat(process.isAlive()).isTrue();
      assertThat(server.firstPong()).isPositive();
      assertThat(server.cpuMicros()).isPositive();
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void aServerThatEndsAtOnceIsToldInItsOwnWords() {
    assertThatThrownBy(() -> ServerProcess.start("broken", List.of(java(), "--no-such-option")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken did not start:")
        .hasMessageContaining("--no-such-option");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
