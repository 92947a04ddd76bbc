package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ModuleServer server = new ModuleServer("--trace");
  private int port;
  private Redis redis;

  @BeforeEach
  void start() throws Exception {
    System.setErr(new PrintStream(shown, true));
    port = server.start();
    redis = Redis.connect("127.0.0.1", port, "testkey");
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
    System.setErr(stderr);
  }

  @Test
  void everyByteIsShownBothWays() {
    redis.send("*2\r\n$4\r\nECHO\r\n$4\r\na\0\\\177\r\n").expectReply("$4", "a\0\\\177");
    assertThat(shown())
        .containsExactly(
            "client 1 > *2\\r\\n$4\\r\\nECHO\\r\\n$4\\r\\na\\x00\\\\\\x7f\\r\\n",
            "client 1 < $4\\r\\na\\x00\\\\\\x7f\\r\\n");
  }

  @Test
  void requestsThatComeTogetherAreAnsweredTogether() {
    redis.send("PING\r\n".repeat(100)).expectReply("+PONG\r\n".repeat(99) + "+PONG");
    assertThat(shown().filter(line -> line.startsWith("client 1 <"))).hasSize(1);
  }

  @Test
  void aReplyDoesNotWaitForTheRestOfTheNextRequest() {
    redis.send("PING\r\nPI").expectReply("+PONG");
    redis.send("NG\r\n").expectReply("+PONG");
  }

  @Test
  void everyClientHasANumberOfItsOwn() throws Exception {
    redis.close();
    try (Redis second = Redis.connect("127.0.0.1", port, "testkey")) {
      second.expect("PING", "+PONG");
    }
    assertThat(shown()).contains("client 2 < +PONG\\r\\n");
  }

  /** What was traced, each line without the time at its beginning. */
  private Stream<String> shown() {
    return shown
        .toString()
        .lines()
        .map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", ""));
  }
}
