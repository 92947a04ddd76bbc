package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSetValueTest {

  private static final Comparator<Map.Entry<Bytes, Double>> IN_ORDER =
      Map.Entry.<Bytes, Double>comparingByValue().thenComparing(Map.Entry::getKey);

  private final Random random = new Random(5);
  private final Limits limits = new Limits();

  private static Bytes member(int number) {
    return Bytes.of("m" + number);
  }

  private static List<Map.Entry<Bytes, Double>> content(SortedSetValue set) {
    List<Map.Entry<Bytes, Double>> content = new ArrayList<>();
    set.forEach((member, score) -> content.add(Map.entry(member, score)));
    return content;
  }

  private static void assertSame(SortedSetValue set, Map<Bytes, Double> model) {
    List<Map.Entry<Bytes, Double>> wanted = new ArrayList<>(model.entrySet());
    wanted.sort(IN_ORDER);
    assertThat(content(set)).isEqualTo(wanted);
    assertThat(set.size()).isEqualTo(model.size());
    for (int rank = 0; rank < wanted.size(); rank += 1 + wanted.size() / 50) {
      Map.Entry<Bytes, Double> each = wanted.get(rank);
      assertThat(set.rank(each.getKey())).isEqualTo(rank);
      assertThat(set.cursor(rank).member()).isEqualTo(each.getKey());
      assertThat(set.score(each.getKey())).isEqualTo(each.getValue());
    }
    assertThat(set.cursor(wanted.size()).isThere()).isFalse();
  }

  /** Grows and shrinks, so that leaves and branches split, merge and go. */
  @ParameterizedTest
  @CsvSource({"0, 5000", "4, 20", "128, 300", "1000000, 100"})
  void whateverIsDoneItHoldsWhatAMapWouldAndInOrder(long packed, int members) {
    limits.sortedSetMembers = packed;
    SortedSetValue set = new SortedSetValue(limits);
    Map<Bytes, Double> model = new HashMap<>();
    for (int round = 0; round < 6; round++) {
      boolean grows = round % 3 != 2;
      for (int i = 0; i < 2 * members; i++) {
        Bytes member = member(random.nextInt(members));
        double score = random.nextInt(20) / 4.0;
        if (grows || random.nextInt(4) == 0) {
          assertThat(set.set(member, score)).isEqualTo(model.put(member, score) == null);
        } else {
          assertThat(set.remove(member)).isEqualTo(model.remove(member) != null);
        }
      }
      assertSame(set, model);
      assertSame((SortedSetValue) set.copy(), model);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void membersThatComeInOrderLeaveFullLeaves(int step) {
    limits.sortedSetMembers = 0;
    SortedSetValue set = new SortedSetValue(limits);
    for (int i = 0; i < 100_000; i++) set.add(member(i), step * i);
    ScoreCursor at = set.cursor(70_000);
    assertThat(at.score()).isEqualTo(step == 1 ? 70_000 : 70_000 - 99_999);
    SortedSetValue shuffled = new SortedSetValue(limits);
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 100_000).boxed().toList());
    Collections.shuffle(numbers, random);
    for (int i : numbers) shuffled.add(member(i), i);
    assertThat(set.footprint()).isLessThan(shuffled.footprint());
  }

  @Test
  void aSetThatHasShrunkGivesItsNodesBack() {
    limits.sortedSetMembers = 0;
    SortedSetValue set = new SortedSetValue(limits);
    for (int i = 0; i < 50_000; i++) set.add(member(i), random.nextDouble());
    long full = set.footprint();
    for (int left = 50_000; left > 500; left--)
      set.remove(set.cursor(random.nextInt(left)).member());
    for (int i = 0; i < 50_000; i++) set.score(member(i));
    assertThat(set.footprint()).isLessThan(full / 20);
    set.remove(new Span(0, 500));
    assertThat(set.isEmpty()).isTrue();
    set.add(member(1), 1);
    assertThat(set.cursor(0).member()).isEqualTo(member(1));
  }

  @Test
  void takingFromTheLowestOnUpEmptiesItInOrder() {
    limits.sortedSetMembers = 0;
    SortedSetValue set = new SortedSetValue(limits);
    for (int i = 0; i < 10_000; i++) set.add(member(i), random.nextInt(1000));
    double last = -1;
    while (!set.isEmpty()) {
      double score = set.cursor(0).score();
      assertThat(score).isGreaterThanOrEqualTo(last);
      last = score;
      set.remove(new Span(0, 1));
    }
  }

  /** A member of 16 bytes takes 118 bytes in Redis 7.0. */
  @Test
  void aMillionMembersTakeLessThanInRedis() {
    SortedSetValue set = new SortedSetValue(limits);
    for (int i = 0; i < 1_000_000; i++) {
      set.add(Bytes.of("mem:%012d".formatted(i)), i * 7919L % 1_000_003);
    }
    assertThat(set.footprint() / 1_000_000.0).isLessThan(.8 * 118);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void rangesOfScoresAreFoundAtBothEnds(long packed) {
    limits.sortedSetMembers = packed;
    SortedSetValue set = new SortedSetValue(limits);
    for (int i = 0; i < 300; i++) set.add(member(i), i / 3);
    for (boolean backwards : List.of(false, true)) {
      assertThat(set.find(new MemberRange.Scores(10, false, 12, false), backwards))
          .isEqualTo(new Span(30, 39));
      assertThat(set.find(new MemberRange.Scores(10, true, 12, true), backwards))
          .isEqualTo(new Span(33, 36));
      assertThat(set.find(new MemberRange.Scores(-5, false, 1e9, false), backwards))
          .isEqualTo(new Span(0, 300));
      for (MemberRange empty :
          List.of(
              new MemberRange.Scores(3, false, 2, false),
              new MemberRange.Scores(3, true, 3, false),
              new MemberRange.Scores(3.1, false, 3.9, false))) {
        assertThat(set.find(empty, backwards).size()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void rangesOfMembersAreFoundWhereScoresAreEqual(long packed) {
    limits.sortedSetMembers = packed;
    SortedSetValue set = new SortedSetValue(limits);
    for (char c = 'a'; c <= 'z'; c++) set.add(Bytes.of("" + c), 0);
    MemberRange.Limit c = MemberRange.Limit.at(Bytes.of("c"), false);
    MemberRange.Limit afterC = MemberRange.Limit.at(Bytes.of("c"), true);
    MemberRange.Limit f = MemberRange.Limit.at(Bytes.of("f"), false);
    MemberRange.Limit first = MemberRange.Limit.FIRST;
    MemberRange.Limit last = MemberRange.Limit.LAST;
    for (boolean backwards : List.of(false, true)) {
      assertThat(set.find(new MemberRange.Members(c, f), backwards)).isEqualTo(new Span(2, 6));
      assertThat(set.find(new MemberRange.Members(afterC, f), backwards)).isEqualTo(new Span(3, 6));
      assertThat(set.find(new MemberRange.Members(first, afterC), backwards))
          .isEqualTo(new Span(0, 2));
      assertThat(set.find(new MemberRange.Members(f, last), backwards)).isEqualTo(new Span(5, 26));
      assertThat(set.find(new MemberRange.Members(f, c), backwards).size()).isZero();
      assertThat(set.find(new MemberRange.Members(last, first), backwards).size()).isZero();
    }
  }

  @Test
  void inAPackMinusZeroBecomesZeroAndWholeNumbersStayWhole() {
    SortedSetValue set = new SortedSetValue(limits);
    set.add(member(1), -0.0);
    set.add(member(2), 1e17);
    List<String> scores = new ArrayList<>();
    set.scan(0, (_, score) -> scores.add(score.text()));
    assertThat(scores).containsExactly("0", "100000000000000000");
    set.unpack();
    assertThat(set.score(member(1))).isEqualTo(0.0);
    set.change(member(1), 0, -0.0);
    assertThat(set.score(member(1))).isEqualTo(-0.0);
  }

  @Test
  void aPackFromElsewhereMustHaveAScoreForEachMember() {
    ListPack odd = new ListPack();
    odd.append(Bytes.of("a"));
    assertThatThrownBy(() -> SortedSetValue.of(odd, limits))
        .isInstanceOf(IllegalArgumentException.class);
    odd.append(Bytes.of("nan"));
    assertThatThrownBy(() -> SortedSetValue.of(odd, limits))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMemberTwiceInAPackFromElsewhereIsOneInATable() {
    ListPack pack = new ListPack();
    for (String each : List.of("a", "1", "a", "2")) pack.append(Bytes.of(each));
    SortedSetValue set = SortedSetValue.of(pack, limits);
    assertThat(set.size()).isEqualTo(2);
    set.unpack();
    assertThat(content(set)).containsExactly(Map.entry(Bytes.of("a"), 2.0));
  }

  @Test
  void aFrozenOneStaysWholeWhileTheOtherIsTakenApartLeafByLeaf() {
    SortedSetValue set = new SortedSetValue(new Limits());
    List<Bytes> members = new ArrayList<>();
    for (int i = 0; i < 5000; i++) members.add(Bytes.of("member" + i));
    for (int i = 0; i < 5000; i++) set.set(members.get(i), i / 3);
    Collections.shuffle(members, new Random(3));
    for (Bytes member : members.subList(0, 2500)) set.remove(member);
    List<String> expected = walked(set);
    SortedSetValue frozen = (SortedSetValue) set.frozen();
    while (set.size() > 0) set.remove(set.cursor(0).member());
    assertThat(set.size()).isZero();
    assertThat(walked(frozen)).isEqualTo(expected).hasSize(2500);
  }

  private static List<String> walked(SortedSetValue set) {
    List<String> found = new ArrayList<>();
    BooleanSupplier walk =
        set.walkBackwards(
            (array, from, to, score) -> found.add(Bytes.copyOf(array, from, to) + "=" + score));
    while (walk.getAsBoolean()) {}
    return found;
  }
}
