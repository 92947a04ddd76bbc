package exercises;

import course.ConformanceTest;
import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step01TimeTest extends ConformanceTest {

  @Test
  void timeIsAnArrayOfSecondsAndMicroseconds() {
    for (int i = 0; i < 50; i++) {
      redis.expect("TIME", "*2", "$10", "<int>", "$<int:1..6>", "<int:0..999999>");
    }
  }

  @Test
  void theLengthOfTheMicrosecondsIsRight() {
    for (int i = 0; i < 50; i++) {
      String[] lines = time();
      redis.expect("ECHO " + lines[4], lines[3], lines[4]);
    }
  }

  @Test
  void timeGoesOn() {
    long before = micros();
    Redis.eventually("a later TIME than the first", () -> micros() > before);
  }

  private String[] time() {
    String answer = redis.ask("TIME");
    String[] lines = answer.split("\r\n");
    check(lines.length == 5, "TIME", "five lines: *2, and two bulk strings", answer);
    return lines;
  }

  private long micros() {
    String[] lines = time();
    return Long.parseLong(lines[2]) * 1_000_000 + Long.parseLong(lines[4]);
  }

  @Test
  void timeTakesNoArguments() {
    redis.expect("TIME now", "-ERR wrong number of arguments for 'time' command");
  }
}
