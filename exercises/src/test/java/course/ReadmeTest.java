package course;

import static org.assertj.core.api.Assertions.assertThat;

import course.Chapter.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README at the top says of the chapters is what the chapters say. */
class ReadmeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\(([\\w-]+/README\\.md)#([^)]+)\\)");

  private final Course course = new Course(ROOT);
  private final Chapter readme = read(ROOT.resolve("README.md"));

  private static Chapter read(Path file) {
    try {
      return Chapter.read(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theMinutesAreThoseOfTheChapters() {
    List<List<String>> rows = readme.under("The steps").getFirst().tableRows();
    for (Path module : course.modules()) {
      int[] minutes = Course.minutes(module).orElseThrow();
      List<String> row =
          rows.stream()
              .filter(r -> r.getFirst().startsWith("[" + Course.name(module) + "]"))
              .findFirst()
              .orElseThrow();
      assertThat(row.get(3))
          .as(Course.name(module))
          .isEqualTo("%d + %d + %d", minutes[0], minutes[1], minutes[2]);
    }
  }

  @Test
  void fortyWordsAreLinkedToWhereTheyAreTaught() {
    List<List<String>> words = readme.under("Words").getFirst().tableRows();
    words.removeFirst();
    assertThat(words).hasSize(40);
    List<String> names =
        words.stream().map(row -> row.getFirst().toLowerCase(Locale.ROOT)).toList();
    assertThat(names).isSorted();
    for (List<String> word : words) {
      MatchResult link = LINK.matcher(word.getLast()).results().findFirst().orElseThrow();
      assertThat(anchors(read(ROOT.resolve(link.group(1)))))
          .as("sections of " + link.group(1) + ", for: " + word.getFirst())
          .contains(link.group(2));
    }
  }

  /** What GitHub makes of the titles. */
  private static Set<String> anchors(Chapter chapter) {
    Set<String> anchors = new TreeSet<>();
    for (Section section : chapter.sections()) {
      String title = section.title().toLowerCase(Locale.ROOT);
      anchors.add(title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void learnIsTheThirdCommandAndWhatItDoesIsSaid() {
    List<String> commands =
        readme.fences("sh", "").stream().map(fence -> fence.lines().getFirst()).limit(3).toList();
    assertThat(commands.get(0)).startsWith("./run final ");
    assertThat(commands.get(1)).isEqualTo("mvn verify");
    assertThat(commands.get(2)).startsWith("./run learn ");
    String text = String.join("\n", readme.under("Working through it").getFirst().lines());
    for (String command : List.of("list", "test", "hint", "verify", "reset", "next"))
      assertThat(text).contains(command);
    assertThat(text).contains("exercises/workspace/me", "--command", "--target", "exit code");
  }

  @Test
  void twelveLessonsAndTwoDaysOfFour() {
    List<List<String>> rows = new ArrayList<>(readme.under("In class").getFirst().tableRows());
    assertThat(rows.stream().filter(row -> row.getFirst().matches("\\d+"))).hasSize(12 + 4);
  }
}
