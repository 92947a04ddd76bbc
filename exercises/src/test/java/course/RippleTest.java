package course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RippleTest {

  private static final String SERVER = "src/main/java/miniredis/Server.java";

  @TempDir Path root;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void fourStepsInAGitRepository() throws Exception {
    write("step01-a/" + SERVER, "a\nb\nc\n");
    write("step02-b/" + SERVER, "a\nb\nc\n");
    write("step03-c/" + SERVER, "0\na\nb\nc\n");
    write("step04-d/" + SERVER, "a\nB\nc\n");
    write("final/src/main/java/miniredis/server/Server.java", "package\na\nb\nc\n");
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all");
  }

  private void git(String... args) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(args));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String read(String file) throws Exception {
    return Files.readString(root.resolve(file));
  }

  private boolean ripple(boolean check) throws Exception {
    Lines lines = new Lines(new PrintStream(said, true), false);
    return new RippleMain(new Course(root), lines, check).carryFrom("step01-a");
  }

  @Test
  void copiesAreCopiedGrownOnesMergedAndTheRestIsReported() throws Exception {
    write("step01-a/" + SERVER, "a\nfixed\nc\n");
    assertThat(ripple(false)).isFalse();
    assertThat(read("step02-b/" + SERVER)).isEqualTo("a\nfixed\nc\n");
    assertThat(read("step03-c/" + SERVER)).isEqualTo("0\na\nfixed\nc\n");
    assertThat(read("step04-d/" + SERVER)).isEqualTo("a\nB\nc\n");
    assertThat(read("final/src/main/java/miniredis/server/Server.java"))
        .isEqualTo("package\na\nfixed\nc\n");
    assertThat(said.toString()).contains("step04-d", "found no place for:", "- b", "+ fixed");
  }

  @Test
  void aSecondTimeThereIsNothingLeftToDo() throws Exception {
    write("step04-d/" + SERVER, "1\na\nb\nc\n");
    write("step01-a/" + SERVER, "a\nfixed\nc\n");
    assertThat(ripple(false)).isTrue();
    assertThat(ripple(false)).isTrue();
    assertThat(read("step03-c/" + SERVER)).isEqualTo("0\na\nfixed\nc\n");
    assertThat(said.toString()).contains("0 merged, 1 there already");
  }

  @Test
  void aNewFileGoesToTheStepsAndTheMachineryEverywhere() throws Exception {
    write("step01-a/src/main/java/miniredis/New.java", "new\n");
    write("step01-a/src/test/java/course/Machine.java", "machine\n");
    assertThat(ripple(false)).isTrue();
    assertThat(read("step04-d/src/main/java/miniredis/New.java")).isEqualTo("new\n");
    assertThat(root.resolve("final/src/main/java/miniredis/New.java")).doesNotExist();
    assertThat(read("final/src/test/java/course/Machine.java")).isEqualTo("machine\n");
    assertThat(read("exercises/src/test/java/course/Machine.java")).isEqualTo("machine\n");
  }

  @Test
  void checkingChangesNothing() throws Exception {
    write("step01-a/" + SERVER, "a\nfixed\nc\n");
    assertThat(ripple(true)).isFalse();
    assertThat(read("step02-b/" + SERVER)).isEqualTo("a\nb\nc\n");
    assertThat(said.toString()).contains("copied");
  }

  @Test
  void withoutAChangeItSaysSo() throws Exception {
    assertThat(ripple(false)).isTrue();
    assertThat(said.toString()).contains("Nothing in step01-a/src differs");
  }
}
