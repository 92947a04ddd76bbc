package miniredis;

import course.Redis;
import course.ServerUnderTest;
import org.junit.jupiter.api.Test;

/** The flaw of this step: what redis-cli sends is taken for lines. */
class LinesOnlyStepTest {

  @Test
  void anArrayIsTakenForThreeLines() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.load();
        Redis redis = Redis.connect("127.0.0.1", server.start(), "testkey")) {
      redis
          .send("*1\r\n$4\r\nPING\r\n")
          .expectReply(
              "-ERR unknown command '*1', with args beginning with: ",
              "-ERR unknown command '$4', with args beginning with: ",
              "+PONG");
    }
  }

  @Test
  void quotesAreLettersLikeAnyOther() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.load();
        Redis redis = Redis.connect("127.0.0.1", server.start(), "testkey")) {
      redis.expect("ECHO \"hello\"", "$7", "\"hello\"");
    }
  }
}
