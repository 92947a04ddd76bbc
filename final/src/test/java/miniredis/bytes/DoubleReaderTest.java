package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleReaderTest {

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "-9223372036854775808, -9223372036854775808",
    "+5, 5",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "-1.5E-2, -0.015",
    "0x10, 16",
    "0x.8p1, 1",
    "-0X1p3, -8",
    "0.0, 0",
    "0e99999, 0",
    "inf, Infinity",
    "-INFINITY, -Infinity",
    "1e-300, 1e-300",
    "00012, 12"
  })
  void whatStrtodReadsIsRead(String text, double value) {
    assertThat(DoubleReader.read(Bytes.of(text))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1x",
        "1 ",
        " ",
        ".",
        "-",
        "+",
        "1e",
        "1e+",
        "0x",
        "0xg",
        "nan",
        "NaN",
        "1d",
        "1f",
        "infinit",
        "1e309",
        "-1e400",
        "1e-320",
        "1e-400",
        "0x1p9999",
        "1,5",
        "Infinity1"
      })
  void whatItDoesNotReadIsNoNumber(String text) {
    assertThat(DoubleReader.read(Bytes.of(text))).isNaN();
  }

  @Test
  void spaceInFrontAndWhatFollowsAZeroByteDoNotCount() {
    assertThat(DoubleReader.read(Bytes.of(" \t\n7"))).isEqualTo(7);
    assertThat(DoubleReader.read(Bytes.of("7\0x"))).isEqualTo(7);
    assertThat(DoubleReader.read(Bytes.of("\0x"))).isZero();
    assertThat(DoubleReader.read(Bytes.EMPTY)).isZero();
  }
}
