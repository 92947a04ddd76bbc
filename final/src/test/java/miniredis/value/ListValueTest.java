package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListValueTest {

  private final Random random = new Random(5);

  private static ListValue list(int limit, int elements) {
    ListValue list = new ListValue(limit);
    for (int i = 0; i < elements; i++) list.push(End.TAIL, Bytes.of(i));
    return list;
  }

  private static List<Bytes> forwards(ListValue list) {
    List<Bytes> all = new ArrayList<>();
    for (ListCursor at = list.cursor(0); at.isThere(); at.next()) all.add(at.get());
    return all;
  }

  private static List<Bytes> backwards(ListValue list) {
    List<Bytes> all = new ArrayList<>();
    for (ListCursor at = list.cursor(-1); at.isThere(); at.previous()) all.add(at.get());
    return all.reversed();
  }

  private static List<Integer> counts(ListValue list) {
    return IntStream.range(0, list.nodes()).mapToObj(i -> list.node(i).count()).toList();
  }

  @Test
  void aPackTakesSoManyElementsAsTheLimitSays() {
    assertThat(counts(list(3, 8))).containsExactly(3, 3, 2);
    assertThat(counts(list(0, 3))).containsExactly(1, 1, 1);
    assertThat(counts(list(100_000, 40_000)).getFirst()).isLessThan(8192);
  }

  @Test
  void aPackTakesSoManyKilobytesAsANegativeLimitSays() {
    ListValue list = new ListValue(-1);
    for (int i = 0; i < 10; i++) list.push(End.HEAD, Bytes.of("x".repeat(1000)));
    assertThat(counts(list)).containsExactly(2, 4, 4);
  }

  @Test
  void anElementBeyondTheLimitHasAPackOfItsOwn() {
    ListValue list = list(-2, 1);
    list.push(End.TAIL, Bytes.of("x".repeat(10_000)));
    list.push(End.TAIL, Bytes.of("y"));
    assertThat(counts(list)).containsExactly(1, 1, 1);
  }

  @Test
  void insertingIntoAFullPackSplitsItAndJoinsSmallNeighbours() {
    ListValue list = list(4, 8);
    list.insert(list.cursor(1), Bytes.of("new"), true);
    assertThat(counts(list)).containsExactly(2, 3, 4);
    assertThat(forwards(list).get(2)).isEqualTo(Bytes.of("new"));
  }

  @Test
  void insertingAtTheEdgeOfAFullPackUsesTheNeighboursRoom() {
    ListValue list = list(4, 6);
    list.insert(list.cursor(3), Bytes.of("new"), true);
    assertThat(counts(list)).containsExactly(4, 3);
    assertThat(forwards(list).get(4)).isEqualTo(Bytes.of("new"));
  }

  @Test
  void anIndexCountsFromEitherEndOverAllPacks() {
    ListValue list = list(7, 1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(list.get(i)).isEqualTo(Bytes.of(i));
      assertThat(list.get(i - 1000)).isEqualTo(Bytes.of(i));
    }
    assertThat(list.get(1000)).isNull();
    assertThat(list.get(-1001)).isNull();
    assertThat(list.get(Long.MIN_VALUE)).isNull();
  }

  @Test
  void removingStopsAtTheNumberThatWasAskedFor() {
    ListValue list = new ListValue(2);
    for (String each : "a b a b a b".split(" ")) list.push(End.TAIL, Bytes.of(each));
    assertThat(list.remove(Bytes.of("a"), -2)).isEqualTo(2);
    assertThat(forwards(list)).isEqualTo(Stream.of("a", "b", "b", "b").map(Bytes::of).toList());
    assertThat(list.remove(Bytes.of("b"), 1)).isEqualTo(1);
    assertThat(list.remove(Bytes.of("b"), 0)).isEqualTo(2);
    assertThat(list.remove(Bytes.of("none"), 0)).isZero();
    assertThat(list.length()).isEqualTo(1);
  }

  @Test
  void aCopyDoesNotChangeWithTheOriginal() {
    ListValue list = list(10, 100);
    ListValue copy = (ListValue) list.copy();
    List<Bytes> before = forwards(list);
    list.set(list.cursor(50), Bytes.of("changed"));
    list.pop(End.HEAD);
    assertThat(forwards(copy)).isEqualTo(before);
  }

  /** Every operation on this list and on an ordinary one, which must stay the same. */
  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 1, 3, 16, 1000})
  void randomChangesDoToItWhatTheyDoToAnOrdinaryList(int limit) {
    for (int round = 0; round < 20; round++) {
      ListValue list = new ListValue(limit);
      List<Bytes> model = new ArrayList<>();
      for (int step = 0; step < 600; step++) change(list, model);
      assertThat(list.length()).isEqualTo(model.size());
      assertThat(forwards(list)).isEqualTo(model);
      assertThat(backwards(list)).isEqualTo(model);
      assertThat(counts(list)).doesNotContain(0);
      assertThat(list.footprint() - sizeOfPacks(list)).isBetween(50L, 200L + 120L * 600);
      for (long left = list.length(); left > 0; left--) list.pop(End.TAIL);
      assertThat(list.footprint()).isLessThan(200L + 20L * 600);
    }
  }

  /** A copy has the same packs without spare room; beside them, its arrays may be shorter. */
  private static long sizeOfPacks(ListValue list) {
    long bytes = 0;
    for (int i = 0; i < list.nodes(); i++) bytes += Footprint.ofBytes(list.node(i).capacity());
    return bytes;
  }

  private void change(ListValue list, List<Bytes> model) {
    Bytes element = element();
    int size = model.size();
    int index = size == 0 ? 0 : random.nextInt(size);
    switch (random.nextInt(size == 0 ? 4 : 12)) {
      case 0, 1 -> {
        list.push(End.HEAD, element);
        model.addFirst(element);
      }
      case 2, 3 -> {
        list.push(End.TAIL, element);
        model.addLast(element);
      }
      case 4 -> assertThat(list.pop(End.HEAD)).isEqualTo(model.removeFirst());
      case 5 -> assertThat(list.pop(End.TAIL)).isEqualTo(model.removeLast());
      case 6 -> {
        list.set(list.cursor(index), element);
        model.set(index, element);
      }
      case 7, 8 -> {
        boolean after = random.nextBoolean();
        list.insert(list.cursor(index), element, after);
        model.add(after ? index + 1 : index, element);
      }
      case 9 -> {
        Bytes gone = model.get(index);
        int most = random.nextInt(5) - 2;
        List<Bytes> left = without(most < 0 ? model.reversed() : model, gone, most);
        assertThat(list.remove(gone, most)).isEqualTo(size - left.size());
        model.clear();
        model.addAll(most < 0 ? left.reversed() : left);
      }
      case 10 -> assertThat(list.get(index)).isEqualTo(model.get(index));
      default -> {
        int end = Math.min(size, index + random.nextInt(20));
        list.removeRange(index, end);
        model.subList(index, end).clear();
      }
    }
  }

  private static List<Bytes> without(List<Bytes> all, Bytes gone, int most) {
    List<Bytes> left = new ArrayList<>();
    int removed = 0;
    for (Bytes each : all) {
      boolean goes = each.equals(gone) && (most == 0 || removed < Math.abs(most));
      if (goes) removed++;
      else left.add(each);
    }
    return left;
  }

  private Bytes element() {
    return switch (random.nextInt(5)) {
      case 0 -> Bytes.of(random.nextLong() >> random.nextInt(64));
      case 1 -> Bytes.of("x".repeat(random.nextInt(2000)));
      default -> Bytes.of(random.nextInt(20));
    };
  }
}
