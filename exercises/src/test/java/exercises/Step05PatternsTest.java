package exercises;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step05PatternsTest extends ConformanceTest {

  @Test
  void aStarStandsForAnyCharacters() {
    String settings = redis.ask("CONFIG GET append*");
    assertThat(settings).contains("\r\nappendonly\r\n").contains("\r\nappendfsync\r\n");
    assertThat(settings).doesNotContain("\r\ndir\r\n").doesNotContain("\r\nsave\r\n");
  }

  @Test
  void aStarMayStandInTheMiddleAndForNothing() {
    assertThat(redis.ask("CONFIG GET d*r")).startsWith("*2\r\n$3\r\ndir\r\n");
    assertThat(redis.ask("CONFIG GET d*ir*")).contains("\r\ndir\r\n");
    assertThat(redis.ask("CONFIG GET *only")).contains("\r\nappendonly\r\n");
  }

  @Test
  void aQuestionMarkStandsForOne() {
    assertThat(redis.ask("CONFIG GET d?r")).startsWith("*2\r\n$3\r\ndir\r\n");
    redis.expect("CONFIG GET di?r", "*0");
  }

  @Test
  void whatFitsNothingIsAnEmptyArray() {
    redis.expect("CONFIG GET no*such", "*0");
  }
}
