package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonMainTest {

  @TempDir Path root;

  @BeforeEach
  void twoSteps() throws Exception {
    write("step01-ping/src/main/java/miniredis/Main.java", "one\ntwo\n");
    write("step02-get-set/src/main/java/miniredis/Main.java", "one\n2\n");
    write(
        "step02-get-set/src/main/java/miniredis/Reply.java",
        "/** Says it. And more. */\nfinal class Reply {}\n");
    write(
        "step02-get-set/src/main/java/miniredis/Call.java",
        "/** Who asks {@code what}, and in what way, told in so many words that the line has to be"
            + " cut. */\n"
            + "record Call(Reply reply) {}\n");
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String lesson(boolean coloured, String... names) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    LessonMain.show(
        new Course(root), List.of(names), new Lines(new PrintStream(said, true), coloured));
    return said.toString();
  }

  @Test
  void thePlanComesFirstThenChangedThenNewFilesAsTheyNeedEachOther() {
    String text = lesson(false, "01", "02");
    assertThat(text)
        .startsWith("From step01-ping to step02-get-set\n" + "5 lines more, 1 lines less\n");
    assertThat(text)
        .containsSubsequence("1  Main.java", "2  Reply.java", "Says it.", "3  Call.java", " ...\n");
    assertThat(text)
        .containsSubsequence("== 1. Main.java (changed)", "- two", "+ 2", "== 2. Reply.java (new)");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theChapterMayNameTheOrder() throws Exception {
    write(
        "step02-get-set/README.md",
        "## What changed and what stays true\n"
            + "| file | |\n"
            + "|---|---|\n"
            + "| `Call.java` | new |\n"
            + "| `Reply.java` | new |\n"
            + "## Next\n");
    assertThat(lesson(false, "02"))
        .containsSubsequence("1  Main.java", "2  Call.java", "3  Reply.java");
  }

  @Test
  void aLearnersFolderIsComparedAsWell() throws Exception {
    write("me/src/main/java/miniredis/Main.java", "one\n2\n");
    String text = lesson(false, root.resolve("me").toString(), "2");
    assertThat(text).contains("1  Reply.java").doesNotContain("Main.java");
  }

  @Test
  void oneFileMayBeShownAlone() {
    assertThat(lesson(false, "01", "02", "Main.java")).doesNotContain("Reply.java").contains("+ 2");
    assertThatThrownBy(() -> lesson(false, "01", "02", "No.java"))
        .hasMessageContaining("nothing changes");
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() {
    assertThat(lesson(true, "01", "02"))
        .contains("\u001b[32m+ \u001b[0m\u001b[36m2\u001b[0m", "\u001b[35mfinal\u001b[0m");
    assertThat(lesson(false, "01", "02")).doesNotContain("\u001b");
  }

  @Test
  void whatHasOnlyMovedIsNoNews() throws Exception {
    write("step01-ping/src/main/java/miniredis/Main.java", "one\ntwo();\nthree\nfour\n");
    write(
        "step02-get-set/src/main/java/miniredis/Main.java", "one\nthree\n\n  four\ntwo();\nnew\n");
    assertThat(lesson(false, "01", "02", "Main.java"))
        .contains("+ new", "  two();")
        .doesNotContain("- two();", "+ two();", "four\n-", "+   four");
    write("step02-get-set/src/main/java/miniredis/Main.java", "one\nthree\nfour\ntwo();\n");
    assertThat(lesson(false, "01", "02")).doesNotContain("Main.java");
  }

  @Test
  void aLearnersLineInTheWrongPlaceIsShown() throws Exception {
    write("me/src/main/java/miniredis/Main.java", "2\n\n  one\n");
    assertThat(lesson(false, root.resolve("me").toString(), "02", "Main.java"))
        .contains("- 2", "+ 2")
        .doesNotContain("+ one", "-   one");
  }

  @Test
  void anUnknownStepIsNamed() {
    assertThatThrownBy(() -> lesson(false, "01", "09")).hasMessageContaining("no step 09");
    assertThatThrownBy(() -> lesson(false, "01")).hasMessageContaining("nothing to compare");
    assertThatThrownBy(() -> lesson(false, "no/folder", "02")).hasMessageContaining("no Main.java");
  }
}
