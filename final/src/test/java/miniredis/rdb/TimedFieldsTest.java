package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of fields in a snapshot, as they are written, read, cut and damaged. */
class TimedFieldsTest {

  private static final RdbOptions PLAIN =
      new RdbOptions(true, true, RdbOptions.Access.NONE, false, 0);
  private static final RdbOptions UNCHECKED =
      new RdbOptions(false, false, RdbOptions.Access.NONE, false, 0);

  private static EntryView hash(String key, int fields, int timed) {
    HashValue hash = new HashValue(new Limits());
    for (int i = 0; i < fields; i++) hash.set(Bytes.of("f" + i), Bytes.of("v" + i));
    for (int i = 0; i < timed; i++) hash.deadline(Bytes.of("f" + i), 2_000_000_000_000L + i / 3);
    EntryMaker maker = new EntryMaker(new Limits());
    maker.begin(Bytes.of(key), key.equals("mortal") ? 5_000_000_000_000L : Entry.NO_DEADLINE);
    maker.value(hash);
    return maker.made();
  }

  private static byte[] file(RdbOptions options, EntryView... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChecksumStream out = new ChecksumStream(bytes, options.checksum());
    RdbWriter writer = new RdbWriter(out, options);
    writer.begin(new RdbHeader("7.0.15", 1_000_000, 12345));
    for (EntryView each : entries) writer.entry(0, each, 1_000_000);
    writer.end();
    out.finish();
    return bytes.toByteArray();
  }

  private static List<String> read(byte[] file) throws IOException {
    List<String> found = new ArrayList<>();
    RdbTarget target = (_, key, entry, _, _) -> found.add(key + " " + content(entry));
    RdbReader reader = new RdbReader(new ByteArrayInputStream(file), file.length, true, target);
    while (reader.next()) {}
    return found;
  }

  private static String content(EntryView entry) {
    Map<String, String> fields = new TreeMap<>();
    if (!(entry.value() instanceof HashValue hash)) return entry.type().word();
    hash.forEach(
        (field, value) -> fields.put(field.text(), value.text() + "@" + hash.deadline(field)));
    return entry.deadline() + " " + fields;
  }

  private static String line(EntryView entry) {
    return entry.key() + " " + content(entry);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 256, 257, 512, 1000, 5000})
  void whatIsWrittenIsReadBack(int timed) throws IOException {
    EntryView large = hash("large", timed + 7, timed);
    EntryView plain = hash("plain", 5, 0);
    EntryView mortal = hash("mortal", 5, 5);
    assertThat(read(file(PLAIN, large, plain, mortal)))
        .containsExactlyInAnyOrder(line(large), line(plain), line(mortal));
  }

  @Test
  void aHashWithoutDeadlinesIsWrittenAsBefore() throws IOException {
    byte[] plain = file(PLAIN, hash("plain", 5, 0));
    assertThat(new String(plain, StandardCharsets.ISO_8859_1)).doesNotContain("deadlines");
  }

  @Test
  void everyCutAndEveryFlippedBitIsNoticed() throws IOException {
    byte[] file = file(PLAIN, hash("h", 6, 4), hash("other", 3, 1));
    for (int end = 0; end < file.length; end++) {
      byte[] cut = Arrays.copyOf(file, end);
      assertThatThrownBy(() -> read(cut)).as("cut at %d", end).isInstanceOf(RdbException.class);
    }
    for (int bit = 0; bit < 8 * (file.length - 8); bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(flipped))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isInstanceOf(RdbException.class);
    }
  }

  /** Some damage cannot be noticed then; none may do worse than another value or deadline. */
  @Test
  void withoutAChecksumAFlippedBitIsRefusedOrChangesWhatItSays() throws IOException {
    byte[] file = file(UNCHECKED, hash("h", 6, 4), hash("other", 3, 1));
    int refused = 0;
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(read(flipped)).hasSizeLessThanOrEqualTo(2);
      } catch (RdbException said) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(file.length);
  }

  /** A remark in front of a key of another name, of another type, or of none. */
  @Test
  void deadlinesThatFitNoKeyAreRefused() throws IOException {
    byte[] file = file(UNCHECKED, hash("aaa", 2, 1));
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String wrong = "deadlines of fields that do not fit the key after them";
    int keyOfRemark = text.indexOf("aaa");
    int keyOfHash = text.lastIndexOf("aaa");
    for (int at : List.of(keyOfRemark, keyOfHash, text.indexOf("f0"), text.lastIndexOf("f0"))) {
      byte[] changed = file.clone();
      changed[at] = 'z';
      assertThatThrownBy(() -> read(changed)).hasMessageContaining(wrong);
    }
    byte[] noKey = Arrays.copyOf(file, keyOfHash - 2 + 1 + 8);
    noKey[keyOfHash - 2] = (byte) Rdb.EOF;
    assertThatThrownBy(() -> read(noKey)).hasMessageContaining(wrong);
  }

  private static List<String> requests(EntryView entry) {
    List<String> found = new ArrayList<>();
    Codecs.requests(
        entry,
        new RequestSink() {
          private int left;

          @Override
          public void begin(int words) {
            assertThat(left).isZero();
            left = words;
            found.add("");
          }

          @Override
          public void string(byte[] bytes, int from, int to) {
            left--;
            found.add((found.removeLast() + " " + Bytes.copyOf(bytes, from, to).text()).strip());
          }
        });
    return found;
  }

  @Test
  void requestsSetTheFieldsAndThenTheirDeadlines() {
    assertThat(requests(hash("h", 3, 2)))
        .containsExactly("HMSET h f0 v0 f1 v1 f2 v2", "HPEXPIREAT h 2000000000000 FIELDS 2 f0 f1");
    assertThat(requests(hash("h", 1, 0))).containsExactly("HMSET h f0 v0");
    List<String> many = requests(hash("h", 700, 700));
    List<String> named =
        many.stream()
            .filter(line -> line.startsWith("HPEXPIREAT"))
            .flatMap(line -> Arrays.stream(line.split(" ")).skip(5))
            .toList();
    assertThat(named).hasSize(700).doesNotHaveDuplicates();
  }

  @Test
  void jsonHasTheDeadlineAsAThird() {
    Json json = new Json();
    Codecs.json(hash("h", 2, 1), json);
    assertThat(json.toString()).isEqualTo("[[\"f0\",\"v0\",2000000000000],[\"f1\",\"v1\"]]");
  }
}
