package course;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each mistake in {@code src/test/mistakes.md} can still be made: the lines that it changes stand
 * in this step's sources. Whether a test notices the mistake is the question of {@link
 * MistakesSlowTest}.
 */
class MistakesTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyMistakeFitsTheSources() {
    Path step = Path.of("").toAbsolutePath();
    return Mistake.read(step.resolve("src/test/mistakes.md")).stream()
        .map(mistake -> dynamicTest(mistake.name(), () -> mistake.make(step, copyFor(mistake))));
  }

  private Path copyFor(Mistake mistake) {
    return folder.resolve(mistake.name());
  }
}
