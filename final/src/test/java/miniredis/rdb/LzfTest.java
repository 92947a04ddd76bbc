package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class LzfTest {

  private final Lzf lzf = new Lzf();
  private final Random random = new Random(5);

  @Test
  void whateverIsCompressedComesBack() {
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = sample(1 + random.nextInt(round % 10 == 0 ? 100_000 : 600));
      byte[] out = new byte[bytes.length];
      int size = lzf.compress(bytes, 0, bytes.length, out);
      assertThat(size).isLessThanOrEqualTo(Math.max(0, bytes.length - 4));
      if (size == 0) continue;
      assertThat(Lzf.mostFrom(size)).isGreaterThanOrEqualTo(bytes.length);
      assertThat(Lzf.decompress(out, 0, size, bytes.length)).isEqualTo(bytes);
    }
  }

  /** Few different bytes repeat often, many never do; runs and periods of all lengths. */
  private byte[] sample(int length) {
    byte[] bytes = new byte[length];
    int letters = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
    int period = 1 + random.nextInt(10_000);
    for (int i = 0; i < length; i++) {
      boolean again = i >= period && random.nextInt(30) > 0;
      bytes[i] = again ? bytes[i - period] : (byte) random.nextInt(letters);
    }
    return bytes;
  }

  @Test
  void aMegabyteOfOneByteBecomesTwelveKilobytes() {
    byte[] zeros = new byte[1 << 20];
    byte[] out = new byte[zeros.length];
    int size = lzf.compress(zeros, 0, zeros.length, out);
    assertThat(size).isBetween(10_000, 13_000);
    assertThat(Lzf.decompress(out, 0, size, zeros.length)).isEqualTo(zeros);
  }

  @Test
  void noiseIsLeftAsItIs() {
    byte[] noise = new byte[1000];
    random.nextBytes(noise);
    assertThat(lzf.compress(noise, 0, noise.length, new byte[1000])).isZero();
  }

  @Test
  void damagedInputIsRefusedAndNeverRunsOver() {
    for (int round = 0; round < 100_000; round++) {
      byte[] in = new byte[random.nextInt(40)];
      random.nextBytes(in);
      int length = random.nextInt(300);
      byte[] out = Lzf.decompress(in, 0, in.length, length);
      if (out != null) assertThat(out).hasSize(length);
    }
    assertThat(Lzf.decompress(new byte[] {0x20, 0}, 0, 2, 3)).as("before the start").isNull();
    assertThat(Lzf.decompress(new byte[] {5, 1}, 0, 2, 6)).as("cut short").isNull();
    assertThat(Lzf.decompress(new byte[] {0, 1}, 0, 2, 2)).as("too little").isNull();
  }
}
