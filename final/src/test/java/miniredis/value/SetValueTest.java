package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetValueTest {

  private static final int[] LENGTHS = {0, 1, 3, 16, 200, 254, 255, 256, 5_000};

  private final Random random = new Random(7);

  private Bytes member(int number) {
    if (number % 3 == 0) return Bytes.of(number);
    int length = LENGTHS[number % LENGTHS.length];
    return Bytes.of(number + "x".repeat(length));
  }

  private static Set<Bytes> content(Iterable<Bytes> set) {
    Set<Bytes> content = new HashSet<>();
    for (Bytes member : set) assertThat(content.add(member)).as("%s once", member).isTrue();
    return content;
  }

  private static SetValue tableOf(int members) {
    Limits limits = new Limits();
    limits.setNumbers = 0;
    SetValue set = new SetValue(limits);
    for (int i = 0; i < members; i++) set.add(Bytes.of("m" + i));
    return set;
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 300, 4_000})
  void itHoldsWhatASetHolds(int members) {
    SetValue set = new SetValue(new Limits());
    Set<Bytes> model = new HashSet<>();
    for (int i = 0; i < 60_000; i++) {
      boolean shrinking = i / 10_000 % 2 == 1;
      Bytes member = member(random.nextInt(members));
      if (random.nextInt(4) == 0 != shrinking) {
        assertThat(set.remove(member)).isEqualTo(model.remove(member));
      } else {
        assertThat(set.add(member)).isEqualTo(model.add(member));
      }
      assertThat(set.size()).isEqualTo(model.size());
      Bytes other = member(random.nextInt(members));
      assertThat(set.contains(other)).isEqualTo(model.contains(other));
      if (i % 2_000 == 0) assertThat(content(set)).isEqualTo(model);
    }
    assertThat(content(set)).isEqualTo(model);
    assertThat(content(set.sortable())).isEqualTo(model);
    assertThat(walked(set)).isEqualTo(model);
    SetValue copy = (SetValue) set.copy();
    assertThat(content(copy)).isEqualTo(model);
    copy.add(Bytes.of("own"));
    assertThat(set.contains(Bytes.of("own"))).isFalse();
  }

  private static Set<Bytes> walked(SetValue set) {
    Set<Bytes> seen = new HashSet<>();
    BooleanSupplier walk =
        set.walk((bytes, from, to) -> assertThat(seen.add(Bytes.copyOf(bytes, from, to))).isTrue());
    while (walk.getAsBoolean()) {}
    return seen;
  }

  @Test
  void integersStandInTheirOrderInRedisOwnBytes() {
    SetValue set = new SetValue(new Limits());
    for (long number : new long[] {5, -1, 300}) set.add(Bytes.of(number));
    assertThat(hex(set.numbers())).isEqualTo("02000000 03000000 ffff 0500 2c01".replace(" ", ""));
    set.add(Bytes.of(-70_000));
    assertThat(hex(set.numbers()))
        .isEqualTo("04000000 04000000 90eefeff ffffffff 05000000 2c010000".replace(" ", ""));
    set.add(Bytes.of(Long.MAX_VALUE));
    set.add(Bytes.of(Long.MIN_VALUE));
    assertThat(set)
        .containsExactlyElementsOf(
            Stream.of(Long.MIN_VALUE, -70_000L, -1L, 5L, 300L, Long.MAX_VALUE)
                .map(Bytes::of)
                .toList());
    for (Bytes member : List.copyOf(set.sortable())) assertThat(set.remove(member)).isTrue();
    assertThat(set.isEmpty()).isTrue();
  }

  private static String hex(IntSet set) {
    return HexFormat.of().formatHex(set.array(), 0, set.length());
  }

  @Test
  void oneMemberTooManyOrThatIsNoIntegerMakesATable() {
    Limits limits = new Limits();
    limits.setNumbers = 3;
    SetValue set = new SetValue(limits);
    for (int i = 0; i < 3; i++) set.add(Bytes.of(i));
    assertThat(set.encoding()).isEqualTo("intset");
    set.add(Bytes.of(2));
    assertThat(set.encoding()).isEqualTo("intset");
    set.add(Bytes.of(3));
    assertThat(set.encoding()).isEqualTo("hashtable");
    assertThat(content(set)).hasSize(4);
    SetValue words = new SetValue(limits);
    words.add(Bytes.of(1));
    words.add(Bytes.of("01"));
    assertThat(words.encoding()).isEqualTo("hashtable");
    words.remove(Bytes.of("01"));
    assertThat(words.encoding()).isEqualTo("hashtable");
  }

  /** Even if the table grows and shrinks meanwhile, and other members come and go. */
  @Test
  void aScanMissesNoMemberThatStays() {
    for (int round = 0; round < 200; round++) {
      SetValue set = tableOf(random.nextInt(600));
      Set<Bytes> staying = content(set);
      Set<Bytes> seen = new HashSet<>();
      int others = random.nextInt(3_000);
      for (int i = 0; i < others; i++) set.add(Bytes.of("other" + i));
      long cursor = 0;
      do {
        cursor = set.scan(cursor, (bytes, from, to) -> seen.add(Bytes.copyOf(bytes, from, to)));
        int from = random.nextInt(3_000);
        for (int i = from; i < from + 50; i++) {
          if (round % 2 == 0) set.remove(Bytes.of("other" + i));
          else set.add(Bytes.of("other" + i));
        }
      } while (cursor != 0);
      assertThat(seen).containsAll(staying);
    }
  }

  @Test
  void aScanOfATableThatStaysAsItIsShowsEachMemberOnce() {
    for (int members : new int[] {1, 17, 100, 999}) {
      SetValue set = tableOf(members);
      List<Bytes> seen = new ArrayList<>();
      long cursor = 0;
      do {
        cursor = set.scan(cursor, (bytes, from, to) -> seen.add(Bytes.copyOf(bytes, from, to)));
      } while (cursor != 0);
      assertThat(seen).hasSize(members).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatAddingTookRemovingGivesBack() {
    SetValue set = tableOf(10);
    long before = set.footprint();
    for (int i = 0; i < 20_000; i++) set.add(Bytes.of("other" + i));
    assertThat(set.footprint()).isGreaterThan(20_000 * 10);
    for (int i = 0; i < 20_000; i++) set.remove(Bytes.of("other" + i));
    assertThat(set.footprint()).isLessThan(before + 100);
  }

  @Test
  void aMemberOfALargeSetTakesLittleMoreThanItsBytes() {
    SetValue set = new SetValue(new Limits());
    for (int i = 0; i < 100_000; i++) set.add(Bytes.of("%016d".formatted(i)));
    assertThat(set.footprint() / 100_000).isBetween(17L, 24L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000})
  void everyMemberIsPickedAboutAsOftenAsAnother(long mostNumbers) {
    Limits limits = new Limits();
    limits.setNumbers = mostNumbers;
    SetValue set = new SetValue(limits);
    int members = 150;
    for (int i = 0; i < members; i++) set.add(Bytes.of(i));
    int[] picked = new int[members];
    int picks = 100 * members;
    for (int i = 0; i < picks; i++) picked[Integer.parseInt(set.pick(random).text())]++;
    double chiSquare = Arrays.stream(picked).mapToDouble(n -> (n - 100) * (n - 100) / 100.0).sum();
    // With 149 degrees of freedom, one run in a thousand is above 208, and one below 101.
    assertThat(chiSquare).isBetween(101.0, 208.0);
  }
}
