package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MurmurHashTest {

  /** What the function in C says of whole parts of eight bytes and of what is left. */
  @ParameterizedTest
  @CsvSource({
    "'', d8dfea6585bc9732",
    "'a', 53d2470a9b43b1a7",
    "'1234567', 85563db163632857",
    "'12345678', 95ebb86389132953",
    "'123456789', 217532cb09f2a44d",
    "'Zürich', 7d930da9831ebae6",
    "'a somewhat longer text', 53b86c3778cff20c"
  })
  void itIsThatOfRedis(String text, String hash) {
    assertThat(Long.toHexString(MurmurHash.of(Bytes.of(text)))).isEqualTo(hash);
  }
}
