package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums were asked of a redis-server 7.0.15 on x86-64. */
class LongDoubleTest {

  private static LongDouble number(String text) {
    return LongDoubleReader.read(Bytes.of(text)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "10.50, 0.1, 10.6",
    "3.0e3, 200, 3200",
    "0.1, 0.2, 0.3",
    "1, 1e-17, 1.00000000000000001",
    "1, 1e-18, 1",
    "3, 1.1, 4.1",
    "-1e-20, 0, 0",
    "1e20, 0.5, 100000000000000000000",
    "9007199254740993, 0, 9007199254740993",
    "18446744073709551615, 0, 18446744073709551615",
    "18446744073709551617, 0, 18446744073709551616",
    "0x1.8p1, 1, 4",
    "0x.8, +.5, 1",
    "5., -.5e1, 0"
  })
  void sumsAreThoseOfAnEightyBitProcessor(String a, String b, String sum) {
    assertThat(number(a).plus(number(b)).toString()).isEqualTo(sum);
  }

  @Test
  void theLargestNumberPrintsAllItsDigits() {
    String largest = number("1.18973149535723176502e4932").toString();
    assertThat(largest).hasSize(4933).startsWith("1189731495357231765021263853030970205169");
  }

  @Test
  void theSumOfTwoLargestIsInfinite() {
    LongDouble largest = number("1.18973149535723176502e4932");
    assertThat(largest.plus(largest).isFinite()).isFalse();
    assertThat(largest.plus(number("1")).isFinite()).isTrue();
  }

  @Test
  void aSumWithInfinityIsNotFinite() {
    assertThat(number("inf").plus(number("-infinity")).isFinite()).isFalse();
    assertThat(number("1").plus(number("INF")).isFinite()).isFalse();
  }

  @Test
  void theSmallestNumberIsKeptThoughItPrintsAsZero() {
    assertThat(number("0x1p-16445").isZero()).isFalse();
    assertThat(number("0x1p-16445").toString()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "1e",
        "1e+",
        "0x",
        "0x1p",
        ".",
        "+",
        "-",
        "++1",
        "1,5",
        "nan",
        "nan(1)",
        "infinit",
        "1e5000",
        "1e-5000",
        "0x1p16384",
        "0x1p-16447",
        "1e99999999999",
        "1\u00005"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThat(LongDoubleReader.read(Bytes.of(text))).isEmpty();
  }

  @Test
  void zeroMayHaveAnyExponent() {
    assertThat(number("0e99999999999999").isZero()).isTrue();
    assertThat(number("-0.000").toString()).isEqualTo("0");
  }

  @Test
  void aNumberOfFiveThousandDigitsIsReadAndALongerOneIsNot() {
    assertThat(LongDoubleReader.read(Bytes.of("0." + "0".repeat(4000) + "1"))).isPresent();
    assertThat(LongDoubleReader.read(Bytes.of("1".repeat(5119)))).isEmpty();
    assertThat(LongDoubleReader.read(Bytes.of("0".repeat(5119)))).isPresent();
    assertThat(LongDoubleReader.read(Bytes.of("0".repeat(5120)))).isEmpty();
  }
}
