package course;

import static org.assertj.core.api.Assertions.assertThat;

import course.LessonView.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class PagerTest {

  private static final List<Page> PAGES =
      List.of(
          new Page("plan", "the plan\n"), new Page("Long.java", numbered(12)), new Page("Z", "z"));

  private static String numbered(int lines) {
    return IntStream.rangeClosed(1, lines)
        .mapToObj(i -> "line " + i)
        .collect(Collectors.joining("\n"));
  }

  /** What is shown after each key, at a terminal of five lines, four of them for the page. */
  private static String shownAfter(String keys) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.US_ASCII));
    try (Terminal terminal = new DumbTerminal("test", "dumb", in, out, StandardCharsets.UTF_8)) {
      terminal.setSize(Size.of(80, 5));
      new Pager(terminal, PAGES).turn();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String lastShownAfter(String keys) throws Exception {
    String shown = shownAfter(keys);
    int last = shown.lastIndexOf(" of 3: ");
    int before = shown.lastIndexOf(" of 3: ", last - 1);
    return shown.substring(before < 0 ? 0 : before);
  }

  @Test
  void nAndPTurnBetweenFiles() throws Exception {
    assertThat(shownAfter("q")).contains("the plan", "1 of 3: plan").doesNotContain("line 1");
    assertThat(lastShownAfter("n")).contains("line 1", "line 4", "2 of 3: Long.java", "(more)");
    assertThat(lastShownAfter("nnp")).contains("2 of 3: Long.java");
    assertThat(lastShownAfter("p")).contains("the plan");
  }

  @Test
  void spaceReadsOnAndOpensTheNextFileAtTheEnd() throws Exception {
    assertThat(lastShownAfter("n ")).contains("line 5", "line 8").doesNotContain("line 9");
    assertThat(lastShownAfter("n  b")).contains("line 5").doesNotContain("line 9");
    assertThat(lastShownAfter("n   ")).contains("3 of 3: Z");
  }

  @Test
  void behindTheLastPageItEnds() throws Exception {
    assertThat(shownAfter("nnnppp").split("of 3:", -1)).hasSize(3 + 1);
  }
}
