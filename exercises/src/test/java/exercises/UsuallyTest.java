package exercises;

import static org.assertj.core.api.Assertions.assertThat;

import course.Usually;
import org.junit.jupiter.api.Test;

/** What a failure usually means is said of a whole class with a condition. */
class UsuallyTest {

  /** Somebody of whose tests most pass has a row for the command, and an exception tells more. */
  @Test
  void whatIsMissingIsNotSaidToWhoHasIt() throws Exception {
    for (Exercise exercise : Exercise.folders()) {
      Usually usually = Class.forName(exercise.testClass()).getAnnotation(Usually.class);
      if (usually == null || usually.value().matches("(SCAN|INFO) answers .*")) continue;
      assertThat(usually.value())
          .as(exercise.name())
          .matches("If (few of these tests pass|the server printed no exception): .*");
    }
  }
}
