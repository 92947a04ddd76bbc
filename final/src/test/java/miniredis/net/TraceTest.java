package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import miniredis.interop.RunningServer;
import org.junit.jupiter.api.Test;

class TraceTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Trace trace = new Trace(new PrintStream(shown, true));

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Without the time at the beginning of each line. */
  private String shown() {
    return shown
        .toString(StandardCharsets.UTF_8)
        .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", "");
  }

  @Test
  void lineEndsAndWhatIsNoTextAreVisible() {
    byte[] bytes = latin("..*1\r\n\0\u00ff\\~..");
    trace.in(3, bytes, 2, bytes.length - 2);
    trace.out(4, latin("+OK\r\n"), 0, 5);
    assertThat(shown()).isEqualTo("client 3 > *1\\r\\n\\x00\\xff\\\\~\nclient 4 < +OK\\r\\n\n");
  }

  @Test
  void nothingOfALongValueIsLeftOut() {
    trace.out(1, latin("x".repeat(100_000)), 0, 100_000);
    assertThat(shown()).isEqualTo("client 1 < " + "x".repeat(100_000) + "\n");
  }

  @Test
  void theServerShowsWhatComesAndGoes() {
    try (RunningServer server = RunningServer.ours("--trace", "yes");
        Redis redis = Redis.connect("127.0.0.1", server.port(), "netroom")) {
      redis.expect("ECHO hi", "$2", "hi");
      Redis.eventually("it is shown", () -> server.log().contains("< $2\\r\\nhi\\r\\n"));
      assertThat(server.log()).contains(" > ECHO hi\\r\\n\n");
    }
  }
}
