package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words, Markdown, JSON, pages: what ends up on the screen. */
class TextsTest {

  @Test
  void linesAreWrappedAtWordsAndKeepTheirIndentation() {
    assertThat(Words.wrapped("  one two three four", 10))
        .containsExactly("  one two", "  three", "  four");
    assertThat(Words.wrapped("abcdefghijkl", 5)).containsExactly("abcde", "fghij", "kl");
    assertThat(Words.wrapped("short", 10)).containsExactly("short");
  }

  @Test
  void theNearestWordIsMeantIfItIsNearEnough() {
    assertThat(Words.distance("fnal", "final")).isEqualTo(1);
    assertThat(Words.meant("fnal", List.of("final", "learn"))).contains("final");
    assertThat(Words.meant("xyz", List.of("final", "learn"))).isEmpty();
  }

  @Test
  void markdownIsShownWithoutItsMarks() {
    List<String> lines =
        Markdown.rendered(
            """
            ### Move 1: a *door*
            Some **bold** words and `code`, with a [link](x.md), and so many of them that it is broken.

            ```java
            int   kept = 1; // as it is, however long it may be, because nobody wraps code for you
            ```
            - an item that is too long for one line of forty characters
            | a | b |
            |---|---|
            | c | d |
            ![Two boxes.](two.svg)
            <details><summary>The answer</summary>

            hidden
            </details>
            """
                .lines()
                .toList(),
            40);
    assertThat(lines).contains("Move 1: a door", "Some bold words and code, with a link,");
    assertThat(lines).contains("- an item that is too long for one line", "| a | b |", "| c | d |");
    assertThat(lines).anyMatch(line -> line.startsWith("    int   kept = 1; // as it is, however"));
    assertThat(lines).contains("(A picture: Two boxes.)");
    assertThat(lines).anyMatch(line -> line.startsWith("[+] The answer"));
    assertThat(lines).noneMatch(line -> line.contains("hidden"));
  }

  @Test
  void jsonIsWritten() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a \"b\"\\\n\u0001");
    map.put("list", List.of(1, true));
    assertThat(Json.of(map))
        .isEqualTo("{\"text\":\"a \\\"b\\\"\\\\\\n\\u0001\",\"list\":[1,true]}");
  }

  @Test
  void pagesAreTurnedAndTheirPlaceIsTold() {
    List<String> lines = IntStream.range(0, 25).mapToObj(i -> "line " + i).toList();
    Pages pages = new Pages("Lesson", lines, 7);
    assertThat(pages.shown(10))
        .containsExactly("line 20", "line 21", "line 22", "line 23", "line 24");
    assertThat(pages.place(10)).isEqualTo("3/3");
    pages.turn(-1, 10);
    assertThat(pages.place(10)).isEqualTo("2/3");
    pages.turn(-5, 10);
    assertThat(pages.shown(10)).first().isEqualTo("line 0");
  }

  @Test
  void aDifferenceInGitsFormIsApplied() {
    SortedMap<String, List<String>> sources = new TreeMap<>();
    sources.put("A.java", List.of("one", "two", "three"));
    String diff =
        """
        --- a/src/main/java/miniredis/A.java
        +++ b/src/main/java/miniredis/A.java
        @@ -1,3 +1,4 @@
         one
        -two
        +2
        +2.5
         three
        """;
    assertThat(new Patched(sources).with(diff.lines().toList()).get("A.java"))
        .containsExactly("one", "2", "2.5", "three");
  }

  @Test
  void aSaveIsNoticed(@TempDir Path folder) throws Exception {
    Path below = folder.resolve("src/main/java/miniredis");
    try (Watcher watcher = new Watcher(folder)) {
      assertThat(watcher.await(Duration.ofMillis(300))).isFalse();
      Files.createDirectories(below);
      Files.writeString(below.resolve("Main.java"), "one");
      assertThat(watcher.await(Duration.ofSeconds(20))).isTrue();
      Files.writeString(below.resolve("Main.java"), "one and two");
      assertThat(watcher.await(Duration.ofSeconds(20))).isTrue();
      Files.writeString(below.resolve("notes.txt"), "no source");
      assertThat(watcher.await(Duration.ofMillis(600))).isFalse();
      assertThat(watcher.how()).isIn("told by the system", "looking four times a second");
    }
  }
}
