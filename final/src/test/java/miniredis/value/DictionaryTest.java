package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  private final Dictionary dictionary = new Dictionary();

  private static Bytes key(int number) {
    return Bytes.of("key:" + number);
  }

  private static Object entry(Bytes key, int value) {
    return value % 3 == 0
        ? new Entry(key, new StringValue(Bytes.of(value)))
        : Packed.of(key, Bytes.of(value), Entry.NO_DEADLINE);
  }

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(dictionary.find(key(i))).isNull();
      dictionary.add(key(i), entry(key(i), i));
    }
  }

  private void remove(int from, int to) {
    for (int i = from; i < to; i++) assertThat(dictionary.remove(key(i))).isNotNull();
  }

  @Test
  void theAccountIsToldOfTablesAlone() {
    List<Long> told = new ArrayList<>();
    Dictionary counted = new Dictionary(told::add);
    for (int i = 0; i < 12; i++) counted.add(key(i), entry(key(i), i));
    assertThat(told).hasSize(1);
    for (int i = 12; i < 1000; i++) counted.add(key(i), entry(key(i), i));
    for (int i = 0; i < 1000; i += 2) counted.remove(key(i));
    assertThat(told).hasSizeLessThan(20);
    assertThat(told.stream().mapToLong(Long::longValue).sum()).isEqualTo(counted.footprint());
    counted.clear();
    assertThat(told.stream().mapToLong(Long::longValue).sum()).isEqualTo(counted.footprint());
  }

  @Test
  void whatWasAddedIsFoundWhileTheTableGrows() {
    for (int i = 0; i < 20_000; i++) {
      add(i, i + 1);
      int any = (i * 7919) % (i + 1);
      assertThat(Entry.keyOf(dictionary.find(key(any)))).isEqualTo(key(any));
    }
    assertThat(dictionary.size()).isEqualTo(20_000);
  }

  @Test
  void anEmptiedTableGivesItsRoomBack() {
    add(0, 100_000);
    remove(0, 99_990);
    for (int i = 99_990; i < 100_000; i++) assertThat(dictionary.find(key(i))).isNotNull();
    for (int i = 0; i < 20_000; i++) dictionary.find(key(i));
    assertThat(dictionary.capacity()).isLessThan(2_000);
    assertThat(dictionary.size()).isEqualTo(10);
  }

  @Test
  void randomChangesGiveWhatAHashMapGives() {
    RandomGenerator random = new Random(5);
    Map<Bytes, Object> model = new HashMap<>();
    for (int round = 0; round < 400_000; round++) {
      int range = 1 + (int) (3_000 * (1 + Math.sin(round / 40_000.0)));
      Bytes key = key(random.nextInt(range));
      Object found = dictionary.find(key);
      assertThat(found == model.get(key)).isTrue();
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          Object entry = entry(key, round);
          if (found == null) dictionary.add(key, entry);
          else dictionary.replaceFound(entry);
          model.put(key, entry);
        }
        case 2 -> {
          if (found != null) dictionary.removeFound();
          model.remove(key);
        }
        default -> assertThat(dictionary.size()).isEqualTo(model.size());
      }
    }
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    dictionary.forEach(entry -> assertThat(seen.add(entry)).isTrue());
    assertThat(seen).hasSize(model.size());
    assertThat(model.values()).allMatch(seen::contains);
  }

  /** One whole scan, with something done between its steps; how often each key was visited. */
  private Map<Bytes, Integer> scan(Runnable between) {
    Map<Bytes, Integer> visits = new HashMap<>();
    long cursor = 0;
    do {
      cursor = dictionary.scan(cursor, entry -> visits.merge(Entry.keyOf(entry), 1, Integer::sum));
      between.run();
    } while (cursor != 0);
    return visits;
  }

  private void expectVisited(Map<Bytes, Integer> visits, int from, int to) {
    for (int i = from; i < to; i++) assertThat(visits).containsKey(key(i));
  }

  @Test
  void aScanOfATableAtRestVisitsEveryEntryOnce() {
    add(0, 5_000);
    while (dictionary.capacity() > 8192) dictionary.find(key(0));
    assertThat(scan(() -> {})).hasSize(5_000).containsValue(1).doesNotContainValue(2);
  }

  @Test
  void aScanMissesNothingWhileTheTableGrows() {
    add(0, 1_000);
    int[] next = {1_000};
    Map<Bytes, Integer> visits =
        scan(
            () -> {
              if (next[0] < 60_000) add(next[0], next[0] += 40);
            });
    expectVisited(visits, 0, 1_000);
  }

  @Test
  void aScanMissesNothingWhileTheTableShrinks() {
    add(0, 60_000);
    int[] next = {1_000};
    Map<Bytes, Integer> visits =
        scan(
            () -> {
              if (next[0] < 60_000) remove(next[0], next[0] += 40);
            });
    expectVisited(visits, 0, 1_000);
  }

  @Test
  void aScanMissesNothingWhileTheTableGrowsAndShrinksAtRandom() {
    Bytes[] keys = IntStream.range(0, 5_500).mapToObj(DictionaryTest::key).toArray(Bytes[]::new);
    for (int seed = 0; seed < 10; seed++) {
      RandomGenerator random = new Random(seed);
      Dictionary fresh = new Dictionary();
      for (int i = 0; i < 500; i++) fresh.add(keys[i], entry(keys[i], i));
      Set<Bytes> visited = new HashSet<>();
      long cursor = 0;
      do {
        cursor = fresh.scan(cursor, entry -> visited.add(Entry.keyOf(entry)));
        boolean growing = random.nextBoolean();
        for (int i = random.nextInt(300); i > 0; i--) {
          Bytes key = keys[500 + random.nextInt(5_000)];
          Object found = fresh.find(key);
          if (growing && found == null) fresh.add(key, entry(key, i));
          if (!growing && found != null) fresh.removeFound();
        }
      } while (cursor != 0);
      for (int i = 0; i < 500; i++) assertThat(visited.contains(keys[i])).as("%d", i).isTrue();
    }
  }

  @Test
  void aScanEndsThoughTheTableGrowsAllTheTime() {
    add(0, 100);
    int[] next = {100};
    int[] steps = {0};
    scan(
        () -> {
          if (steps[0]++ < 2_000) add(next[0], next[0] += 10);
        });
    assertThat(steps[0]).isLessThan(100_000);
  }

  @Test
  void anyCursorIsBornWith() {
    add(0, 100);
    for (long cursor : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 12345}) {
      dictionary.scan(cursor, entry -> {});
    }
  }

  @Test
  void randomEntriesComeFromAllOverTheTable() {
    add(0, 100);
    Set<Bytes> seen = new HashSet<>();
    RandomGenerator random = new Random(6);
    for (int i = 0; i < 5_000; i++) seen.add(Entry.keyOf(dictionary.random(random)));
    assertThat(seen).hasSize(100);
    dictionary.clear();
    assertThat(dictionary.random(random)).isNull();
  }

  @Test
  void noOperationOnABigTableTakesLongWhileItGrows() {
    add(0, 190_000);
    long worst = 0;
    for (int i = 190_000; i < 400_000; i++) {
      int before = dictionary.capacity();
      Bytes key = key(i);
      dictionary.find(key);
      dictionary.add(key, Packed.of(key, Bytes.EMPTY, Entry.NO_DEADLINE));
      worst = Math.max(worst, dictionary.capacity() - before);
    }
    assertThat(dictionary.size()).isEqualTo(400_000);
    assertThat(worst).as("slots added at once: one table, no more").isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void touchingIsHarmless() {
    int[] hashes = IntStream.range(0, 100).map(i -> key(i).hashCode()).toArray();
    dictionary.touch(hashes, 100);
    add(0, 50);
    dictionary.touch(hashes, 100);
    assertThat(dictionary.size()).isEqualTo(50);
  }
}
