package course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideTest {

  @TempDir Path root;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> ran = new ArrayList<>();
  private int exitCode;
  private Guide guide;

  @BeforeEach
  void twoSteps() throws Exception {
    write("step01-ping/src/main/java/miniredis/Main.java", "one\n");
    write(
        "step01-ping/README.md",
        "# Ping\n20 minutes to read, 30 to type, 10 to experiment\n## The idea\nWhy.\n");
    write("step02-get-set/src/main/java/miniredis/Main.java", "two\n");
    Guide.Programs programs =
        (command, folder) -> {
          ran.add(String.join(" ", command));
          return exitCode;
        };
    guide = new Guide(new Course(root), new Lines(new PrintStream(said, true), false), programs);
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String after(String line) {
    said.reset();
    assertThat(guide.answer(line)).isTrue();
    return said.toString();
  }

  @Test
  void theWelcomeNamesTheStepsTheirMinutesAndWhatToTypeNext() {
    guide.welcome();
    assertThat(said.toString())
        .containsPattern(">  step01-ping +20 +30 +10")
        .contains("Next: read 01");
  }

  @Test
  void aChapterIsReadASectionAtATime() {
    assertThat(after("read")).contains("# Ping").doesNotContain("Why.").contains("Enter");
    assertThat(after("")).contains("Why.").contains("Next: test");
    assertThat(after("read 02")).contains("no chapter yet");
  }

  @Test
  void aStepStartsFromTheSourcesOfTheOneBeforeAndNothingIsOverwritten() throws Exception {
    assertThat(after("start 02")).contains("step01-ping are in exercises/workspace/me");
    Path main = root.resolve("exercises/workspace/me/src/main/java/miniredis/Main.java");
    assertThat(main).hasContent("one");
    Files.writeString(main, "mine");
    assertThat(after("start 02")).contains("stay as they are");
    assertThat(main).hasContent("mine");
    assertThat(after("stuck 02")).contains("- mine", "+ two");
  }

  @Test
  void aPassedStepIsRemembered() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      String command = "test 01 " + server.getLocalPort();
      exitCode = 1;
      assertThat(after(command)).contains("Not yet");
      assertThat(after("steps")).contains(">  step01-ping");
      exitCode = 0;
      assertThat(after(command)).contains("is a step01-ping");
      assertThat(after("steps")).contains("*  step01-ping", ">  step02-get-set");
      assertThat(ran.getLast())
          .isEqualTo("mvn -q -pl step01-ping test -Dtarget=127.0.0.1:" + server.getLocalPort());
    }
    after("test 01");
    assertThat(ran.getLast())
        .isEqualTo("mvn -q -pl step01-ping test -Dsource=exercises/workspace/me");
  }

  @Test
  void aPictureIsToldInWords() throws Exception {
    write("step01-ping/README.md", "# Ping\n![Two boxes.](pictures/two.svg)\n");
    assertThat(after("read 01")).contains("(A picture, pictures/two.svg: Two boxes.)");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    assertThat(after("test 01 " + port)).contains("Nothing listens", "./run source");
    assertThat(after("test 01 x")).contains("x is no port");
    assertThat(ran).isEmpty();
  }

  @Test
  void whatItDoesNotKnowItSays() {
    assertThat(after("fly")).contains("no fly", "help");
    assertThat(after("read 09")).contains("no step 09");
    assertThat(after("help")).contains("start [02]");
    assertThat(guide.answer("quit")).isFalse();
  }
}
