package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row C: the plain-text dialect; {@code PlainDialectTest} has its rules in full. */
@Tag("interop")
class RowCTest {

  @TempDir Path folder;

  /** As {@code printf ... | nc} does: sends it all, half-closes, reads to the end. */
  private static String nc(int port, String lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itWorksThroughNc() throws IOException {
    try (Program server = Program.server(folder, "--dialect", "plain")) {
      int port = server.port();
      assertThat(nc(port, "PING\n")).isEqualTo("PONG\n");
      assertThat(nc(port, "SET colours red,green,blue\nTYPE colours\nTTL colours\n"))
          .isEqualTo("OK\nVecStr\n60\n");
      assertThat(nc(port, "SET user name:Alice,age:30 5\nTYPE user\nGET user\nTTL user\n"))
          .isEqualTo("OK\nHash\nname:Alice,age:30\n5\n");
      assertThat(nc(port, "SET text \"Hello, world\"\nTYPE text\n")).isEqualTo("OK\nString\n");
      assertThat(nc(port, "GET nobody\nUPDATE nobody x\nUPDATE user x 7\nTYPE user\n"))
          .isEqualTo("Nil\nNil\nOK\nString\n");
      assertThat(nc(port, "EXISTS user\nEXISTS nobody\nRENAME user other\nDEL other\n"))
          .isEqualTo("YES\nNO\nOK\nOK\n");
      assertThat(nc(port, "CLEARALL\nEXISTS text\n")).isEqualTo("OK\nNO\n");
    }
  }

  @Test
  void aClientThatSpeaksRespGetsResp() throws IOException {
    try (Program server = Program.server(folder, "--dialect", "plain");
        Client redis = Client.connect("127.0.0.1", server.port())) {
      assertThat(redis.call("SET", "colours", "red,green")).isEqualTo(Reply.OK);
      assertThat(redis.call("GET", "colours")).isEqualTo(Reply.bulk("red,green"));
      assertThat(redis.call("GET", "nobody")).isEqualTo(Reply.NULL);
    }
  }

  @Test
  void itsEffectsAreInTheLog() throws IOException {
    try (Program server = Program.server(folder, "--dialect", "plain")) {
      assertThat(nc(server.port(), "SET l a,b 600\nSET h x:1 600\n")).isEqualTo("OK\nOK\n");
      server.kill();
    }
    try (Program server = Program.server(folder)) {
      server.connect().expect("LRANGE l 0 -1", "*2", "$1", "a", "$1", "b").expect("DBSIZE", ":2");
    }
  }
}
