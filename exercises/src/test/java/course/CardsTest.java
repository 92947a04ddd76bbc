package course;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the cards of the exercises show of the real Redis is what it does. */
class CardsTest {

  @TestFactory
  Stream<DynamicTest> consoleBlocksPlayAsWritten() throws Exception {
    Path root = Path.of("").toAbsolutePath().getParent();
    Chapter cards = Chapter.read(Path.of("bridge/README.md"));
    return cards.fences("console", "").stream()
        .map(fence -> dynamicTest(fence.title(), () -> Console.play(fence, root)));
  }
}
