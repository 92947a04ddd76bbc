package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.Chapter.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChapterReadingTest {

  private static final String README =
      """
      # Title
      Three words here.
      ## Build it
      - in a list:
        ```java wrong
        int x = "";
        # no heading
        // error: types
        ```
      ### Move 1: go
      | `A.java` | new |
      |---|---|
      ```
      no language
      ```
      ## Check yourself
      <details><summary>Yes</summary> </details>
      """;

  private final Chapter chapter = new Chapter(README.lines().toList());

  @Test
  void fencesKnowWhatTheyAreAndWhereTheyStand() {
    assertThat(chapter.fences()).hasSize(2);
    Fence wrong = chapter.fences().getFirst();
    assertThat(wrong.is("java", "wrong")).isTrue();
    assertThat(wrong.line()).isEqualTo(6);
    assertThat(wrong.lines()).containsExactly("int x = \"\";", "# no heading", "// error: types");
    assertThat(chapter.fences().getLast().language()).isEmpty();
  }

  @Test
  void codeIsNoProse() {
    assertThat(chapter.sections().stream().mapToInt(Section::words).sum())
        .isEqualTo("Three words here in a list A.java new Yes".split(" ").length);
  }

  @Test
  void sectionsHoldTheirSubsections() {
    assertThat(chapter.under("Build it"))
        .extracting(Section::title)
        .containsExactly("Build it", "Move 1: go");
    assertThat(chapter.under("Move 1").getFirst().tableRows())
        .containsExactly(List.of("`A.java`", "new"));
  }

  @Test
  void anOpenFenceIsFoundOut() {
    assertThatThrownBy(() -> new Chapter(List.of("```java", "int x;")))
        .hasMessageContaining("README.md:1");
  }
}
