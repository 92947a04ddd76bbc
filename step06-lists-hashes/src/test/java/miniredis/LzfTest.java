package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LzfTest {

  @Test
  void bytesThatFollowAsTheyAre() {
    assertThat(unpack(3, 2, 'a', 'b', 'c')).isEqualTo("abc");
  }

  @Test
  void whatWasThereBeforeIsCopied() {
    // abc, then three bytes from three back.
    assertThat(unpack(6, 2, 'a', 'b', 'c', 1 << 5, 2)).isEqualTo("abcabc");
  }

  @Test
  void aCopyMayRunIntoItself() {
    // a, then nine bytes, and one more that says how many: 7 + 0 + 2.
    assertThat(unpack(10, 0, 'a', 7 << 5, 0, 0)).isEqualTo("a".repeat(10));
  }

  @Test
  void whatPromisesMoreThanCanComeOfItIsRefusedBeforeMemoryIsTaken() {
    assertThatThrownBy(() -> unpack(Integer.MAX_VALUE, 0, 'a', 7 << 5, 255, 0))
        .isInstanceOf(RuntimeException.class);
    // One byte, and copies of 264, as many as it takes to come close to 88 for one.
    int[] packed = new int[2 + 3 * 1_000];
    packed[1] = 'a';
    for (int i = 2; i < packed.length; i += 3) {
      packed[i] = 7 << 5;
      packed[i + 1] = 255;
    }
    assertThat(unpack(1 + 264 * 1_000, packed)).isEqualTo("a".repeat(1 + 264 * 1_000));
  }

  @Test
  void whatKeepsLessThanItsPromiseIsRefused() {
    assertThatThrownBy(() -> unpack(4, 2, 'a', 'b', 'c')).isInstanceOf(RuntimeException.class);
  }

  private static String unpack(int length, int... packed) {
    ByteBuffer bytes = ByteBuffer.allocate(packed.length);
    for (int b : packed) bytes.put((byte) b);
    return new String(Lzf.unpack(bytes.flip(), length), StandardCharsets.ISO_8859_1);
  }
}
