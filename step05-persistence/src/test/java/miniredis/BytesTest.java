package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void twoAreEqualWhenTheirBytesAre() {
    assertThat(Bytes.of("abc")).isEqualTo(Bytes.of("abc")).hasSameHashCodeAs(Bytes.of("abc"));
    assertThat(Bytes.of("abc")).isNotEqualTo(Bytes.of("abd")).isNotEqualTo("abc");
  }

  @Test
  void everyByteIsOneChar() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) all[i] = (byte) i;
    String text = new Bytes(all).toString();
    assertThat(text).hasSize(256);
    assertThat(Bytes.of(text)).isEqualTo(new Bytes(all));
  }
}
