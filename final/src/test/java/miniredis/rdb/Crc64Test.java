package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class Crc64Test {

  @Test
  void theCheckValueIsThatOfRedis() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Crc64.update(0, digits, 0, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void piecesOfAnySizeGiveTheSameSum() {
    byte[] bytes = new byte[1000];
    new Random(1).nextBytes(bytes);
    long whole = Crc64.update(0, bytes, 0, bytes.length);
    for (int cut = 0; cut <= bytes.length; cut++) {
      long half = Crc64.update(0, bytes, 0, cut);
      assertThat(Crc64.update(half, bytes, cut, bytes.length)).isEqualTo(whole);
    }
  }
}
