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
    for (int i = 12; i < 100_000; i++) counted.add(key(i), entry(key(i), i));
    assertThat(told).hasSizeLessThan(200);
    assertThat(told.stream().mapToLong(Long::longValue).sum()).isEqualTo(counted.footprint());
    for (int i = 0; i < 99_990; i++) counted.remove(key(i));
    assertThat(told).hasSizeLessThan(300);
    assertThat(told.stream().mapToLong(Long::longValue).sum()).isEqualTo(counted.footprint());
    assertThat(counted.footprint()).isLessThan(1_000);
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
    assertThat(dictionary.capacity()).isLessThan(100);
    assertThat(dictionary.segmentCount()).isOne();
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
    assertThat(scan(() -> {})).hasSize(5_000).containsValue(1).doesNotContainValue(2);
    add(5_000, 100_000);
    assertThat(scan(() -> {})).hasSize(100_000).containsValue(1).doesNotContainValue(2);
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
    Bytes[] keys = IntStream.range(0, 40_500).mapToObj(DictionaryTest::key).toArray(Bytes[]::new);
    for (int seed = 0; seed < 10; seed++) {
      RandomGenerator random = new Random(seed);
      Dictionary fresh = new Dictionary();
      for (int i = 0; i < 500; i++) fresh.add(keys[i], entry(keys[i], i));
      Set<Bytes> visited = new HashSet<>();
      long cursor = 0;
      int round = 0;
      do {
        cursor = fresh.scan(cursor, entry -> visited.add(Entry.keyOf(entry)));
        if (round++ % 64 != 0) continue;
        boolean growing = round / 1_024 % 2 == 0;
        for (int i = random.nextInt(3_000); i > 0; i--) {
          Bytes key = keys[500 + random.nextInt(40_000)];
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

  /** What a change costs is what it allocates and fills: the account is told of that. */
  @Test
  void noChangeOfABigTableTakesLong() {
    LongSummaryStatistics told = new LongSummaryStatistics();
    Dictionary counted = new Dictionary(told::accept);
    for (int i = 0; i < 600_000; i++) counted.add(key(i), entry(key(i), i));
    assertThat(counted.segmentCount()).isGreaterThan(40);
    for (int i = 0; i < 600_000; i++) counted.remove(key(i));
    assertThat(counted.segmentCount()).isOne();
    assertThat(told.getMax()).isLessThan(150_000);
    assertThat(told.getMin()).isGreaterThan(-300_000);
  }

  @Test
  void whatIsReservedNeedsNoGrowing() {
    for (int count : new int[] {10, 13_000, 14_000, 500_000}) {
      dictionary.clear();
      dictionary.reserve(count);
      int before = dictionary.capacity();
      for (int i = 0; i < count; i++) dictionary.add(key(i), entry(key(i), i));
      assertThat(dictionary.capacity()).isEqualTo(before).isLessThan(count * 2 + 20);
      for (int i = 0; i < count; i++) assertThat(dictionary.find(key(i))).isNotNull();
    }
  }

  @Test
  void thePicturesShowTheFirstSegments() {
    add(0, 100_000);
    List<Dictionary.Picture> pictures = dictionary.pictures(2, 256);
    assertThat(pictures).hasSize(2);
    assertThat(pictures).allSatisfy(each -> assertThat(each.cells()).hasSizeBetween(200, 256));
    List<Dictionary.Picture> all = dictionary.pictures(Integer.MAX_VALUE, 1 << 14);
    assertThat(all).hasSize(dictionary.segmentCount());
    assertThat(all.stream().mapToInt(Dictionary.Picture::used).sum()).isEqualTo(100_000);
    long full =
        all.stream()
            .flatMap(each -> each.cells().stream())
            .filter(each -> each != Dictionary.Cell.EMPTY)
            .count();
    assertThat(full).isEqualTo(100_000);
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
