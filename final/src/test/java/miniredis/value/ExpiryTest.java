package miniredis.value;

import static miniredis.value.Expiry.CHUNK;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

class ExpiryTest {

  private final Expiry expiry = new Expiry(64, _ -> {});

  private final Random random = new Random(1);

  private static byte[] entry(long deadline) {
    return Packed.of(Bytes.of("k" + deadline), Bytes.EMPTY, deadline);
  }

  private void expectInOrder(List<Object> entries) {
    entries.sort(Comparator.comparingLong(Entry::deadlineOf));
    for (Object entry : entries) {
      while (Entry.deadlineOf(expiry.nearestEntry()) > expiry.nearest()) expiry.postponeNearest();
      assertThat(expiry.nearest()).isEqualTo(Entry.deadlineOf(entry));
      expiry.remove(expiry.nearestEntry());
    }
    assertThat(expiry.isEmpty()).isTrue();
  }

  @Test
  void deadlinesComeOutInOrderWhateverTheOrderTheyWentIn() {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      byte[] entry = entry(random.nextInt(1_000));
      entries.add(entry);
      expiry.add(entry);
    }
    expectInOrder(entries);
  }

  @Test
  void anEntryThatIsGoneLeavesNoRecord() {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] entry = entry(random.nextInt(1_000));
      entries.add(entry);
      expiry.add(entry);
      if (random.nextInt(3) == 0) expiry.remove(entries.remove(random.nextInt(entries.size())));
      assertThat(expiry.size()).isEqualTo(entries.size());
    }
    expectInOrder(entries);
  }

  @Test
  void deadlinesMayMoveBothWays() {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] entry = entry(random.nextInt(1_000));
      entries.add(entry);
      expiry.add(entry);
    }
    for (int i = 0; i < 20_000; i++) {
      int which = random.nextInt(entries.size());
      long deadline = random.nextInt(1_000);
      if (random.nextBoolean()) {
        Entry.deadline(entries.get(which), deadline);
        expiry.retimed(entries.get(which));
      } else {
        byte[] after = entry(deadline);
        expiry.replace(entries.set(which, after), after);
      }
      if (i % 10 == 0 && Entry.deadlineOf(expiry.nearestEntry()) > expiry.nearest()) {
        expiry.postponeNearest();
      }
    }
    expectInOrder(entries);
  }

  @Test
  void theRoomForRecordsIsGivenBack() {
    long before = expiry.footprint();
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      entries.add(entry(i));
      expiry.add(entries.getLast());
    }
    assertThat(expiry.footprint()).isGreaterThan(10_000 * 12);
    expectInOrder(entries);
    assertThat(expiry.footprint()).isEqualTo(before);
  }

  @Test
  void theRoomGrowsAndShrinksByAChunkAtATimeAndTheAccountKnows() {
    List<Long> steps = new ArrayList<>();
    Expiry watched = new Expiry(4, steps::add);
    long chunk = CHUNK * 12L + 200;
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 3 * CHUNK; i++) {
      entries.add(entry(random.nextInt(1_000)));
      watched.add(entries.getLast());
      assertThat(steps.getLast()).isLessThan(chunk);
      assertThat(sum(steps)).isEqualTo(watched.footprint());
    }
    assertThat(watched.footprint()).isLessThan(3 * chunk);
    for (Object each : entries) {
      watched.remove(each);
      assertThat(Math.abs(steps.getLast())).isLessThan(chunk);
      assertThat(watched.footprint()).isLessThan(watched.size() * 12L + 2 * chunk);
    }
    assertThat(sum(steps)).isEqualTo(watched.footprint()).isEqualTo(steps.getFirst());
  }

  private static long sum(List<Long> steps) {
    return steps.stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void aRecordThatComesAndGoesAtTheEndOfAChunkMovesNoMemory() {
    List<Long> steps = new ArrayList<>();
    Expiry watched = new Expiry(4, steps::add);
    for (int i = 0; i < 2 * CHUNK; i++) watched.add(entry(i));
    byte[] last = entry(1);
    watched.add(last);
    int before = steps.size();
    for (int i = 0; i < 100; i++) {
      watched.remove(last);
      watched.add(last);
    }
    assertThat(steps).hasSize(before);
  }

  @Test
  void aFrozenHeapKeepsItsRecordsWhateverBecomesOfTheOther() {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 3 * CHUNK; i++) {
      entries.add(entry(i));
      expiry.add(entries.getLast());
    }
    Expiry frozen = expiry.frozen();
    expectInOrder(new ArrayList<>(entries));
    assertThat(frozen.size()).isEqualTo(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      assertThat(frozen.entryAt(i)).isSameAs(entries.get(i));
    }
  }
}
