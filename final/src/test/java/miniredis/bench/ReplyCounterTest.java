package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCounterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\r\n",
        ":-12\r\n",
        "$0\r\n\r\n",
        "$4\r\n\r\n+A\r\n",
        "$-1\r\n",
        "*-1\r\n",
        "*0\r\n",
        "*2\r\n*2\r\n:1\r\n$1\r\na\r\n*1\r\n+x\r\n",
        "%1\r\n+a\r\n*0\r\n",
        "~1\r\n#t\r\n",
        "_\r\n",
        ",1.5\r\n",
        "=5\r\ntxt:a\r\n",
        "-ERR 12 no\r\n"
      })
  void everyReplyIsCountedOnceHoweverItIsCutUp(String reply) {
    byte[] bytes = (reply + reply + reply).getBytes(StandardCharsets.US_ASCII);
    assertThat(new ReplyCounter().count(bytes, 0, bytes.length)).isEqualTo(3);
    ReplyCounter slow = new ReplyCounter();
    int count = 0;
    for (int i = 0; i < bytes.length; i++) count += slow.count(bytes, i, i + 1);
    assertThat(count).isEqualTo(3);
  }

  @Test
  void theFirstErrorIsKept() {
    ReplyCounter counter = new ReplyCounter();
    byte[] bytes = "+OK\r\n-ERR no\r\n".getBytes(StandardCharsets.US_ASCII);
    counter.count(bytes, 0, bytes.length);
    assertThat(counter.error()).isEqualTo("-ERR no");
  }
}
