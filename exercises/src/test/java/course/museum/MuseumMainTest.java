package course.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuseumMainTest {

  private static final String MAIN = "src/main/java/miniredis/Main.java";

  @TempDir Path root;

  @BeforeEach
  void aMuseumOfOneBug() throws Exception {
    write("step02-get-set/" + MAIN, "one\n  two\nthree\ntwo\n");
    write("exercises/museum/07-odd/bug.diff", "--- Main.java\n one\n-  two\n+  too\n+\n");
    write(
        "exercises/museum/07-odd/README.md",
        """
        # 07 An odd word

        | minutes | stars | step |
        |---|---|---|
        | 20 | two | [02 get-set](../../../step02-get-set/README.md) |
        """);
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void theListTellsWhatACardTells() throws Exception {
    assertThat(MuseumMain.list(root)).containsPattern("07 +20 +two +02 +An odd word");
  }

  @Test
  void theSourcesAreTheStepsWithTheBugInThem() throws Exception {
    assertThat(MuseumMain.begin(root, "07"))
        .startsWith("07 An odd word: the sources are there.\n")
        .contains("exercises/museum/07-odd/README.md")
        .contains("-pl step02-get-set test -Dsource=exercises/workspace/museum/07-odd");
    assertThat(root.resolve("exercises/workspace/museum/07-odd").resolve(MAIN))
        .hasContent("one\n  too\n\nthree\ntwo\n");
    assertThat(root.resolve("step02-get-set").resolve(MAIN)).hasContent("one\n  two\nthree\ntwo\n");
  }

  @Test
  void whatHasBeenBegunStaysAsItIs() throws Exception {
    MuseumMain.begin(root, "07");
    write("exercises/workspace/museum/07-odd/" + MAIN, "mine");
    for (String name : List.of("07", "7", "07-odd"))
      assertThat(MuseumMain.begin(root, name)).contains("it stays as it is");
    assertThat(root.resolve("exercises/workspace/museum/07-odd").resolve(MAIN)).hasContent("mine");
  }

  @Test
  void aNumberThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> MuseumMain.begin(root, "08")).hasMessage("there is no number 08");
  }

  @Test
  void aBugThatDoesNotFitSaysWhy() throws Exception {
    write("exercises/museum/07-odd/bug.diff", "--- Main.java\n-four\n+five\n");
    assertThatThrownBy(() -> MuseumMain.begin(root, "07"))
        .hasMessage("stands in Main.java not at all:\nfour\n");
  }

  @Test
  void aBugThatFitsInTwoPlacesIsRefused() throws Exception {
    write("exercises/museum/07-odd/bug.diff", "--- Main.java\n-two\n+too\n");
    write("step02-get-set/" + MAIN, "two\ntwo\n");
    assertThatThrownBy(() -> MuseumMain.begin(root, "07"))
        .hasMessage("stands in Main.java more than once:\ntwo\n");
  }
}
