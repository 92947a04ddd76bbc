package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {

  private static final int KEYS = 1 << 15;
  private static final int SLOTS = 1 << 16;

  private static int hash(byte[] bytes) {
    return Hash.of(bytes, 0, bytes.length);
  }

  /**
   * A table that is half full costs a search with linear probing half a step more than one; a poor
   * hash of numbered keys makes that many times worse.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"%d", "k%d", "key:%012d", "user:%d:name", "%08d", "%016d", "%d:abcdefgh", "%x"})
  void numberedKeysAreFoundInAStepOrTwo(String pattern) {
    boolean[] taken = new boolean[SLOTS];
    long steps = 0;
    for (int i = 0; i < KEYS; i++) {
      int at = hash(pattern.formatted(i).getBytes(StandardCharsets.US_ASCII)) & SLOTS - 1;
      for (steps++; taken[at]; steps++) at = at + 1 & SLOTS - 1;
      taken[at] = true;
    }
    assertThat((double) steps / KEYS).isLessThan(1.6);
  }

  @Test
  void changingOneBitChangesHalfOfTheHash() {
    RandomGenerator random = new Random(2);
    long changed = 0;
    int tries = 20_000;
    for (int i = 0; i < tries; i++) {
      byte[] bytes = new byte[1 + random.nextInt(40)];
      random.nextBytes(bytes);
      int before = hash(bytes);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      changed += Integer.bitCount(before ^ hash(bytes));
    }
    assertThat((double) changed / tries).isBetween(15.5, 16.5);
  }

  @Test
  void theLengthCountsEvenWhereAllBytesAreZero() {
    Set<Integer> hashes = new HashSet<>();
    for (int length = 0; length < 64; length++) hashes.add(hash(new byte[length]));
    assertThat(hashes).hasSize(64);
  }

  @Test
  void theHashIsOfTheRangeWhereverItStands() {
    byte[] word = "somekey-of-17-byt".getBytes(StandardCharsets.US_ASCII);
    byte[] within = new byte[word.length + 11];
    System.arraycopy(word, 0, within, 7, word.length);
    assertThat(Hash.of(within, 7, word.length)).isEqualTo(hash(word));
    assertThat(Bytes.wrap(word).hashCode()).isEqualTo(hash(word));
  }

  @Test
  void theHashIsNeverZero() {
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(hash(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}) == 0).isFalse();
    }
  }
}
