package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the cards of the exercises show of the real Redis is what it does, and those that are open
 * in design have all their parts.
 */
class CardsTest {

  private static final Path STRETCH = Path.of("stretch");

  /** More would be another server, and nobody would compare two of them. */
  private static final int LINES_OF_A_SOLUTION = 220;

  private interface Check {
    void check(Path folder) throws Exception;
  }

  private static List<Path> open() throws IOException {
    try (Stream<Path> files = Files.list(STRETCH)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Stream<DynamicTest> each(Check check) throws IOException {
    return open().stream().map(folder -> dynamicTest(folder.toString(), () -> check.check(folder)));
  }

  @TestFactory
  Stream<DynamicTest> consoleBlocksPlayAsWritten() throws Exception {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> cards = new ArrayList<>(List.of(Path.of("bridge")));
    cards.addAll(open());
    List<DynamicTest> blocks = new ArrayList<>();
    for (Path folder : cards)
      for (Fence fence : Chapter.read(folder.resolve("README.md")).fences("console", ""))
        blocks.add(dynamicTest(folder + "/" + fence.title(), () -> Console.play(fence, root)));
    return blocks.stream();
  }

  @Test
  void everyOpenExerciseStandsInTheListWithItsMinutes() throws Exception {
    String list = Files.readString(STRETCH.resolve("README.md"));
    for (Path folder : open()) {
      List<String> card = Files.readAllLines(folder.resolve("README.md"));
      String title = card.getFirst().replaceFirst("# ", "");
      String[] stars = card.get(2).split(", | minutes");
      String row = "| [%s](%s/README.md) | %s | %s | ";
      assertThat(list).contains(row.formatted(title, folder.getFileName(), stars[0], stars[1]));
    }
  }

  @TestFactory
  Stream<DynamicTest> anOpenExerciseHasItsParts() throws Exception {
    return each(CardsTest::hasItsParts);
  }

  private static void hasItsParts(Path folder) throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("README.md"));
    assertThat(lines.getFirst()).startsWith("# ");
    assertThat(lines.get(2)).matches("(one star|two stars|three stars), \\d+ minutes");
    String card = String.join("\n", lines);
    assertThat(card).contains("\nYou need: ");
    assertThat(card).containsPattern("\\*\\*Predict first\\.\\*\\* [^\\n]*\\?");
    assertThat(card)
        .containsSubsequence(
            "mvn -pl exercises test -Dsource=exercises/workspace/me -Dtest=" + testClass(folder),
            "<details><summary>Hint 1: a nudge</summary>",
            "<details><summary>Hint 2: where</summary>",
            "<details><summary>Hint 3: a few lines</summary>",
            "<details><summary>What you predicted</summary>",
            "## Rubric",
            "## Two solutions",
            "Real Redis");
    assertThat(card.split("<details>", -1)).as("closed parts").hasSize(5);
  }

  private static String testClass(Path folder) {
    StringBuilder name = new StringBuilder("Stretch");
    for (String word : folder.getFileName().toString().split("-"))
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    return name + "Test";
  }

  @TestFactory
  Stream<DynamicTest> aRubricHasFiveToSevenRowsOfThreeMarks() throws Exception {
    return each(
        folder -> {
          List<List<String>> rows = table(folder, "Rubric");
          assertThat(rows.getFirst()).hasSize(4).endsWith("0", "1", "2");
          assertThat(rows).hasSizeBetween(1 + 5, 1 + 7);
          assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(4).doesNotContain(""));
        });
  }

  @TestFactory
  Stream<DynamicTest> twoSolutionsAreComparedInATable() throws Exception {
    return each(CardsTest::comparesItsSolutions);
  }

  private static void comparesItsSolutions(Path folder) throws Exception {
    List<Path> diffs;
    try (Stream<Path> files = Files.list(folder)) {
      diffs = files.filter(file -> file.toString().endsWith(".diff")).toList();
    }
    assertThat(diffs).hasSize(2);
    String card = Files.readString(folder.resolve("README.md"));
    for (Path diff : diffs) {
      assertThat(card.substring(card.indexOf("## Two solutions")))
          .contains("**`" + diff.getFileName() + "`**");
      assertThat(Files.readAllLines(diff))
          .as(diff + ": lines added that are not blank")
          .filteredOn(line -> line.matches("\\+(?!\\+\\+ ).*\\S.*"))
          .hasSizeLessThanOrEqualTo(LINES_OF_A_SOLUTION);
    }
    List<List<String>> rows = table(folder, "Two solutions");
    assertThat(rows).hasSizeGreaterThanOrEqualTo(1 + 5);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSizeBetween(3, 4));
  }

  private static List<List<String>> table(Path folder, String title) throws IOException {
    return Chapter.read(folder.resolve("README.md")).under(title).getFirst().tableRows();
  }
}
