package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import course.museum.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The cards of the museum have all their parts, and each bug still fits its step. */
class MuseumTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern MOVE = Pattern.compile("Moves? (\\d+)(?: and (\\d+))?");

  /** More would be another program, and no bug. */
  private static final int LINES_OF_A_BUG = 20;

  @TempDir Path work;

  private interface Check {
    void check(Exhibit exhibit) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) throws IOException {
    return Exhibit.all(ROOT).stream()
        .map(exhibit -> dynamicTest(exhibit.name(), () -> check.check(exhibit)));
  }

  private static Chapter card(Exhibit exhibit) throws IOException {
    return Chapter.read(exhibit.folder().resolve("README.md"));
  }

  @Test
  void thereAreManyAndTheirNumbersAreInOrder() throws Exception {
    List<Exhibit> all = Exhibit.all(ROOT);
    assertThat(all).hasSizeGreaterThanOrEqualTo(14);
    for (int i = 0; i < all.size(); i++)
      assertThat(Integer.parseInt(all.get(i).number())).isEqualTo(i + 1);
  }

  @TestFactory
  Stream<DynamicTest> eachBugIsSmallAndChangesOnlyItsFiles() throws Exception {
    return each(this::changesOnlyItsFiles);
  }

  private void changesOnlyItsFiles(Exhibit exhibit) throws Exception {
    List<String> diff = Files.readAllLines(exhibit.folder().resolve("bug.diff"));
    assertThat(diff.stream().filter(line -> line.matches("[-+].*")))
        .hasSizeLessThan(LINES_OF_A_BUG);
    exhibit.begin(work.resolve(exhibit.name()));
    SortedMap<String, List<String>> wrong = Course.files(work.resolve(exhibit.name()));
    SortedMap<String, List<String>> right =
        Course.files(ROOT.resolve(exhibit.step()).resolve("src/main/java"));
    Map<String, List<String>> changed = new TreeMap<>();
    wrong.forEach((file, text) -> changed.put(file.replace("src/main/java/", ""), text));
    assertThat(changed.keySet()).isEqualTo(right.keySet());
    changed.entrySet().removeAll(right.entrySet());
    assertThat(changed.keySet().stream().map(file -> file.replace("miniredis/", "")))
        .containsExactlyInAnyOrderElementsOf(exhibit.files());
  }

  @TestFactory
  Stream<DynamicTest> eachCardHasItsParts() throws Exception {
    return each(MuseumTest::hasItsParts);
  }

  private static void hasItsParts(Exhibit exhibit) throws Exception {
    String text = Files.readString(exhibit.folder().resolve("README.md"));
    assertThat(text).startsWith("# " + exhibit.number() + " ");
    assertThat(exhibit.fields())
        .containsOnlyKeys("minutes", "stars", "step", "taught in", "the test");
    assertThat(exhibit.fields().get("minutes")).matches("\\d\\d");
    assertThat(exhibit.fields().get("stars")).matches("one|two|three");
    assertThat(card(exhibit).sections().stream().filter(s -> s.level() == 2).map(s -> s.title()))
        .containsExactly("What happens", "Find it", "What Redis does");
    assertThat(text).containsPattern("\\*\\*Before you look:\\*\\* [^\\n]*\\?");
    assertThat(text.split("<details>", -1)).as("three hints and the answer, closed").hasSize(5);
    assertThat(text)
        .containsSubsequence(
            "<details><summary>Hint 1: a nudge</summary>",
            "<details><summary>Hint 2: where</summary>",
            "<details><summary>Hint 3: a few lines</summary>",
            "<details><summary>The answer, and the bug</summary>");
    String place = "exercises/workspace/museum/" + exhibit.name();
    assertThat(text)
        .contains("./run museum " + exhibit.number(), "./run source " + place)
        .contains("mvn -pl %s test -Dsource=%s -Dtest=".formatted(exhibit.step(), place));
  }

  @TestFactory
  Stream<DynamicTest> theLinesOfAHintStandInTheStep() throws Exception {
    return each(MuseumTest::hintsAreQuotes);
  }

  private static void hintsAreQuotes(Exhibit exhibit) throws Exception {
    Quotes quotes = new Quotes(Course.files(ROOT.resolve(exhibit.step()).resolve(Course.SOURCES)));
    List<Fence> lines = card(exhibit).fences("java", "");
    assertThat(lines).isNotEmpty();
    lines.forEach(quotes::look);
  }

  @TestFactory
  Stream<DynamicTest> whatMustHaveBeenTaughtIsTaught() throws Exception {
    return each(MuseumTest::isTaught);
  }

  private static void isTaught(Exhibit exhibit) throws Exception {
    String taught = exhibit.fields().get("taught in");
    List<MatchResult> moves = MOVE.matcher(taught).results().toList();
    assertThat(moves).as(taught).isNotEmpty();
    String chapter = Files.readString(ROOT.resolve(exhibit.step()).resolve("README.md"));
    for (MatchResult move : moves) {
      assertThat(chapter).contains("### Move " + move.group(1) + ":");
      if (move.group(2) != null) assertThat(chapter).contains("### Move " + move.group(2) + ":");
    }
  }

  @TestFactory
  Stream<DynamicTest> theListOfTheMuseumSaysWhatTheCardsSay() throws Exception {
    String list = Files.readString(ROOT.resolve("exercises/museum/README.md"));
    return each(
        exhibit -> {
          String stars = exhibit.fields().get("stars");
          String minutes = exhibit.fields().get("minutes");
          String row = "| %s | [%s](%s/README.md) | %s | %s | %s |";
          String step = exhibit.step().substring(4, 6);
          assertThat(list)
              .contains(
                  row.formatted(
                      exhibit.number(), exhibit.title(), exhibit.name(), step, minutes, stars));
        });
  }
}
