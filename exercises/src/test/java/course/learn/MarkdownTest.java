package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Course;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lessons and hints as they stand on the screen: nothing lost, nothing cut, nothing torn. */
class MarkdownTest {

  private static final Stages STAGES = Stages.of(new Course(Clone.REAL));

  private static List<String> rendered(String markdown, int width) {
    return Markdown.rendered(markdown.lines().toList(), width, title -> "h shows it");
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void whatIsCodeStaysAsItIs() {
    String text =
        """
        `*` is any bytes, `a\\*` and **`b*`** are *some*, `Map<K, V>` and `_x_`, `a|b`, ``a`b``,
        <kbd>x</kbd>, 2\\*3 \\[no](link), [`Glob`](x.md), 2 * 3 * 4.
        """;
    assertThat(String.join(" ", rendered(text, 200)))
        .isEqualTo(
            "* is any bytes, a\\* and b* are some, Map<K, V> and _x_, a|b, a`b,"
                + " x, 2*3 [no](link), Glob, 2 * 3 * 4.");
  }

  @Test
  void aWordInBackticksOfAnyLessonIsOnTheScreen() {
    Pattern code = Pattern.compile("`([^`]+)`");
    for (Stage stage : STAGES.all()) {
      String shown = squeezed(String.join("\n", Lesson.onScreen(stage, 78)));
      assertThat(prose(stage))
          .as(stage.id())
          .allSatisfy(
              line ->
                  code.matcher(line)
                      .results()
                      .forEach(each -> assertThat(shown).contains(squeezed(each.group(1)))));
    }
  }

  /** Of a card, the lines that are neither folded away nor code nor a table. */
  private static List<String> prose(Stage stage) {
    if (stage.kind() == Stage.Kind.MOVE) return List.of();
    String card =
        String.join(
            "\n",
            switch (stage.kind()) {
              case BUG -> Bugs.card(stage);
              case STRETCH -> Stretch.card(stage);
              default -> Cards.card(stage);
            });
    String open = card.replaceAll("(?s)<details>.*?</details>|```.*?```", "");
    return open.lines()
        .filter(line -> !line.startsWith("|") && !line.contains("exercises/workspace/me"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 78, 80})
  void noLineIsWiderThanTheScreen(int width) {
    for (Stage stage : STAGES.all()) {
      assertThat(Lesson.of(stage, width))
          .as(stage.id())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
      for (List<String> hints : stage.hints().byTest().values())
        for (String hint : hints)
          assertThat(Markdown.rendered(hint.lines().toList(), width))
              .as(stage.id())
              .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void aCommandThatIsTooLongGoesOnAsInAShell() {
    String text =
        """
        ```sh
        mvn -pl exercises test -Dsource=exercises/workspace/me -Dtest=Step02AppendTest
        ./run museum 03    # puts the sources into exercises/workspace/museum
        ```
        ```console
        A$ redis-cli SET a "one two three four five six seven" EX 1000 NX
        :<int:59..60> and <int>
        (this was printed, and it is longer than the screen)
        ```
        """;
    assertThat(rendered(text, 50))
        .containsExactly(
            "    mvn -pl exercises test \\",
            "        -Dsource=exercises/workspace/me \\",
            "        -Dtest=Step02AppendTest",
            "    # puts the sources into",
            "    # exercises/workspace/museum",
            "    ./run museum 03",
            "",
            "    A$ redis-cli SET a \\",
            "        \"one two three four five six seven\" EX \\",
            "        1000 NX",
            "    :(59 to 60) and (a number)",
            "    (this was printed, and it is longer than the",
            "        » screen)");
  }

  @Test
  void codeThatIsTooLongIsBrokenBetweenWordsAndMarked() {
    assertThat(Code.wrapped("  int one = 1; // and what is said of it", 22))
        .containsExactly("  int one = 1; // and", "      » what is said", "      » of it");
    assertThat(Code.difference(List.of("A.java:", "+   call(one, two, three);", "    kept"), 18))
        .containsExactly("A.java:", "+   call(one, two,", "+       » three);", "    kept");
  }

  @Test
  void aTableHasItsColumnsBelowEachOther() {
    String table =
        """
        | what | 0 | 1 |
        |---|:---:|---|
        | `a\\|b` | none | some words that do not fit into one line |
        | x | | y |
        """;
    assertThat(rendered(table, 42))
        .containsExactly(
            "| what | 0    | 1                        |",
            "|------|------|--------------------------|",
            "| a|b  | none | some words that do not   |",
            "|      |      | fit into one line        |",
            "| x    |      | y                        |");
  }

  @Test
  void aTableOfOneRowThatIsTooWideIsAList() {
    String table =
        """
        | minutes | the test |
        |---|---|
        | 20 | ProtocolConformanceTest.requestsBeforeABrokenOneAreAnswered |
        """;
    assertThat(rendered(table, 70))
        .containsExactly(
            "minutes   20",
            "the test  ProtocolConformanceTest.requestsBeforeABrokenOneAreAnswered");
  }

  @Test
  void aHeadingIsNotTheEndOfAPage() {
    List<String> lines = List.of("1", "2", "3", "", "Title", "-----", "", "text", "more");
    for (int height = 5; height <= 7; height++)
      assertThat(new Pages("", lines, 0).shown(height)).containsExactly("1", "2", "3", "");
    assertThat(new Pages("", lines, 1).shown(5)).startsWith("Title", "-----", "", "text");
    assertThat(new Pages("", lines, 0).shown(8)).endsWith("text");
    assertThat(new Pages("", lines, 0).place(5)).isEqualTo("1/2");
  }

  @Test
  void noLessonLeavesAHeadingBehindOrShowsALineTwice() {
    for (Stage stage : STAGES.all()) {
      List<String> lines = Lesson.onScreen(stage, 78);
      Pages pages = new Pages("Lesson", lines, 0);
      List<String> read = new ArrayList<>();
      for (int page = 0; page < pages.count(19); page++, pages.turn(1, 19)) {
        List<String> shown = pages.shown(19);
        assertThat(shown).as(stage.id()).hasSizeBetween(1, 19);
        if (page > 0) assertThat(shown.getFirst()).doesNotMatch("=+|-+");
        assertThat(shown.getLast()).as(stage.id()).doesNotMatch("=+|-+");
        read.addAll(shown);
      }
      assertThat(read).as(stage.id()).isEqualTo(lines);
    }
  }

  @Test
  void theSecondHalfOfAChapterBeginsWithItsFirstMove() {
    assertThat(Lesson.of(STAGES.named("05b.1"), 80))
        .startsWith("5B: the snapshot")
        .contains("Build it", "Move 1: the bytes of a snapshot");
    assertThat(Lesson.of(STAGES.named("05a.10"), 80))
        .startsWith("Move 10: the change-over")
        .contains("Try it")
        .doesNotContain("Build it");
  }

  @Test
  void whatIsFoldedAwaySaysHowToSeeIt() {
    Stage keys = STAGES.named("bridge.keys");
    assertThat(Lesson.onScreen(keys, 78))
        .contains(
            "[+] Hint 1: a nudge (folded away: h shows it)",
            "[+] What you predicted (folded away: a shows it)");
    assertThat(Lesson.of(keys, 80))
        .contains(
            "[+] Hint 1: a nudge (folded away: ./run learn hint bridge.keys shows it)",
            "[+] What you predicted (folded away: ./run learn answer bridge.keys shows it)");
  }

  @Test
  void aCardSaysWhoCopiesTheFiles() throws IOException {
    try (Clone clone = new Clone()) {
      for (Stage stage : clone.stages().all()) {
        if (stage.kind() != Stage.Kind.EXERCISE) continue;
        String before = "\n\n" + String.join("\n", Lesson.of(stage, 200));
        Files.createDirectories(stage.home());
        String begun = "\n\n" + String.join("\n", Lesson.of(stage, 200));
        assertThat(begun).as(stage.id()).doesNotContain("exercises/workspace/me ");
        String home = "exercises/workspace/" + stage.id().replace('.', '-');
        assertThat(before)
            .contains("\n\n(./run learn go " + stage.id() + " does the copying for you.)\n\n");
        assertThat(begun).contains("\n\n(There is nothing to copy: " + home + " has these files");
      }
    }
  }

  @Test
  void aHintIsShownAsALessonIs() {
    String hint =
        """
        Read `Glob.of` **once**:

        - an item with so many words that it is too long for one line of the screen
        ```java
        int next = 1;
        ```""";
    assertThat(rendered(hint, 42))
        .containsExactly(
            "Read Glob.of once:",
            "",
            "- an item with so many words that it is",
            "  too long for one line of the screen",
            "",
            "    int next = 1;");
  }
}
