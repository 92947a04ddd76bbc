package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step01BugHuntTest extends ConformanceTest {

  @Test
  void whatWorkedStillWorks() {
    redis.expect("PING", "+PONG").expect("ECHO hello", "$5", "hello").expect("ping hi", "$2", "hi");
  }

  @Test
  void aRequestInTwoPiecesIsOneRequest() {
    redis.send("PI").expectNothing();
    redis.send("NG\r\n").expectReply("+PONG");
  }

  @Test
  void twoRequestsInOnePieceAreTwoRequests() {
    redis.send("PING\r\nECHO hi\r\n").expectReply("+PONG", "$2", "hi");
  }

  @Test
  void oneAndAHalfRequestsAreOneAnswerForNow() {
    redis.send("PING\r\nECHO h").expectReply("+PONG").expectNothing();
    redis.send("i\r\n").expectReply("$2", "hi");
  }

  @Test
  void halfARequestAtTheEndGetsNoAnswer() {
    redis.send("PING\r\nPI").halfClose().expectReply("+PONG").expectClosed();
  }
}
