package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import course.learn.MovesFile.Patch;
import course.learn.MovesFile.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesFileTest {

  private static final String FILE =
      """
      # Moves

      ## before

      - APingTest.itPings

      ## 03.4 one lock

      needs: Database.java exclusively
      needs: Call.java
      port: 6379

      - LockTest.nothingIsLost
      - LockTest.itIsFast (early)

      1. A nudge.
      2. Where,
         in two lines.
      3. Lines:
         ```java
         lock.lock();
         ```
      1. (itIsFast) Another nudge.

      ```diff Server.java 03.6
       kept
      -gone
      +new
      ```

      ```java Main.java
      whole
      ```
      """;

  private final MovesFile file = MovesFile.parse(FILE.lines().toList());
  private final Section move = file.section("03.4").orElseThrow();

  @Test
  void aMoveHasItsTestsAndWhatItNeeds() {
    assertThat(move.title()).isEqualTo("one lock");
    assertThat(move.port()).isEqualTo(6379);
    assertThat(move.needs())
        .containsExactly(
            new Stage.Need("Database.java", "exclusively"), new Stage.Need("Call.java", ""));
    assertThat(move.tests().toString()).isEqualTo("[LockTest.nothingIsLost, LockTest.itIsFast]");
    assertThat(move.passes().getLast().early()).isTrue();
    assertThat(file.section("before").orElseThrow().tests()).hasSize(1);
    assertThat(file.section("03.5")).isEmpty();
  }

  @Test
  void hintsMayBeForATestThatFails() {
    Hints hints = new Hints(move.hints());
    assertThat(hints.when("nothingIsLost"))
        .containsExactly("A nudge.", "Where,\nin two lines.", "Lines:\n```java\nlock.lock();\n```");
    assertThat(hints.when("itIsFast")).containsExactly("Another nudge.");
  }

  @Test
  void whatIsOtherwiseForAWhileIsADifferenceOrAWholeFile() {
    assertThat(move.patches())
        .containsExactly(
            new Patch("Server.java", "03.6", List.of("kept", "gone"), List.of("kept", "new")),
            new Patch("Main.java", "03.4", List.of(), List.of("whole")));
  }
}
