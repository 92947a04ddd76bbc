package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Course;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a learner is told where something has gone wrong, and what is kept of it. */
class TroubleTest {

  @TempDir Path root;

  private Path kept;
  private Trouble trouble;

  @BeforeEach
  void workspace() throws IOException {
    Workspace workspace = Workspace.of(new Course(root));
    workspace.check();
    kept = workspace.folder().resolve("learn-trouble.txt");
    trouble = Trouble.in(workspace);
  }

  @Test
  void whatTheSystemRefusesIsSaidAsItIs() {
    assertThat(trouble.words(new IOException("the disk is full"))).isEqualTo("the disk is full");
    assertThat(kept).doesNotExist();
  }

  @Test
  void aFaultOfTheProgramIsNoStackTraceOnTheScreen() {
    String words = trouble.words(new NoClassDefFoundError("course/Redis"));
    assertThat(words)
        .contains("not of your code", "NoClassDefFoundError: course/Redis", kept.toString())
        .doesNotContain("\tat ");
    assertThat(kept).content().contains("\tat " + TroubleTest.class.getName());
  }

  @Test
  void whereItCannotBeKeptItIsStillTold() {
    Workspace.delete(root);
    assertThat(trouble.words(new IllegalStateException("odd"))).endsWith("odd");
  }
}
