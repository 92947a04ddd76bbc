package miniredis.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked, read from the head of a request. */
class QuestionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /metrics HTTP/1.0\n\n",
        "GET /metrics?name[]=redis_up HTTP/1.1\r\n\r\n",
        "HEAD /metrics HTTP/1.1\r\n\r\n"
      })
  void figuresAreAskedFor(String head) {
    assertThat(Question.isComplete(head)).isTrue();
    assertThat(Question.of(head).isForFigures()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /metrics HTTP/1.1\r\n", "GET /metrics HTTP/1.1\r\nHost: x\r\n"})
  void aHeadEndsWithAnEmptyLine(String head) {
    assertThat(Question.isComplete(head)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        "PING\r\n\r\n",
        "GET /metrics\r\n\r\n",
        "GET metrics HTTP/1.1\r\n\r\n",
        "GET /metrics HTTP/2.0\r\n\r\n",
        "*1\r\n$4\r\nPING\r\n\r\n"
      })
  void whatIsNoRequestMakesNoSense(String head) {
    assertThat(Question.of(head)).isNull();
  }

  @Test
  void whatIsNotThereOrWouldWriteIsRefused() {
    assertThat(Question.of("GET / HTTP/1.1\r\n\r\n").answer()).isEqualTo(Answer.INDEX);
    assertThat(Question.of("GET /metrics/ HTTP/1.1\r\n\r\n").answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(Question.of("GET /x HTTP/1.1\r\n\r\n").answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(Question.of("POST /metrics HTTP/1.1\r\n\r\n").answer()).isEqualTo(Answer.ONLY_READS);
    assertThat(Question.of("DELETE / HTTP/1.1\r\n\r\n").answer()).isEqualTo(Answer.ONLY_READS);
  }
}
