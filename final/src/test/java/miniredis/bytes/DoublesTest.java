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
}
