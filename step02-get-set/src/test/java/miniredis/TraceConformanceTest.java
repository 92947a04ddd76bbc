package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import org.junit.jupiter.api.Test;

/** What --trace shows. Redis has no such option. */
class TraceConformanceTest extends OwnProcessTest {

  @Test
  @Usually(
      "--trace shows the bytes of both directions, with \\r and \\n in the place of line ends.")
  void theTraceShowsWhatComesInAndWhatGoesOut() {
    notForRedis("Redis has no --trace");
    Redis redis = start("--trace");
    redis.send("*2\r\n$4\r\nECHO\r\n$3\r\na\u0001b\r\n").expectReply("$3", "a\u0001b");
    Redis.eventually(
        "*2\\r\\n$4\\r\\nECHO\\r\\n$3\\r\\na\\x01b\\r\\n is shown, which came in",
        () -> server().printed().contains("*2\\r\\n$4\\r\\nECHO\\r\\n$3\\r\\na\\x01b\\r\\n"));
    Redis.eventually(
        "$3\\r\\na\\x01b\\r\\n is shown at the start of an answer, which went out",
        () -> server().printed().matches("(?s).*[^n]\\$3\\\\r\\\\na\\\\x01b\\\\r\\\\n.*"));
  }
}
