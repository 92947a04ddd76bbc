package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.Packed;
import org.junit.jupiter.api.Test;

class ExpiryTest {

  private final Expiry expiry = new Expiry();

  private static byte[] entry(long deadline) {
    return Packed.of(Bytes.of("k" + deadline), Bytes.EMPTY, deadline);
  }

  @Test
  void deadlinesComeOutInOrderWhateverTheOrderTheyWentIn() {
    RandomGenerator random = new Random(1);
    List<Long> deadlines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      long deadline = random.nextInt(1_000);
      deadlines.add(deadline);
      expiry.add(deadline, entry(deadline));
    }
    Collections.sort(deadlines);
    for (long deadline : deadlines) {
      assertThat(expiry.nearest()).isEqualTo(deadline);
      assertThat(Entry.deadlineOf(expiry.nearestEntry())).isEqualTo(deadline);
      expiry.removeNearest();
    }
    assertThat(expiry.isEmpty()).isTrue();
  }

  @Test
  void aPostponedRecordFindsItsNewPlace() {
    for (long deadline = 1; deadline <= 10; deadline++) expiry.add(deadline, entry(deadline));
    Object first = expiry.nearestEntry();
    expiry.postponeNearest(5);
    assertThat(expiry.nearest()).isEqualTo(2);
    for (int i = 0; i < 3; i++) expiry.removeNearest();
    assertThat(expiry.nearest()).isEqualTo(5);
    expiry.postponeNearest(100);
    while (expiry.size() > 1) expiry.removeNearest();
    assertThat(expiry.nearest()).isIn(5L, 100L);
    assertThat(first).isNotNull();
  }

  @Test
  void compactingLeavesOneTrueRecordToEachEntry() {
    List<byte[]> alive = new ArrayList<>();
    for (long i = 1; i <= 100; i++) {
      byte[] entry = entry(i);
      for (int copies = 0; copies < 3; copies++) expiry.add(i, entry);
      if (i % 2 == 0) Packed.deadline(entry, Entry.NO_DEADLINE);
      else alive.add(entry);
      if (i % 5 == 0 && i % 2 != 0) Packed.deadline(entry, i + 1_000);
    }
    expiry.compact();
    assertThat(expiry.size()).isEqualTo(alive.size());
    alive.sort(Comparator.comparingLong(Packed::deadline));
    for (byte[] entry : alive) {
      assertThat(expiry.nearestEntry()).isSameAs(entry);
      assertThat(expiry.nearest()).isEqualTo(Packed.deadline(entry));
      assertThat(Entry.isMarked(entry)).isFalse();
      expiry.removeNearest();
    }
  }
}
