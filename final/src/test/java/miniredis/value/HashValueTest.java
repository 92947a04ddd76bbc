package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashValueTest {

  private static Bytes bytes(int number) {
    return number % 3 == 0 ? Bytes.of(number) : Bytes.of("x" + number);
  }

  private static Map<Bytes, Bytes> content(HashValue hash) {
    Map<Bytes, Bytes> content = new HashMap<>();
    hash.forEach((field, value) -> assertThat(content.put(field, value)).isNull());
    return content;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20, 10_000})
  void itHoldsWhatAMapHolds(long mostPacked) {
    Limits limits = new Limits();
    limits.hashFields = mostPacked;
    HashValue hash = new HashValue(limits);
    Map<Bytes, Bytes> model = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Bytes field = bytes(random.nextInt(200));
      if (random.nextInt(3) == 0) {
        assertThat(hash.remove(field)).isEqualTo(model.remove(field) != null);
      } else {
        Bytes value = bytes(random.nextInt(1_000_000));
        assertThat(hash.set(field, value)).isEqualTo(model.put(field, value) == null);
      }
      assertThat(hash.size()).isEqualTo(model.size());
      assertThat(hash.get(field)).isEqualTo(model.get(field));
      if (i % 500 == 0) assertThat(content(hash)).isEqualTo(model);
    }
    assertThat(content(hash)).isEqualTo(model);
    HashValue copy = (HashValue) hash.copy();
    assertThat(content(copy)).isEqualTo(model);
    copy.set(Bytes.of("own"), Bytes.of("1"));
    assertThat(hash.contains(Bytes.of("own"))).isFalse();
    assertThat(copy.footprint()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20, 10_000})
  void fieldsDieInTheOrderOfTheirDeadlines(long mostPacked) {
    Limits limits = new Limits();
    limits.hashFields = mostPacked;
    HashValue hash = new HashValue(limits);
    Map<Bytes, Long> model = new HashMap<>();
    Random random = new Random(8);
    for (int now = 1; now <= 50_000; now++) {
      Bytes field = bytes(random.nextInt(150));
      long deadline = random.nextInt(5) == 0 ? Entry.NO_DEADLINE : now + 1 + random.nextInt(300);
      switch (random.nextInt(6)) {
        case 0 -> {
          hash.set(field, bytes(now));
          model.put(field, Entry.NO_DEADLINE);
        }
        case 1 -> {
          hash.replace(field, bytes(random.nextInt()));
          model.putIfAbsent(field, Entry.NO_DEADLINE);
        }
        case 2 -> assertThat(hash.remove(field)).isEqualTo(model.remove(field) != null);
        default -> {
          hash.deadline(field, deadline);
          model.computeIfPresent(field, (_, _) -> deadline);
        }
      }
      Set<Bytes> dead = due(model, now);
      assertThat(hash.isDead(now)).isEqualTo(!dead.isEmpty() && dead.size() == model.size());
      if (random.nextInt(4) > 0) continue;
      assertThat(hash.removeDue(now, Integer.MAX_VALUE)).hasSameElementsAs(dead);
      model.keySet().removeAll(dead);
      assertThat(deadlines(hash)).isEqualTo(model);
      if (now % 100 == 0) assertThat(deadlines((HashValue) hash.copy())).isEqualTo(model);
    }
    for (Bytes field : model.keySet()) hash.remove(field);
    assertThat(hash.isTimed()).isFalse();
  }

  private static Set<Bytes> due(Map<Bytes, Long> model, long now) {
    Set<Bytes> due = new HashSet<>(model.keySet());
    due.removeIf(field -> model.get(field) == Entry.NO_DEADLINE || model.get(field) > now);
    return due;
  }

  private static Map<Bytes, Long> deadlines(HashValue hash) {
    Map<Bytes, Long> found = new HashMap<>();
    hash.forEach((field, _) -> found.put(field, hash.deadline(field)));
    Map<Bytes, Long> timed = new HashMap<>(found);
    timed.values().removeIf(deadline -> deadline == Entry.NO_DEADLINE);
    assertThat(hash.timed()).isEqualTo(timed.size());
    for (int i = 0; i < hash.timed(); i++) {
      assertThat(timed).containsEntry(hash.timedField(i), hash.timedDeadline(i));
      assertThat(hash.nearestDeadline()).isLessThanOrEqualTo(hash.timedDeadline(i));
    }
    return found;
  }

  @Test
  void noMoreThanWereAskedForDieAtOnce() {
    HashValue hash = new HashValue(new Limits());
    for (int i = 0; i < 10; i++) {
      hash.set(bytes(i), bytes(i));
      hash.deadline(bytes(i), 100 - i);
    }
    assertThat(hash.removeDue(95, 3)).containsExactly(bytes(9), bytes(8), bytes(7));
    assertThat(hash.removeDue(95, 30)).containsExactly(bytes(6), bytes(5));
    assertThat(hash.removeDue(95, 30)).isEmpty();
    assertThat(hash.size()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void whatDeadlinesTakeIsGivenBack(long mostPacked) {
    Limits limits = new Limits();
    limits.hashFields = mostPacked;
    HashValue hash = new HashValue(limits);
    for (int i = 0; i < 50; i++) hash.set(bytes(i), bytes(i));
    for (int i = 0; i < 50; i++) hash.contains(bytes(i)); // A table that grows is done with it now.
    long before = hash.footprint();
    for (int i = 0; i < 50; i++) hash.deadline(bytes(i), 1_000 + i);
    assertThat(hash.footprint()).isGreaterThan(before + 50 * 12);
    for (int i = 0; i < 50; i++) hash.deadline(bytes(i), Entry.NO_DEADLINE);
    hash.alarm(null);
    assertThat(hash.footprint()).isEqualTo(before);
  }

  @Test
  void theFootprintOfATableIsGivenBack() {
    Limits limits = new Limits();
    limits.hashFields = 0;
    HashValue hash = new HashValue(limits);
    hash.set(Bytes.of("first"), Bytes.of("1"));
    long before = hash.footprint();
    for (int i = 0; i < 5; i++) hash.set(Bytes.of("f" + i), Bytes.of("value" + i));
    hash.set(
        Bytes.of("f1"), Bytes.of("a much longer value that takes an entry of its own".repeat(3)));
    assertThat(hash.footprint()).isGreaterThan(before);
    for (int i = 0; i < 5; i++) hash.remove(Bytes.of("f" + i));
    assertThat(hash.footprint()).isEqualTo(before);
  }

  @Test
  void everyFieldIsPickedSometimes() {
    HashValue hash = new HashValue(new Limits());
    for (int i = 0; i < 20; i++) hash.set(bytes(i), bytes(i));
    Set<Bytes> picked = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) hash.pick(random, (field, value) -> picked.add(field));
    assertThat(picked).hasSize(20);
  }
}
