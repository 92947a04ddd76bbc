package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {

  private static final Bytes KEY = Bytes.of("key");

  private static byte[] packed(String value, long deadline) {
    return Packed.of(KEY, Bytes.of(value), deadline);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 127, 128, 254, 255, 256, 257, 70_000})
  void keysOfEveryLengthComeBack(int length) {
    Bytes key = Bytes.of("k".repeat(length));
    for (long deadline : new long[] {Entry.NO_DEADLINE, 0, 1_700_000_000_000L, Long.MAX_VALUE}) {
      byte[] entry = Packed.of(key, Bytes.of("value"), deadline);
      assertThat(Packed.key(entry)).isEqualTo(key);
      assertThat(Packed.hasKey(entry, key)).isTrue();
      assertThat(Packed.hasKey(entry, Bytes.of("k".repeat(length) + "x"))).isFalse();
      assertThat(Packed.value(entry)).isEqualTo(Bytes.of("value"));
      assertThat(Packed.deadline(entry)).isEqualTo(deadline);
    }
  }

  @Test
  void aShorterValueIsWrittenOverTheOldOneAndALongerOneBackAgain() {
    byte[] entry = packed("1234567890", Entry.NO_DEADLINE);
    assertThat(Packed.overwrite(entry, Bytes.of("abc"))).isTrue();
    assertThat(Packed.value(entry)).isEqualTo(Bytes.of("abc"));
    assertThat(Packed.overwrite(entry, Bytes.EMPTY)).isTrue();
    assertThat(Packed.value(entry)).isEqualTo(Bytes.EMPTY);
    assertThat(Packed.overwrite(entry, Bytes.of("0987654321"))).isTrue();
    assertThat(Packed.value(entry)).isEqualTo(Bytes.of("0987654321"));
    assertThat(Packed.key(entry)).isEqualTo(KEY);
  }

  @Test
  void aValueThatDoesNotFitLeavesTheOldOneAlone() {
    byte[] entry = packed("123", Entry.NO_DEADLINE);
    assertThat(Packed.overwrite(entry, Bytes.of("1234"))).isFalse();
    assertThat(Packed.overwrite(entry, 1234)).isFalse();
    assertThat(Packed.value(entry)).isEqualTo(Bytes.of("123"));
  }

  @Test
  void aValueThatWouldWasteMoreThanSixtyFourBytesIsNotWritten() {
    byte[] entry = packed("x".repeat(100), Entry.NO_DEADLINE);
    assertThat(Packed.overwrite(entry, Bytes.of("x".repeat(35)))).isFalse();
    assertThat(Packed.overwrite(entry, Bytes.of("x".repeat(36)))).isTrue();
    assertThat(Packed.value(entry).length()).isEqualTo(36);
  }

  @Test
  void numbersAreWrittenAsTheirDigits() {
    byte[] entry = packed("-1000", 5000);
    for (long number : new long[] {-999, 99999, 0, -1, 7}) {
      assertThat(Packed.overwrite(entry, number)).isTrue();
      assertThat(Packed.value(entry)).isEqualTo(Bytes.of(number));
    }
    assertThat(Packed.deadline(entry)).isEqualTo(5000);
  }

  @Test
  void accessTwentyFourBitsWideIsKeptApartFromTheRest() {
    byte[] entry = packed("value", 77);
    Packed.access(entry, 0xabcdef);
    Packed.seal(entry, true);
    Packed.place(entry, 123_456_789);
    assertThat(Packed.access(entry)).isEqualTo(0xabcdef);
    assertThat(Packed.isSealed(entry)).isTrue();
    assertThat(Packed.place(entry)).isEqualTo(123_456_789);
    assertThat(Packed.deadline(entry)).isEqualTo(77);
    Packed.seal(entry, false);
    assertThat(Packed.isSealed(entry)).isFalse();
    assertThat(Packed.key(entry)).isEqualTo(KEY);
    assertThat(Packed.value(entry)).isEqualTo(Bytes.of("value"));
  }

  @Test
  void anotherDeadlineKeepsKeyValueAndAccess() {
    byte[] entry = packed("value", Entry.NO_DEADLINE);
    Packed.access(entry, 9);
    byte[] timed = Packed.retimed(entry, ArrayPool.NONE, 1234);
    Packed.deadline(timed, 5678);
    assertThat(Packed.deadline(timed)).isEqualTo(5678);
    assertThat(Packed.access(timed)).isEqualTo(9);
    assertThat(Packed.value(timed)).isEqualTo(Bytes.of("value"));
    byte[] back = Packed.retimed(timed, ArrayPool.NONE, Entry.NO_DEADLINE);
    assertThat(back).isEqualTo(entry);
  }

  @Test
  void anEntryCostsSixBytesMoreThanKeyAndValue() {
    assertThat(packed("value", Entry.NO_DEADLINE)).hasSize(6 + 3 + 5);
    assertThat(packed("value", 1)).hasSize(6 + 12 + 3 + 5);
  }
}
