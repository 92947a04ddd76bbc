package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        9,
        10,
        -10,
        99,
        100,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1,
        Long.MIN_VALUE + 1
      })
  void everyIntegerIsReadBackFromItsDigits(long number) {
    Bytes digits = Bytes.of(number);
    assertThat(digits.text()).isEqualTo(Long.toString(number));
    assertThat(Numbers.length(number)).isEqualTo(digits.length());
    assertThat(Numbers.isInteger(digits)).isTrue();
    assertThat(Numbers.integer(digits)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-0",
        "-01",
        "00",
        " 1",
        "1 ",
        "1.0",
        "0x1",
        "1e3",
        "--1",
        "1-",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "18446744073709551616",
        "123456789012345678901"
      })
  void whatPrintingAnIntegerNeverGivesIsNone(String text) {
    Bytes bytes = Bytes.of(text);
    assertThat(Numbers.isInteger(bytes)).isFalse();
    assertThatThrownBy(() -> Numbers.parse(bytes.array(), 0, bytes.length()))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void onlyTheBytesOfTheRangeCount() {
    byte[] bytes = "x-42y".getBytes(StandardCharsets.US_ASCII);
    assertThat(Numbers.parse(bytes, 1, 4)).isEqualTo(-42);
    assertThat(Numbers.isInteger(bytes, 0, 4)).isFalse();
  }

  @Test
  void randomIntegersOfEveryLengthAreReadBack() {
    RandomGenerator random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      assertThat(Numbers.integer(Bytes.of(number))).isEqualTo(number);
      assertThat(Numbers.isInteger(Bytes.of(number))).isTrue();
    }
  }
}
