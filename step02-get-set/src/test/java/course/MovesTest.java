package course;

import static org.assertj.core.api.Assertions.assertThat;

import course.Chapter.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A chapter is typed in small pieces, and each move ends with something to see. What the chapter
 * measures is printed, so that its author sees how near the limits it is.
 */
class MovesTest {

  private static final int LONGEST_BLOCK = 20;
  private static final int MEDIAN_BLOCK = 8;
  private static final int LINES_A_MOVE = 60;

  /** What the reader types; the others are run and looked at. */
  private static final Set<String> TYPED = Set.of("", "interim");

  private static final Set<String> SEEN = Set.of("console", "sh", "text");

  private final Lesson lesson = Lesson.here();
  private final Chapter chapter = ChapterTest.readChapter(lesson);

  @BeforeEach
  void onlyChaptersOfSteps() {
    Assumptions.assumeTrue(lesson.number() > 0, "this module is no step");
    if (!chapter.isWritten()) Shell.skip("this chapter is not written yet");
  }

  @Test
  void blocksAreShort() {
    List<Fence> blocks = new ArrayList<>(chapter.fences());
    blocks.removeIf(block -> !block.language().equals("java"));
    blocks.sort(Comparator.comparing(block -> block.lines().size()));
    int median = blocks.get(blocks.size() / 2).lines().size();
    int longest = blocks.getLast().lines().size();
    System.out.printf(
        "%s: %d blocks of Java, median %d lines, longest %d%n",
        lesson.folder().getFileName(), blocks.size(), median, longest);
    assertThat(blocks)
        .as("blocks of more than %d lines", LONGEST_BLOCK)
        .filteredOn(block -> block.lines().size() > LONGEST_BLOCK)
        .extracting(Fence::title)
        .isEmpty();
    assertThat(median).as("the block in the middle, by length").isLessThanOrEqualTo(MEDIAN_BLOCK);
  }

  @Test
  void aMoveIsNotMoreThanOneCanTypeInOneGo() {
    List<String> tooLong = new ArrayList<>();
    for (Section move : moves()) {
      long lines = chapter.fences(move).stream().mapToLong(MovesTest::typed).sum();
      System.out.printf(
          "%s: %3d lines in %s%n", lesson.folder().getFileName(), lines, move.title());
      if (lines > LINES_A_MOVE) tooLong.add(lines + " lines in " + move.title());
    }
    assertThat(tooLong).as("moves of more than %d lines", LINES_A_MOVE).isEmpty();
  }

  @Test
  void everyMoveEndsWithSomethingToSee() {
    List<String> blind = new ArrayList<>();
    for (Section move : moves()) {
      List<Fence> fences = chapter.fences(move);
      int lastTyped = 0;
      for (Fence fence : fences) if (typed(fence) > 0) lastTyped = fence.line();
      int after = lastTyped;
      boolean seen = fences.stream().anyMatch(f -> f.line() > after && SEEN.contains(f.language()));
      if (!seen) blind.add(move.title());
    }
    assertThat(blind).as("moves with no block to run behind their last block of code").isEmpty();
  }

  private List<Section> moves() {
    return chapter.sections().stream().filter(s -> s.title().startsWith("Move ")).toList();
  }

  /** Neither blank lines count, nor those that stand for others. */
  private static long typed(Fence fence) {
    if (!fence.language().equals("java") || !TYPED.contains(fence.info())) return 0;
    return fence.lines().stream()
        .filter(line -> !line.isBlank() && !line.strip().equals("// ..."))
        .count();
  }
}
