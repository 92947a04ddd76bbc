package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotesTest {

  private static final String SOURCE =
      """
      final class Pong {

        // says it
        String answer() {
          return "PONG";
        }
      }
      """;

  private final Quotes quotes = new Quotes(Map.of("Pong.java", SOURCE.lines().toList()));

  private void look(String block) {
    quotes.look(new Fence("java", "", 7, block.lines().toList()));
  }

  @Test
  void indentationAndBlankLinesDoNotCount() {
    look("String answer() {\n\n      return \"PONG\";\n}");
    assertThat(quotes.shows("Pong.java", 4, "String answer() {")).isTrue();
    assertThat(quotes.shows("Pong.java", 1, "final class Pong {")).isFalse();
  }

  @Test
  void dotsLeaveLinesOut() {
    look("final class Pong {\n  // ...\n  return \"PONG\";\n// ...");
    assertThat(quotes.shows("Pong.java", 1, "final class Pong {")).isTrue();
    assertThat(quotes.shows("Pong.java", 3, "// says it")).isFalse();
    assertThat(quotes.shows("Pong.java", 5, "return \"PONG\";")).isTrue();
  }

  @Test
  void bracesNeedNoShowing() {
    assertThat(quotes.shows("Pong.java", 6, "  }")).isTrue();
  }

  @Test
  void anotherWordIsFoundOut() {
    assertThatThrownBy(() -> look("String answer() {\n  return \"PING\";"))
        .hasMessageContaining("README.md:7")
        .hasMessageContaining("the block has  return \"PING\";")
        .hasMessageContaining("the source has return \"PONG\";");
  }

  @Test
  void theOrderCounts() {
    assertThatThrownBy(() -> look("return \"PONG\";\n// ...\nfinal class Pong {"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anEmptyBlockIsNone() {
    assertThatThrownBy(() -> look("// ...")).hasMessageContaining("empty");
  }

  @Test
  void aLineIsNotFoundInsideAnother() {
    assertThatThrownBy(() -> look("answer() {")).isInstanceOf(AssertionError.class);
  }
}
