package course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {

  private static Merge.Result carry(String base, String changed, String later) {
    return Merge.carry(lines(base), lines(changed), lines(later));
  }

  private static List<String> lines(String letters) {
    return letters.isEmpty() ? List.of() : List.of(letters.split(""));
  }

  private static void becomes(String base, String changed, String later, String merged) {
    Merge.Result result = carry(base, changed, later);
    assertThat(String.join("", result.lines())).isEqualTo(merged);
    assertThat(result.lost()).isEmpty();
  }

  @Test
  void aChangeMovesWithTheLinesAroundIt() {
    becomes("abcde", "abXde", "12abcde34", "12abXde34");
    becomes("abcde", "abde", "ab1cde", "ab1de");
    becomes("abcde", "abcXde", "1abcde", "1abcXde");
  }

  @Test
  void changesAtBothEndsArePlaced() {
    becomes("abc", "Xabc", "abc1", "Xabc1");
    becomes("abc", "abcX", "1abc", "1abcX");
    becomes("abc", "XbY", "ab2c", "Xb2Y");
  }

  @Test
  void aChangeThatIsThereAlreadyIsLeftAlone() {
    Merge.Result result = carry("abc", "aXc", "1aXc");
    assertThat(result.alreadyThere()).isEqualTo(1);
    assertThat(String.join("", result.lines())).isEqualTo("1aXc");
  }

  @Test
  void aLineThatHasChangedThereTooIsLost() {
    Merge.Result result = carry("abcde", "aXcdY", "aZcde");
    assertThat(String.join("", result.lines())).isEqualTo("aZcdY");
    assertThat(result.lost()).extracting(Merge.Hunk::lines).containsExactly(List.of("X"));
  }

  @Test
  void anInsertionBetweenLinesThatHaveMovedApartIsLost() {
    assertThat(carry("ab", "aXb", "a1b").lost()).hasSize(1);
    assertThat(carry("ab", "aXb", "b").lost()).hasSize(1);
  }
}
