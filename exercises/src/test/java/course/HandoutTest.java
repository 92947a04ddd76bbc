package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoutTest {

  private final Course course = new Course(Path.of("").toAbsolutePath().getParent());

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "03", "04", "05", "06"})
  void theClassGetsPictureCommandsInvariantsAndRoomToWrite(String step) throws Exception {
    String page = Handout.of(course.module(step)).html(false);
    assertThat(page).contains("<h1>Step " + step, "data:image/svg+xml;base64,", "-Dsource=");
    assertThat(count(page, "<pre>")).isEqualTo(1);
    assertThat(count(page, "class=\"write\"")).as("lines to write on").isBetween(5, 12);
    assertThat(count(page, "<li>")).as("invariants and questions").isBetween(8, 16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "03", "04", "05", "06"})
  void theTeacherGetsAnAnswerToEachQuestion(String step) throws Exception {
    String questions = Handout.of(course.module(step)).html(false);
    String answers = Handout.of(course.module(step)).html(true);
    String asked = questions.substring(questions.indexOf("<h2>Questions"));
    assertThat(count(answers, "<li>")).isEqualTo(count(asked, "<li>"));
    assertThat(count(answers, "</p>\n</li>") + count(answers, "</ul>\n</li>"))
        .as("questions with an answer below them")
        .isEqualTo(count(asked, "<li>"));
    assertThat(answers).doesNotContain("class=\"write\"");
  }

  @Test
  void finalHasNone() {
    assertThatThrownBy(() -> Handout.of(course.module("final"))).hasMessageContaining("only the");
  }

  private static int count(String page, String what) {
    return page.split(java.util.regex.Pattern.quote(what), -1).length - 1;
  }
}
