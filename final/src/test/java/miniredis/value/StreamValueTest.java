package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamValueTest {

  private final Limits limits = new Limits();
  private final StreamValue stream = new StreamValue(limits);

  private static StreamId id(long ms, long seq) {
    return new StreamId(ms, seq);
  }

  private void add(long ms, String... fieldsAndValues) {
    stream.append(id(ms, 0), Stream.of(fieldsAndValues).map(Bytes::of).toList());
  }

  private List<String> elements(int node) {
    ListPack pack = List.copyOf(stream.nodes()).get(node).pack();
    List<String> elements = new ArrayList<>();
    for (int at = pack.first(); at != ListPack.NONE; at = pack.next(at)) {
      elements.add(pack.get(at).text());
    }
    return elements;
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (StreamCursor at = stream.from(StreamId.MIN); at.isThere(); at.next()) {
      ids.add(at.id().toString());
    }
    return ids;
  }

  @Test
  void anEntryWithTheFieldsOfTheFirstKeepsOnlyItsValues() {
    add(100, "name", "anna", "age", "30");
    add(103, "name", "bert", "age", "40");
    add(104, "age", "50");
    assertThat(elements(0))
        .containsExactly(
            ("3 0 2 name age 0 " // the master
                    + "2 0 0 anna 30 5 " // 100
                    + "2 3 0 bert 40 5 " // 103
                    + "0 4 0 1 age 50 6") // 104
                .split(" "));
  }

  @Test
  void aDeletedEntryIsMarkedAndANodeGoesWithItsLastLiveOne() {
    for (int ms = 1; ms <= 3; ms++) add(ms, "f", "v" + ms);
    assertThat(stream.delete(id(2, 0))).isTrue();
    assertThat(stream.delete(id(2, 0))).isFalse();
    assertThat(elements(0)).startsWith("2", "1", "1", "f", "0").contains("3", "v2");
    assertThat(ids()).containsExactly("1-0", "3-0");
    stream.delete(id(1, 0));
    assertThat(stream.first()).isEqualTo(id(3, 0));
    stream.delete(id(3, 0));
    assertThat(stream.nodes()).isEmpty();
    assertThat(stream.first()).isEqualTo(StreamId.MIN);
    assertThat(stream.last()).isEqualTo(id(3, 0));
    assertThat(stream.greatestDeleted()).isEqualTo(id(3, 0));
    assertThat(stream.added()).isEqualTo(3);
  }

  @Test
  void aNodeIsFullAtSoManyEntriesDeletedOnesCounted() {
    limits.streamNodeEntries = 3;
    for (int ms = 1; ms <= 3; ms++) add(ms, "f", "v");
    stream.delete(id(1, 0));
    add(4, "f", "v");
    assertThat(stream.nodes()).extracting(StreamNode::id).containsExactly(id(1, 0), id(4, 0));
  }

  @Test
  void aNodeIsFullAtSoManyBytes() {
    limits.streamNodeBytes = 100;
    limits.streamNodeEntries = 0;
    for (int ms = 1; ms <= 20; ms++) add(ms, "f", "ten bytes.");
    assertThat(stream.nodes()).hasSize(5).allMatch(node -> node.pack().bytes() == 98);
  }

  @Test
  void noNodesLimitsMeanOneNode() {
    limits.streamNodeBytes = 0;
    limits.streamNodeEntries = 0;
    for (int ms = 1; ms <= 1000; ms++) add(ms, "f", "ten bytes.");
    assertThat(stream.nodes()).hasSize(1);
  }

  @Test
  void aTrimOfWholeNodesLeavesPartsAlone() {
    limits.streamNodeEntries = 10;
    for (int ms = 1; ms <= 45; ms++) add(ms, "f", "v");
    assertThat(stream.trim(new StreamTrim.MaxLength(17), true, 0)).isEqualTo(20);
    assertThat(stream.trim(new StreamTrim.MaxLength(5), true, 19)).isEqualTo(10);
    assertThat(stream.trim(new StreamTrim.MinId(id(40, 0)), true, 0)).isZero();
    assertThat(stream.trim(new StreamTrim.MinId(id(40, 1)), true, 0)).isEqualTo(10);
    assertThat(ids()).hasSize(5).startsWith("41-0");
    assertThat(stream.first()).isEqualTo(id(41, 0));
  }

  @Test
  void anExactTrimMarksTheFirstEntriesOfANode() {
    for (int ms = 1; ms <= 9; ms++) add(ms, "f", "v");
    assertThat(stream.trim(new StreamTrim.MaxLength(7), false, 0)).isEqualTo(2);
    assertThat(stream.trim(new StreamTrim.MinId(id(5, 0)), false, 0)).isEqualTo(2);
    assertThat(ids()).containsExactly("5-0", "6-0", "7-0", "8-0", "9-0");
    assertThat(elements(0)).startsWith("5", "4");
    assertThat(stream.greatestDeleted()).isEqualTo(StreamId.MIN);
    assertThat(stream.trim(new StreamTrim.MaxLength(0), false, 0)).isEqualTo(5);
    assertThat(stream.nodes()).isEmpty();
  }

  /** Against a sorted map, in both directions and from everywhere. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverHappensItHoldsWhatASortedMapHolds(long seed) {
    Random random = new Random(seed);
    NavigableMap<StreamId, List<Bytes>> model = new TreeMap<>();
    StreamId last = StreamId.MIN;
    for (int i = 0; i < 3000; i++) {
      limits.streamNodeEntries = random.nextInt(12);
      if (random.nextInt(5) < 3) {
        last = id(last.ms() + random.nextInt(300), last.seq() + 1 + random.nextInt(3));
        List<Bytes> content = content(random);
        stream.append(last, content);
        model.put(last, content);
      } else if (!model.isEmpty() && random.nextInt(10) > 0) {
        StreamId near = near(model, last, random);
        assertThat(stream.delete(near)).isEqualTo(model.remove(near) != null);
      } else if (random.nextInt(20) == 0) {
        int most = random.nextInt(60);
        stream.trim(new StreamTrim.MaxLength(most), false, 0);
        while (model.size() > most) model.pollFirstEntry();
      }
      assertThat(stream.length()).isEqualTo(model.size());
      if (i % 50 == 0) compare(model, near(model, last, random));
    }
    compare(model, StreamId.MIN);
    compare(model, StreamId.MAX);
  }

  private static StreamId near(NavigableMap<StreamId, ?> model, StreamId last, Random random) {
    StreamId any = id(random.nextLong(last.ms() + 2), random.nextLong(last.seq() + 2));
    StreamId known = model.floorKey(any);
    return known == null || random.nextInt(4) == 0 ? any : known;
  }

  private static List<Bytes> content(Random random) {
    if (random.nextInt(3) > 0) return List.of(Bytes.of("f"), Bytes.of(random.nextInt()));
    List<Bytes> content = new ArrayList<>();
    for (int i = 2 + 2 * random.nextInt(3); i > 0; i--) {
      content.add(Bytes.of("x".repeat(random.nextInt(80))));
    }
    return content;
  }

  private void compare(NavigableMap<StreamId, List<Bytes>> model, StreamId from) {
    List<String> forwards = new ArrayList<>();
    for (StreamCursor at = stream.from(from); at.isThere(); at.next()) {
      forwards.add(at.id() + " " + at.fieldsAndValues());
    }
    assertThat(forwards).isEqualTo(lines(model.tailMap(from, true)));
    List<String> backwards = new ArrayList<>();
    for (StreamCursor at = stream.upTo(from); at.isThere(); at.previous()) {
      backwards.add(at.id() + " " + at.fieldsAndValues());
    }
    assertThat(backwards).isEqualTo(lines(model.headMap(from, true).descendingMap()));
  }

  private static List<String> lines(Map<StreamId, List<Bytes>> entries) {
    return entries.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList();
  }

  @Test
  void whatComesAndGoesLeavesNothingInTheAccount() {
    long empty = stream.footprint();
    for (int ms = 1; ms <= 1000; ms++) add(ms, "f", "v" + ms);
    long filled = stream.footprint();
    assertThat(filled).isBetween(empty + 1000 * 8, empty + 1000 * 25);
    StreamGroup group = stream.addGroup(Bytes.of("g"), StreamId.MIN, 0);
    StreamConsumer anna = group.addConsumer(Bytes.of("anna"), 1);
    StreamConsumer bert = group.addConsumer(Bytes.of("bert"), 1);
    for (int ms = 1; ms <= 100; ms++) group.deliver(id(ms, 0), anna, 5);
    for (int ms = 1; ms <= 50; ms++) group.assign(id(ms, 0), bert, 6, 2);
    assertThat(anna.pending()).hasSize(50);
    assertThat(stream.footprint()).isGreaterThan(filled + 100 * 60);
    assertThat(stream.copy().footprint()).isLessThanOrEqualTo(stream.footprint());
    group.removeConsumer(anna);
    group.acknowledge(group.pending().get(id(7, 0)));
    assertThat(group.pending()).hasSize(49);
    stream.removeGroup(Bytes.of("g"));
    for (int ms = 1; ms <= 999; ms++) stream.delete(id(ms, 0));
    stream.trim(new StreamTrim.MaxLength(0), false, 0);
    assertThat(stream.footprint()).isEqualTo(empty);
  }

  @Test
  void aCopySharesNothing() {
    add(1, "f", "v");
    StreamGroup group = stream.addGroup(Bytes.of("g"), StreamId.MIN, 0);
    group.deliver(id(1, 0), group.addConsumer(Bytes.of("c"), 1), 1);
    StreamValue copy = (StreamValue) stream.copy();
    stream.delete(id(1, 0));
    stream.removeGroup(Bytes.of("g"));
    assertThat(copy.length()).isEqualTo(1);
    assertThat(copy.find(id(1, 0)).fieldsAndValues()).containsExactly(Bytes.of("f"), Bytes.of("v"));
    assertThat(copy.group(Bytes.of("g")).pending().get(id(1, 0))).isNotNull();
  }

  @Test
  void idsAreNumbersWithoutASign() {
    assertThat(StreamId.MAX)
        .isGreaterThan(id(Long.MAX_VALUE, 0))
        .hasToString("18446744073709551615-18446744073709551615");
    assertThat(id(5, -1).next()).isEqualTo(id(6, 0));
    assertThat(id(6, 0).previous()).isEqualTo(id(5, -1));
    assertThat(StreamId.MAX.next()).isNull();
    assertThat(StreamId.MIN.previous()).isNull();
    assertThat(id(1700000000000L, 12).toBytes().text()).isEqualTo("1700000000000-12");
    assertThat(StreamId.MAX.toBytes().text()).isEqualTo(StreamId.MAX.toString());
    assertThat(id(9, 3).following(10)).isEqualTo(id(10, 0));
    assertThat(id(9, 3).following(9)).isEqualTo(id(9, 4));
    assertThat(id(9, 3).following(1)).isEqualTo(id(9, 4));
  }

  /** Each line: what is wrong, and the elements of a node. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no number of live entries: x 0 1 f 0 2 0 0 v 4",
        "it ends inside an entry: 1 0 9 f 0 2 0 0 v 4",
        "no end of the master entry: 1 0 1 f f 2 0 0 v 4",
        "impossible flags of an entry: 1 0 1 f 0 8 0 0 v 4",
        "impossible number of elements: 1 0 1 f 0 2 0 0 v 3",
        "no number of elements: 1 0 1 f 0 2 0 0 v",
        "the numbers of entries are wrong: 2 0 1 f 0 2 0 0 v 4",
        "the numbers of entries are wrong: 1 0 1 f 0 3 0 0 v 4",
        "impossible number of fields: 1 0 1 f 0 0 0 0 -1 4",
        "no id of an entry: 1 0 1 f 0 2"
      })
  void aNodeThatIsDamagedIsRefused(String line) {
    String[] parts = line.split(": ");
    ListPack pack = new ListPack();
    for (String element : parts[1].split(" ")) pack.append(Bytes.of(element));
    assertThatThrownBy(() -> StreamNode.of(id(1, 0), pack)).hasMessage(parts[0]);
  }
}
