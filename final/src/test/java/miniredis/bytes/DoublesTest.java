package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0.00",
    "0.005, 2, 0.01",
    "0.994999, 2, 0.99",
    "0.995001, 2, 1.00",
    "-1.5, 2, -1.50",
    "0.000001, 6, 0.000001",
    "123456789.25, 1, 123456789.3",
    "99.9999, 3, 100.000",
    "NaN, 2, nan",
    "Infinity, 2, inf",
    "-Infinity, 2, -inf"
  })
  void soManyDigitsStandAfterThePoint(double value, int digits, String text) {
    assertThat(Doubles.fixed(value, digits)).isEqualTo(text);
  }

  @Test
  void figuresAreRoundedAsJavaRoundsThem() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextDouble(-1e6, 1e6);
      assertThat(Doubles.fixed(value, 3)).isEqualTo(String.format(Locale.ROOT, "%.3f", value));
    }
  }

  @Test
  void seventeenAndFourteenDigitsAreThoseOfTheExactNumber() {
    Random random = new Random(2);
    for (int i = 0; i < 30_000; i++) {
      double fine = random.nextDouble() * Math.pow(2, random.nextInt(-20, 60));
      double coarse = random.nextInt(1, 1 << 30) * Math.pow(2, -random.nextInt(1, 62));
      for (double value : new double[] {fine, -fine, coarse, 1 - coarse, 10 - coarse / 1e18}) {
        assertThat(Doubles.general(value, 17)).isEqualTo(exactly(value, 17));
        assertThat(Doubles.general(value, 14)).isEqualTo(exactly(value, 14));
      }
    }
  }

  /** By another way: all digits, rounded. */
  private static String exactly(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (rounded.signum() == 0) return "0";
    int exponent = rounded.precision() - rounded.scale() - 1;
    String plain = rounded.stripTrailingZeros().toPlainString();
    if (exponent >= -4 && exponent < digits) return plain;
    String all = rounded.stripTrailingZeros().unscaledValue().abs().toString();
    String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
    String sign = value < 0 ? "-" : "";
    return sign + mantissa + "e%+03d".formatted(exponent);
  }
}
