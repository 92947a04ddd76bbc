package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Crc64Test {

  @Test
  void theChecksumIsRedis() {
    byte[] digits = "123456789".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Crc64.of(digits, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void everySingleWrongByteChangesIt() {
    byte[] bytes = new byte[300];
    long right = Crc64.of(bytes, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      for (int value = 1; value < 256; value++) {
        bytes[i] = (byte) value;
        assertThat(Crc64.of(bytes, bytes.length)).isNotEqualTo(right);
      }
      bytes[i] = 0;
    }
  }
}
