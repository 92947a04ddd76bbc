package course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What this step changes is what its chapter teaches: nothing is left out, and nothing is too much.
 */
class LessonTest {

  private final Lesson lesson = Lesson.here();

  @BeforeEach
  void onlyBesideTheStepBefore() {
    Assumptions.assumeTrue(lesson.number() > 0, "this module is no step");
    Assumptions.assumeTrue(
        lesson.number() == 1 || lesson.previous().isPresent(),
        "the step before does not stand beside this one, so there is nothing to compare");
  }

  private Chapter chapter() {
    Chapter chapter = ChapterTest.readChapter(lesson);
    if (!chapter.isWritten()) Shell.skip("this chapter is not written yet");
    return chapter;
  }

  @Test
  void everyNewLineStandsInTheChapter() {
    SortedMap<String, List<String>> sources = lesson.mainSources();
    Quotes quotes = new Quotes(sources);
    for (Fence fence : chapter().fences("java", "")) {
      try {
        quotes.look(fence);
      } catch (AssertionError notFromMain) {
        // From a test, or not true: ChapterTest says which.
      }
    }
    List<String> missing = new ArrayList<>();
    for (Lesson.Change change : lesson.changes()) {
      for (int number : change.added()) {
        String text = sources.get(change.file()).get(number - 1);
        if (!quotes.shows(change.file(), number, text)) {
          missing.add("%s:%d: %s".formatted(change.file(), number, text.strip()));
        }
      }
    }
    assertThat(missing).as("lines that a reader of the chapter alone could not know").isEmpty();
  }

  @Test
  void theTableOfChangesIsTrue() {
    Map<String, String> said = new TreeMap<>();
    for (Chapter.Section section : chapter().under("What changed and what stays true")) {
      for (List<String> row : section.tableRows()) {
        String file = row.getFirst();
        if (file.startsWith("`")) said.put(file.replace("`", ""), row.get(1).split("\\W")[0]);
      }
    }
    Map<String, String> changed = new TreeMap<>();
    for (Lesson.Change change : lesson.changes()) {
      changed.put(change.file(), change.isNew() ? "new" : "changed");
    }
    assertThat(said)
        .as("files in the table, and whether they are new or changed")
        .isEqualTo(changed);
  }

  @Test
  void theStepKeepsItsBudget() {
    int added = lesson.changes().stream().mapToInt(change -> change.added().size()).sum();
    int removed = lesson.changes().stream().mapToInt(Lesson.Change::removed).sum();
    assertThat(added).as("lines added in src/main").isLessThanOrEqualTo(lesson.budget().added());
    assertThat(removed)
        .as("lines removed in src/main")
        .isLessThanOrEqualTo(lesson.budget().removed());
  }

  @Test
  void noFileOfTheStepBeforeIsGone() {
    if (lesson.number() == 1) return;
    assertThat(lesson.mainSources())
        .containsKeys(
            lesson.previous().orElseThrow().mainSources().keySet().toArray(String[]::new));
  }

  /**
   * What was true of the step before and of Redis is still true, and is still tested by the same
   * words.
   */
  @Test
  void conformanceTestsOfTheStepBeforeAreUnchanged() {
    if (lesson.number() == 1) return;
    Lesson previous = lesson.previous().orElseThrow();
    SortedMap<String, List<String>> before = previous.sources("src/test/java");
    SortedMap<String, List<String>> now = lesson.sources("src/test/java");
    before.keySet().removeIf(f -> !f.endsWith("ConformanceTest.java") && !f.startsWith("course/"));
    before.forEach((file, text) -> assertThat(now.get(file)).as(file).isEqualTo(text));
  }
}
