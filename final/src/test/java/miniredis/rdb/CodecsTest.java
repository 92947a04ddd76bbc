package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Json;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListValue;
import miniredis.value.SetValue;
import miniredis.value.SortedSetValue;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;
import miniredis.value.StringValue;
import miniredis.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {

  private static final Bytes KEY = Bytes.of("k");

  private final EntryMaker maker = new EntryMaker(new Limits());

  /** A value of each type with so many elements. */
  private EntryView sample(Value.Type type, int size) {
    maker.begin(KEY, Entry.NO_DEADLINE);
    maker.value(
        switch (type) {
          case STRING -> new StringValue(Bytes.of("x".repeat(size)));
          case LIST -> {
            ListValue list = new ListValue(-2);
            for (int i = 0; i < size; i++) list.push(End.TAIL, Bytes.of("element " + i));
            yield list;
          }
          case SET -> {
            SetValue set = new SetValue(new Limits());
            for (int i = 0; i < size; i++) set.add(Bytes.of("member " + i));
            yield set;
          }
          case HASH -> {
            HashValue hash = new HashValue(maker.limits());
            for (int i = 0; i < size; i++) hash.set(Bytes.of("field " + i), Bytes.of(i));
            yield hash;
          }
          case SORTED_SET -> {
            SortedSetValue set = new SortedSetValue(new Limits());
            for (int i = 0; i < size; i++) set.add(Bytes.of("member " + i), i % 7 - 2.5);
            yield set;
          }
          case STREAM -> stream(size);
        });
    return maker.made();
  }

  /** With a group that has read half of it, and one that has read nothing. */
  private static StreamValue stream(int size) {
    StreamValue stream = new StreamValue(new Limits());
    for (int i = 1; i <= size; i++) {
      stream.append(new StreamId(i, 0), List.of(Bytes.of("field"), Bytes.of(i)));
    }
    stream.addGroup(Bytes.of("idle"), StreamId.MIN, StreamGroup.UNKNOWN);
    StreamGroup group = stream.addGroup(Bytes.of("g"), StreamId.MIN, 0);
    for (int i = 1; i <= size / 2; i++) {
      Bytes name = Bytes.of("consumer " + i % 3);
      StreamConsumer consumer = group.consumer(name);
      if (consumer == null) consumer = group.addConsumer(name, i);
      group.advance(new StreamId(i, 0));
      group.deliver(new StreamId(i, 0), consumer, i);
    }
    return stream;
  }

  private static byte[] written(EntryView entry) {
    BytesBuilder out = new BytesBuilder(64);
    Codecs.write(entry, new RdbOutput(out, true));
    return out.toBytes().array();
  }

  private EntryView read(byte[] bytes, Watcher watcher) throws IOException {
    RdbInput in = new RdbInput(bytes, bytes.length);
    in.watch(watcher);
    maker.begin(KEY, Entry.NO_DEADLINE);
    int form = in.octet();
    in.say("the type");
    Codecs.read(form, in, maker);
    assertThat(in.left()).isZero();
    return maker.made();
  }

  private static String json(EntryView entry) {
    Json json = new Json();
    Codecs.json(entry, json);
    return json.toString();
  }

  private static final class Heard implements Watcher {

    private long end;

    @Override
    public void bytes(long from, long to, String meaning) {
      assertThat(from).as(meaning).isEqualTo(end);
      assertThat(meaning).isNotBlank();
      end = to;
    }

    @Override
    public void content(long from, long to, Bytes content) {
      bytes(from, to, content.toString());
    }

    @Override
    public void element(Bytes element, String kind) {}
  }

  @ParameterizedTest
  @EnumSource(Value.Type.class)
  void everyByteOfEveryTypeIsReadBackAndExplainedByTheSameReader(Value.Type type)
      throws IOException {
    for (int size : new int[] {1, 7, 500, 3000}) {
      EntryView entry = sample(type, size);
      String before = json(entry);
      byte[] bytes = written(entry);
      Heard heard = new Heard();
      assertThat(sorted(json(read(bytes, heard)))).isEqualTo(sorted(before));
      assertThat(heard.end).isEqualTo(bytes.length);
      assertThat(sorted(json(read(bytes, null)))).isEqualTo(sorted(before));
      assertThat(maker.made().type()).isEqualTo(type);
    }
  }

  /** A table has no order. */
  private static List<String> sorted(String json) {
    return Stream.of(json.split("[\\[\\],]+")).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource(Value.Type.class)
  void aFlippedBitIsReadOrRefusedAndACutIsRefused(Value.Type type) throws IOException {
    maker.limits().hashFields = 100;
    for (int size : new int[] {1, 30, 150}) damage(written(sample(type, size)));
  }

  @Test
  void aFlippedBitInASetOfIntegersIsReadOrRefused() throws IOException {
    damage(hex("0b 18 04000000 04000000 90eefeff ffffffff 05000000 2c010000"));
  }

  private void damage(byte[] whole) throws IOException {
    for (int at = 1; at < Math.min(whole.length, 600); at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << bit);
        try {
          readAlone(damaged);
        } catch (RdbException refused) {
          assertThat(refused).hasMessageContaining("at byte");
        }
      }
      byte[] cut = Arrays.copyOf(whole, at);
      assertThatThrownBy(() -> readAlone(cut)).isInstanceOf(RdbException.class);
    }
  }

  private void readAlone(byte[] bytes) throws IOException {
    RdbInput in = new RdbInput(bytes, bytes.length);
    maker.begin(KEY, Entry.NO_DEADLINE);
    Codecs.read(in.octet(), in, maker);
  }

  @ParameterizedTest
  @EnumSource(value = Value.Type.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void aLargeCollectionIsWrittenInSmallPieces(Value.Type type) {
    BytesBuilder out = new BytesBuilder(64);
    EntryView entry = sample(type, 100_000);
    Pieces pieces = Codecs.of(entry).write(entry, new RdbOutput(out, true));
    assertThat(mostInAPiece(pieces, out)).isLessThan(16 * 1024);
    RespWriter requests = new RespWriter(OutputStream.nullOutputStream());
    Pieces more = Codecs.of(entry).requests(entry, requests);
    assertThat(mostInAPiece(more, requests.buffer)).isLessThan(32 * 1024);
  }

  private static int mostInAPiece(Pieces pieces, BytesBuilder out) {
    int most = out.length();
    int count = 0;
    for (boolean more = true; more; count++) {
      out.clear();
      more = pieces.next();
      most = Math.max(most, out.length());
    }
    assertThat(count).isGreaterThan(10);
    return most;
  }

  @Test
  void aHashWhoseTableIsStillGrowingIsWrittenOnceAndWhole() {
    for (int size = 520; size < 3000; size += 61) {
      EntryView entry = sample(Value.Type.HASH, size);
      List<String> fields = new ArrayList<>();
      Pieces pieces =
          Codecs.of(entry)
              .requests(
                  entry,
                  new RequestSink() {
                    @Override
                    public void begin(int words) {}

                    @Override
                    public void string(byte[] bytes, int from, int to) {
                      String text = Bytes.copyOf(bytes, from, to).text();
                      if (text.startsWith("field")) fields.add(text);
                    }
                  });
      HashValue hash = entry.value(HashValue.class);
      while (pieces.next()) hash.get(Bytes.of("field 1"));
      assertThat(fields).hasSize(size).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 22, 23, 25, 99})
  void whatHasNoCodecIsRefusedByName(int form) {
    assertThatThrownBy(() -> read(new byte[] {(byte) form, 1}, null))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("\"k\"")
        .hasMessageMatching(".*(module value|of Redis 7.4,|unknown type 99) not supported.*");
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** As Redis 7.0 with its setting sanitize-dump-payload no. */
  @Test
  void aFieldTwiceIsTakenWhereRedisDoesNotLookForIt() throws IOException {
    EntryView small = read(hex("04 02 0161 0131 0161 0132"), null);
    assertThat(json(small)).isEqualTo("[[\"a\",\"1\"],[\"a\",\"2\"]]");
    assertThat(small.value(HashValue.class).size()).isEqualTo(2);
    String pack = "13000000 0400 816102 816202 816102 816302 ff";
    assertThat(json(read(hex("10 13" + pack), null))).isEqualTo("[[\"a\",\"b\"],[\"a\",\"c\"]]");
  }

  @Test
  void aFieldTwiceIsDamageInATableAndInOldPacks() {
    String longValue = "4050" + "78".repeat(80);
    for (String bytes :
        List.of(
            "04 03 0163" + longValue + "0161 0131 0161 0132",
            "04 03 0161 0131 0161 0132 0163" + longValue,
            "09 0c 02 01 61 01 00 31 01 61 01 00 32 ff")) {
      assertThatThrownBy(() -> read(hex(bytes), null)).hasMessageContaining("a field twice");
    }
  }

  @Test
  void aSetOfIntegersIsWrittenInRedisOwnBytes() {
    SetValue set = new SetValue(new Limits());
    for (int number : new int[] {300, -2, 7}) set.add(Bytes.of(number));
    maker.begin(KEY, Entry.NO_DEADLINE);
    maker.value(set);
    assertThat(written(maker.made())).isEqualTo(hex("0b 0e 02000000 03000000 feff 0700 2c01"));
  }

  /** A form that Redis writes since 7.2. */
  @Test
  void aPackedSetIsRead() throws IOException {
    EntryView set = read(hex("14 0f 0f000000 0300 0101 816102 816202 ff"), null);
    assertThat(set.value(SetValue.class).encoding()).isEqualTo("hashtable");
    assertThat(sorted(json(set))).isEqualTo(sorted("[\"1\",\"a\",\"b\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02 03 0161 0162 0161", // a member twice
        "02 02 0161", // too few
        "14 0f 0f000000 0300 816102 816202 816102 ff",
        "0b 08 02000000 00000000", // empty
        "0b 0c 03000000 02000000 0100 0200", // three bytes a number
        "0b 0c 02000000 03000000 0100 0200", // one number missing
        "0b 0c 02000000 02000000 0200 0100", // not in order
        "0b 0c 02000000 02000000 0200 0200", // a number twice
        "0b 04 02000000",
      })
  void aDamagedSetIsRefused(String bytes) {
    assertThatThrownBy(() -> read(hex(bytes), null)).isInstanceOf(RdbException.class);
  }

  /** As Redis 7.0, which does not look at what an intset says of a number that it has. */
  @Test
  void anIntegerTwiceInASetOfMembersIsTakenOnce() throws IOException {
    EntryView set = read(hex("02 03 0131 0132 0131"), null);
    assertThat(json(set)).isEqualTo("[\"1\",\"2\"]");
  }

  @Test
  void aSetOfIntegersThatIsLargerThanTheLimitBecomesATable() throws IOException {
    maker.limits().setNumbers = 2;
    EntryView set = read(hex("0b 0e 02000000 03000000 feff 0700 2c01"), null);
    assertThat(set.value(SetValue.class).encoding()).isEqualTo("hashtable");
    assertThat(set.value(SetValue.class).size()).isEqualTo(3);
  }

  /**
   * The switches over types outside of {@code value} are those of {@link Codecs}, of a digest, and
   * of the lens.
   */
  @Test
  void nobodyElseTellsTypesApartAndNobodySeesAnEntryAsAnObject() throws IOException {
    Pattern forbidden =
        Pattern.compile("case (String|List|Set|Hash)Value\\b|case Value\\b|\\bObject entry\\b");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/miniredis"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String room = file.getParent().getFileName().toString();
        if (room.equals("value") || room.equals("keyspace")) continue;
        if (file.endsWith("DatasetDigest.java") || file.endsWith("FinalValues.java")) continue;
        assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(forbidden);
      }
    }
  }
}
