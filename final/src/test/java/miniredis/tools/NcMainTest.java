package miniredis.tools;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.DeadPort;
import org.junit.jupiter.api.Test;

class NcMainTest {

  /** The server answers only once it has seen our end of input: the half that we closed. */
  @Test
  void theAnswerToWhatWasPipedInStillComes() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  byte[] all = socket.getInputStream().readAllBytes();
                  socket.getOutputStream().write(("got " + all.length).getBytes());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      InputStream in = new ByteArrayInputStream("PING\r\n\0".getBytes());
      assertThat(NcMain.run(new String[] {"" + server.getLocalPort()}, in, out)).isZero();
    }
    assertThat(out.toString()).isEqualTo("got 7");
  }

  @Test
  void whereNobodyListensItIsSaidAndTheExitCodeIs1() throws Exception {
    try (DeadPort dead = new DeadPort()) {
      String[] args = {"127.0.0.1", "" + dead.number()};
      assertThat(NcMain.run(args, InputStream.nullInputStream(), OutputStream.nullOutputStream()))
          .isEqualTo(1);
    }
  }
}
