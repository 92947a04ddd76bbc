package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.Limits;
import miniredis.value.StringValue;
import org.junit.jupiter.api.Test;

public class RdbFileTest {

  private static final RdbOptions PLAIN =
      new RdbOptions(true, true, RdbOptions.Access.NONE, false, 0);

  /** What a file says, a line a key. */
  public static List<String> read(byte[] file) throws IOException {
    List<String> found = new ArrayList<>();
    RdbTarget target =
        (database, key, entry, idle, frequency) ->
            found.add(
                "%d %s=%s @%d idle %d freq %d"
                    .formatted(
                        database,
                        key,
                        entry.value(StringValue.class).content(),
                        entry.deadline(),
                        idle,
                        frequency));
    RdbReader reader = new RdbReader(new ByteArrayInputStream(file), file.length, true, target);
    while (reader.next()) {}
    assertThat(reader.offset()).isEqualTo(file.length);
    return found;
  }

  private static byte[] write(RdbOptions options, String... keysAndValues) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChecksumStream out = new ChecksumStream(bytes, options.checksum());
    RdbWriter writer = new RdbWriter(out, options);
    writer.begin(new RdbHeader("7.0.15", 1_000_000, 12345));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Bytes key = Bytes.of(keysAndValues[i]);
      long deadline = i == 0 ? 5_000_000_000_000L : Entry.NO_DEADLINE;
      EntryMaker maker = new EntryMaker(new Limits());
      maker.begin(key, deadline);
      maker.string(Bytes.of(keysAndValues[i + 1]));
      maker.made().access(900);
      writer.entry(i % 4 / 2, maker.made(), 1_000_000);
    }
    writer.end();
    out.finish();
    assertThat(out.count()).isEqualTo(bytes.size());
    return bytes.toByteArray();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    String compressible = "abc".repeat(1000);
    byte[] file =
        write(PLAIN, "a", "1", "b", "-70000", "c", compressible, "d", "x".repeat(300_000));
    assertThat(read(file))
        .containsExactly(
            "0 \"a\"=\"1\" @5000000000000 idle -1 freq -1",
            "1 \"b\"=\"-70000\" @-1 idle -1 freq -1",
            "0 \"c\"=\"" + compressible + "\" @-1 idle -1 freq -1",
            "1 \"d\"=\"" + "x".repeat(300_000) + "\" @-1 idle -1 freq -1");
    assertThat(file.length).as("compressed").isLessThan(5000);
  }

  @Test
  void stringsLongerThanTheBufferSurvive() throws IOException {
    String noise =
        new Random(1)
            .ints(900_000, 32, 127)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String half = noise.substring(0, 400_000);
    byte[] file = write(PLAIN, "a", noise, "b", half + half, "c", "last");
    assertThat(read(file)).hasSize(3).last().asString().startsWith("0 \"c\"=\"last\"");
    RdbOptions bare = new RdbOptions(false, true, RdbOptions.Access.NONE, false, 0);
    assertThat(read(write(bare, "a", noise, "b", half + half, "c", "last"))).isEqualTo(read(file));
  }

  @Test
  void whatThePolicyCountsIsWritten() throws IOException {
    RdbOptions lru = new RdbOptions(true, true, RdbOptions.Access.LAST_USE, false, 0);
    RdbOptions lfu = new RdbOptions(true, true, RdbOptions.Access.FREQUENCY, false, 0);
    assertThat(read(write(lru, "a", "x")).getFirst()).endsWith("idle 100 freq -1");
    RdbOptions decayed = new RdbOptions(true, true, RdbOptions.Access.FREQUENCY, false, 2);
    assertThat(read(write(lfu, "a", "x")).getFirst()).endsWith("idle -1 freq " + (900 & 0xff));
    assertThat(read(write(decayed, "a", "x")).getFirst()).endsWith("freq " + ((900 & 0xff) - 6));
  }

  @Test
  void everyDamagedByteIsRefused() throws IOException {
    byte[] file = write(PLAIN, "key", "value", "number", "1234", "text", "to be or not ".repeat(9));
    for (int at = 0; at < file.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] damaged = file.clone();
        damaged[at] ^= (byte) flip;
        try {
          read(damaged);
          fail("byte %d, changed by %x, went unnoticed", at, flip);
        } catch (RdbException expected) {
          assertThat(expected.offset()).isBetween(0L, (long) file.length);
        }
      }
    }
  }

  @Test
  void everyCutIsRefused() throws IOException {
    byte[] file = write(PLAIN, "key", "value", "text", "to be or not ".repeat(9));
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(RdbException.class);
    }
  }

  /** Redis does so, too: some of its old versions could write them. */
  @Test
  void emptyListsAndHashesArePassedOver() throws IOException {
    String emptyPack = "\7" + "\7\0\0\0\0\0\u00ff";
    String emptyZiplist = "\13" + "\13\0\0\0\12\0\0\0\0\0\u00ff";
    String entries =
        String.join(
            "",
            "\1\1a\0", // a list
            "\4\1b\0", // a hash
            "\12\1c" + emptyZiplist,
            "\15\1d" + emptyZiplist,
            "\16\1e\0", // a quicklist
            "\20\1f" + emptyPack,
            "\22\1g\0", // a quicklist of today
            "\22\1h\1\2" + emptyPack,
            "\u00fc\0\0\0\0\0\1\0\0" + "\1\1i\0", // with a deadline, which goes to no other
            "\0\1s\1x");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(("REDIS0010" + entries + "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(new byte[8]);
    assertThat(read(file.toByteArray())).containsExactly("0 \"s\"=\"x\" @-1 idle -1 freq -1");
  }

  @Test
  void aChecksumOfZeroMeansNone() throws IOException {
    RdbOptions unsummed = new RdbOptions(true, false, RdbOptions.Access.NONE, false, 0);
    byte[] file = write(unsummed, "key", "value");
    assertThat(Arrays.copyOfRange(file, file.length - 8, file.length)).containsOnly(0);
    assertThat(read(file)).hasSize(1);
  }

  /** It would cost an error and not two gigabytes even where there is no checksum. */
  @Test
  void aPackedStringThatPromisesMoreThanCanComeOfItIsRefused() throws IOException {
    String start = "524544495330303130" + "00016bc305";
    String end = "0061e0ff00" + "ff" + "00".repeat(8);
    byte[] huge = HexFormat.of().parseHex(start + "807fffffff" + end);
    assertThatThrownBy(() -> read(huge))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("5 compressed bytes cannot become 2147483647");
    assertThat(read(HexFormat.of().parseHex(start + "4109" + end)).getFirst())
        .contains("a".repeat(265));
  }

  @Test
  void typesThatAreNotBuiltAreRefusedByName() {
    byte[] module = HexFormat.of().parseHex("524544495330303130" + "07016b010161" + "ff");
    assertThatThrownBy(() -> read(module))
        .hasMessageContaining("\"k\"")
        .hasMessageContaining("module value");
    byte[] future = HexFormat.of().parseHex("524544495330303132" + "ff");
    assertThatThrownBy(() -> read(future)).hasMessageContaining("RDB format version 12");
  }
}
