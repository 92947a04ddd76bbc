package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListPackTest {

  private static ListPack pack(String... elements) {
    ListPack pack = new ListPack();
    for (String element : elements) pack.append(Bytes.of(element));
    return pack;
  }

  private static List<Bytes> forwards(ListPack pack) {
    List<Bytes> all = new ArrayList<>();
    for (int at = pack.first(); at != ListPack.NONE; at = pack.next(at)) all.add(pack.get(at));
    return all;
  }

  private static List<Bytes> backwards(ListPack pack) {
    List<Bytes> all = new ArrayList<>();
    for (int at = pack.last(); at != ListPack.NONE; at = pack.previous(at)) all.add(pack.get(at));
    return all.reversed();
  }

  private static String hex(ListPack pack) {
    return HexFormat.of().formatHex(pack.toBytes().array());
  }

  @Test
  void theBytesAreThoseThatRedisDumps() {
    assertThat(hex(pack("a", "1"))).isEqualTo("0c00000002008161020101ff");
    assertThat(hex(pack())).isEqualTo("070000000000ff");
    assertThat(hex(pack("-1", "4095", "-4096", "4096")))
        .isEqualTo("1400000004" + "00" + "dfff02" + "cfff02" + "d00002" + "f1001003" + "ff");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "127, 1",
    "128, 2",
    "-1, 2",
    "4095, 2",
    "-4096, 2",
    "4096, 3",
    "-4097, 3",
    "32767, 3",
    "-32768, 3",
    "32768, 4",
    "-32769, 4",
    "8388607, 4",
    "-8388608, 4",
    "8388608, 5",
    "-8388609, 5",
    "2147483647, 5",
    "-2147483648, 5",
    "2147483648, 9",
    "-2147483649, 9",
    "9223372036854775807, 9",
    "-9223372036854775808, 9"
  })
  void anIntegerTakesAsFewBytesAsItsFormAllows(String number, int size) {
    ListPack pack = pack(number);
    assertThat(pack.bytes()).isEqualTo(ListPack.OVERHEAD + size + 1);
    assertThat(pack.isNumber(0)).isTrue();
    assertThat(pack.number(0)).isEqualTo(Long.parseLong(number));
    assertThat(pack.get(0)).isEqualTo(Bytes.of(number));
    assertThat(pack.find(Bytes.of(number), 0, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "-0", "00", "01", "+1", " 1", "1 ", "1.0", "9223372036854775808", "x"})
  void whatIsNotQuiteAnIntegerStaysAString(String almost) {
    ListPack pack = pack(almost);
    assertThat(pack.isNumber(0)).isFalse();
    assertThat(pack.get(0)).isEqualTo(Bytes.of(almost));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2",
    "63, 65",
    "64, 67",
    "125, 128",
    "126, 130",
    "4095, 4099",
    "4096, 4103",
    "16377, 16384",
    "16378, 16386",
    "16379, 16387",
    "70000, 70008"
  })
  void aStringTakesItsBytesAndItsLengthTwice(int length, int size) {
    ListPack pack = pack("x".repeat(length), "end");
    assertThat(pack.bytes()).isEqualTo(ListPack.OVERHEAD + size + 5);
    assertThat(pack.get(0).length()).isEqualTo(length);
    assertThat(pack.previous(pack.last())).isZero();
    assertThat(forwards(ListPack.of(pack.toBytes().array()))).isEqualTo(forwards(pack));
  }

  @Test
  void elementsGoInAtBothEndsAndBetween() {
    ListPack pack = pack("b", "d");
    pack.prepend(Bytes.of("a"));
    pack.append(Bytes.of("e"));
    pack.insert(pack.seek(2), Bytes.of("c"));
    assertThat(forwards(pack)).isEqualTo(forwards(pack("a", "b", "c", "d", "e")));
    assertThat(backwards(pack)).isEqualTo(forwards(pack));
  }

  @Test
  void anIndexCountsFromEitherEnd() {
    ListPack pack = pack("a", "b", "c");
    assertThat(pack.get(pack.seek(0))).isEqualTo(Bytes.of("a"));
    assertThat(pack.get(pack.seek(2))).isEqualTo(Bytes.of("c"));
    assertThat(pack.get(pack.seek(-1))).isEqualTo(Bytes.of("c"));
    assertThat(pack.get(pack.seek(-3))).isEqualTo(Bytes.of("a"));
    assertThat(pack.seek(3)).isEqualTo(ListPack.NONE);
    assertThat(pack.seek(-4)).isEqualTo(ListPack.NONE);
  }

  @Test
  void findMaySkipTheValuesOfAHash() {
    ListPack pack = pack("name", "age", "age", "7", "7", "name");
    assertThat(pack.find(Bytes.of("age"), pack.first(), 1)).isEqualTo(pack.seek(2));
    assertThat(pack.find(Bytes.of("7"), pack.first(), 1)).isEqualTo(pack.seek(4));
    assertThat(pack.find(Bytes.of("name"), pack.next(0), 1)).isEqualTo(pack.seek(5));
    assertThat(pack.find(Bytes.of("none"), pack.first(), 1)).isEqualTo(ListPack.NONE);
    assertThat(new ListPack().find(Bytes.of("none"), ListPack.NONE, 1)).isEqualTo(ListPack.NONE);
  }

  @Test
  void aNumberKeptAsAStringElsewhereIsFoundAllTheSame() {
    ListPack pack = ListPack.of(HexFormat.of().parseHex("0a0000000100" + "813702" + "ff"));
    assertThat(pack.isNumber(0)).isFalse();
    assertThat(pack.find(Bytes.of("7"), 0, 0)).isZero();
    assertThat(pack.holds(0, Bytes.of("7"))).isTrue();
  }

  @Test
  void elementsGiveThemselvesToASinkAsManyAsAreWantedOrAreThere() {
    ListPack pack = pack("seven", "-7", "x".repeat(300), "128");
    for (int most = 0; most <= 5; most++) {
      List<String> given = new ArrayList<>();
      int count = pack.give(pack.next(0), most, (in, from, to) -> given.add(text(in, from, to)));
      assertThat(given).isEqualTo(List.of("-7", "x".repeat(300), "128").subList(0, count));
      assertThat(count).isEqualTo(Math.min(most, 3));
    }
  }

  private static String text(byte[] in, int from, int to) {
    return Bytes.copyOf(in, from, to).text();
  }

  @Test
  void aCopyDoesNotChangeWithTheOriginal() {
    ListPack pack = pack("a", "b");
    ListPack copy = pack.copy();
    pack.replace(0, Bytes.of("changed"));
    assertThat(forwards(copy)).isEqualTo(forwards(pack("a", "b")));
  }

  @Test
  void roomThatIsNoLongerNeededIsGivenBack() {
    ListPack pack = new ListPack();
    for (int i = 0; i < 1000; i++) pack.append(Bytes.of("element"));
    pack.trim();
    assertThat(pack.capacity()).isLessThan(pack.bytes() * 17 / 16);
    pack.delete(0, 990);
    assertThat(pack.capacity()).isLessThan(200);
    assertThat(pack.count()).isEqualTo(10);
  }

  @Test
  void moreElementsThanTheHeaderCanCountAreCountedAnew() {
    ListPack pack = new ListPack();
    for (int i = 0; i < 65_536; i++) pack.append(Bytes.of("1"));
    assertThat(pack.toBytes().array()[4]).isEqualTo((byte) 0xff);
    assertThat(ListPack.of(pack.toBytes().array()).count()).isEqualTo(65_536);
  }

  /** Every operation on a pack and on an ordinary list, which must stay the same. */
  @Test
  void randomChangesDoToAPackWhatTheyDoToAList() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      ListPack pack = new ListPack();
      List<Bytes> model = new ArrayList<>();
      for (int step = 0; step < 100; step++) {
        change(pack, model, random);
        assertThat(pack.count()).isEqualTo(model.size());
      }
      assertThat(forwards(pack)).isEqualTo(model);
      assertThat(backwards(pack)).isEqualTo(model);
      ListPack read = ListPack.of(pack.toBytes().array());
      assertThat(forwards(read)).isEqualTo(model);
      pack.appendAll(read);
      assertThat(forwards(ListPack.of(pack.toBytes().array()))).hasSize(2 * model.size());
    }
  }

  private static void change(ListPack pack, List<Bytes> model, Random random) {
    Bytes element = element(random);
    int index = random.nextInt(model.size() + 1);
    int at = index == model.size() ? pack.end() : pack.seek(index);
    switch (random.nextInt(index == model.size() ? 3 : 6)) {
      case 0 -> {
        pack.prepend(element);
        model.addFirst(element);
      }
      case 1 -> {
        pack.append(element);
        model.addLast(element);
      }
      case 2, 3 -> {
        pack.insert(at, element);
        model.add(index, element);
        assertThat(pack.get(at)).isEqualTo(element);
      }
      case 4 -> {
        pack.replace(at, element);
        model.set(index, element);
        assertThat(pack.holds(at, element)).isTrue();
      }
      default -> {
        int many = random.nextInt(4);
        pack.delete(at, many);
        model.subList(index, Math.min(index + many, model.size())).clear();
      }
    }
  }

  private static Bytes element(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Bytes.of(random.nextInt(300) - 100);
      case 1 -> Bytes.of(random.nextLong() >> random.nextInt(64));
      case 2 -> Bytes.of("x".repeat(random.nextInt(300)));
      default -> Bytes.of("ab".substring(random.nextInt(3)));
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff",
        "070000000000fe",
        "080000000000ff",
        "070000000100ff",
        "0c00000003008161020101ff",
        "0c00000002008161030101ff",
        "0c00000002008161820101ff",
        "0c000000010085616162620aff",
        "090000000100f50100ff",
        "0a0000000100f0ffff02ff",
        "0d0000000100f0fcffffff01ff",
        "0d0000000100f0ffffff7f01ff"
      })
  void whatIsNotAPackIsRefused(String hex) {
    assertThatThrownBy(() -> ListPack.of(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A damaged pack may still be one, of other elements; but reading it never leaves the array. */
  @Test
  void everyDamagedByteIsNoticedOrHarmless() {
    byte[] good =
        pack("a", "12345", "x".repeat(70), "-7", "x".repeat(130), "123456789012").toBytes().array();
    for (int i = 0; i < good.length; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] bad = good.clone();
        bad[i] = (byte) value;
        try {
          ListPack pack = ListPack.of(bad);
          assertThat(backwards(pack)).isEqualTo(forwards(pack)).hasSize(pack.count());
        } catch (IllegalArgumentException noticed) {
          continue;
        }
      }
    }
  }
}
