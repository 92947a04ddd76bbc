package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes are read from a page, and made in sources that may be indented otherwise. */
class MistakeTest {
  @TempDir Path folder;

  @BeforeEach
  void writeAStep() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("step/src/main/java/miniredis"));
    Files.writeString(
        sources.resolve("Main.java"), "class Main {\n    int a = 1;\n    int b = 2;\n}\n");
  }

  private Mistake mistake(String diff) throws Exception {
    String page =
        "# Mistakes\n\nText.\n\n## A name\n\nWhat is wrong.\n\nCaught by `ATest.method`.\n\n```diff Main.java\n%s\n```\n";
    Path file = Files.writeString(folder.resolve("mistakes.md"), page.formatted(diff));
    List<Mistake> mistakes = Mistake.read(file);
    assertThat(mistakes).hasSize(1);
    return mistakes.getFirst();
  }

  @Test
  void aPageTellsNameSentenceTestAndLines() throws Exception {
    Mistake mistake = mistake("-int b = 2;\n+int b = 3;");
    assertThat(mistake.name()).isEqualTo("A name");
    assertThat(mistake.what()).isEqualTo("What is wrong.");
    assertThat(mistake.caughtBy()).isEqualTo("ATest.method");
  }

  @Test
  void theLinesAreReplacedInACopy() throws Exception {
    mistake(" int a = 1;\n-int b = 2;\n+int b = 3;\n+int c = 4;")
        .make(folder.resolve("step"), folder.resolve("copy"));
    String main = "src/main/java/miniredis/Main.java";
    assertThat(folder.resolve("copy").resolve(main))
        .hasContent("class Main {\nint a = 1;\nint b = 3;\nint c = 4;\n}");
    assertThat(folder.resolve("step").resolve(main)).content().contains("    int b = 2;");
  }

  @Test
  void linesThatAreNotThereAreNamed() throws Exception {
    Mistake mistake = mistake("-int x = 2;");
    assertThatThrownBy(() -> mistake.make(folder.resolve("step"), folder.resolve("copy")))
        .hasMessageContaining("\"A name\" cannot be made in Main.java")
        .hasMessageContaining("int x = 2;");
  }

  @Test
  void sourcesThatDoNotCompileAreShownAsTheCompilerShowsThem() throws Exception {
    Path main = folder.resolve("step/src/main/java/miniredis/Main.java");
    Files.writeString(main, "class Main {\n  int a = ;\n}\n");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    assertThatThrownBy(() -> Sources.in(folder.resolve("step")).compile(classes))
        .hasMessageContaining("The sources do not compile:")
        .hasMessageContaining("miniredis/Main.java:2: illegal start of expression");
    assertThatThrownBy(() -> Sources.in(folder))
        .hasMessageContaining("There is no src/main/java/miniredis/Main.java");
  }
}
