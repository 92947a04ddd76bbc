package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE})
  void whatRedisWritesItReads(long number) {
    assertThat(Numbers.parse(Bytes.of(Long.toString(number)))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a", "+1", "01", "-0", "1 ", " 1", "1.0", "9223372036854775808"})
  void whatItWouldNotWriteItDoesNotRead(String text) {
    assertThatThrownBy(() -> Numbers.parse(Bytes.of(text)))
        .isInstanceOf(CommandException.class)
        .hasMessage("ERR value is not an integer or out of range");
  }

  @Test
  void aSumThatDoesNotFitIsRefused() {
    assertThat(Numbers.sum(Long.MAX_VALUE, Long.MIN_VALUE)).isEqualTo(-1);
    assertThatThrownBy(() -> Numbers.sum(Long.MAX_VALUE, 1))
        .hasMessage("ERR increment or decrement would overflow");
  }
}
