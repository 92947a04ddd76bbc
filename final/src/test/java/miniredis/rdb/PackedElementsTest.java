package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** The arrays are what Redis 2.4 to 7.0 made of these elements. */
class PackedElementsTest {

  static final String ZIPLIST = "1b000000 16000000 0500 00 0161 03 f4 02 fe80 03 c02c01 04 0162 ff";
  static final String LISTPACK = "17000000 0600 0301 816102 df9c02 f12c0103 8002 80 01 ff";
  static final String ZIPMAP = "02 01 61 01 00 31 02 6262 03 02 787978 0000 ff";

  static Bytes bytes(String hex) {
    return Bytes.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** The same with its length in front put right. */
  static Bytes sized(String hex) {
    byte[] array = bytes(hex).array();
    ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).putInt(array.length);
    return Bytes.wrap(array);
  }

  private static List<Bytes> words(String... words) {
    return Stream.of(words).map(Bytes::of).toList();
  }

  @Test
  void ziplistsAreTakenApart() {
    assertThat(PackedElements.ziplist(sized(ZIPLIST)))
        .isEqualTo(words("a", "3", "-128", "300", "b"));
  }

  @Test
  void listpacksAreTakenApart() {
    String hex = "00000000 0500 0301 816102 df9c02 f12c0103 8001 ff";
    assertThat(PackedElements.listpack(sized(hex))).isEqualTo(words("3", "a", "-100", "300", ""));
  }

  @Test
  void zipmapsAreTakenApart() {
    assertThat(PackedElements.zipmap(bytes(ZIPMAP))).isEqualTo(words("a", "1", "bb", "xyx"));
  }

  @Test
  void whateverIsDamagedIsRefusedOrReadWithinItsBounds() {
    Map<Bytes, Function<Bytes, List<Bytes>>> samples =
        Map.of(
            sized(ZIPLIST), PackedElements::ziplist,
            sized(LISTPACK), PackedElements::listpack,
            bytes(ZIPMAP), PackedElements::zipmap);
    samples.forEach(
        (sample, form) -> {
          for (int at = 0; at < sample.length(); at++) {
            for (int flip = 1; flip < 256; flip++) {
              byte[] damaged = sample.array().clone();
              damaged[at] ^= (byte) flip;
              try {
                assertThat(form.apply(Bytes.wrap(damaged))).hasSizeLessThan(sample.length());
              } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageNotContaining("Index");
              }
            }
          }
        });
  }

  @Test
  void whatIsCutIsRefused() {
    for (int length = 0; length < bytes(ZIPMAP).length(); length++) {
      Bytes cut = bytes(ZIPMAP).slice(0, length);
      assertThatThrownBy(() -> PackedElements.zipmap(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
