package course;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The blocks of this module's README.md are true: every {@code console} block plays as written,
 * every {@code java} block stands in the source, every {@code java wrong} block fails as it says.
 */
class ChapterTest {

  /** {@code java interim} is a state between two moves, and the one block nothing can check. */
  private static final Set<String> KINDS =
      Set.of("console", "java", "java wrong", "java interim", "sh", "text", "mermaid", "diff");

  private final Lesson lesson = Lesson.here();
  private final Chapter chapter = readChapter(lesson);

  static Chapter readChapter(Lesson lesson) {
    Path readme = lesson.folder().resolve("README.md");
    try {
      return Files.exists(readme) ? Chapter.read(readme) : new Chapter(List.of());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> consoleBlocksPlayAsWritten() {
    Path root = lesson.folder().getParent();
    return chapter.fences("console", "").stream()
        .map(fence -> dynamicTest(fence.title(), () -> Console.play(fence, root)));
  }

  @TestFactory
  Stream<DynamicTest> javaBlocksStandInTheSource() {
    SortedMap<String, List<String>> sources = new TreeMap<>(lesson.mainSources());
    lesson.sources("src/test/java").forEach((file, text) -> sources.put("test " + file, text));
    lesson.sources("src/ci/java").forEach((file, text) -> sources.put("ci " + file, text));
    Quotes quotes = new Quotes(sources);
    return chapter.fences("java", "").stream()
        .map(fence -> dynamicTest(fence.title(), () -> quotes.look(fence)));
  }

  @TestFactory
  Stream<DynamicTest> wrongJavaFailsAsItSays() {
    Path classes = lesson.folder().resolve("target/classes");
    return chapter.fences("java", "wrong").stream()
        .map(fence -> dynamicTest(fence.title(), () -> WrongJava.check(fence, classes)));
  }

  @Test
  void everyBlockSaysWhatItIs() {
    List<String> problems = new ArrayList<>();
    for (Fence fence : chapter.fences()) {
      String kind = (fence.language() + " " + fence.info()).strip();
      if (!KINDS.contains(kind)) {
        problems.add(
            "README.md:%d is marked \"%s\", not one of %s".formatted(fence.line(), kind, KINDS));
      }
      boolean played = kind.equals("console");
      if (!played && fence.lines().stream().anyMatch(line -> line.matches("[A-Z]?\\$ .*"))) {
        problems.add("README.md:%d has a prompt: mark it console".formatted(fence.line()));
      }
    }
    if (!problems.isEmpty()) throw new AssertionError(String.join("\n", problems));
  }
}
