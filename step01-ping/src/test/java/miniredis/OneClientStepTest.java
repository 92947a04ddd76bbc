package miniredis;

import course.Redis;
import course.ServerUnderTest;
import org.junit.jupiter.api.Test;

/** The flaw of this step: one client keeps all others waiting. */
class OneClientStepTest {

  @Test
  void theSecondClientWaitsUntilTheFirstHasLeft() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.load()) {
      int port = server.start();
      try (Redis first = Redis.connect("127.0.0.1", port, "testkey");
          Redis second = Redis.connect("127.0.0.1", port, "testkey")) {
        first.expect("PING", "+PONG");
        second.send("PING second\r\n").expectNothing();
        first.expect("PING", "+PONG");
        first.expect("QUIT", "+OK");
        second.expectReply("$6", "second");
      }
    }
  }
}
