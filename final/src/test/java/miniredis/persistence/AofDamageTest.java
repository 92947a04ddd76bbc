package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A log that was cut anywhere, and one of which any byte is wrong. A cut costs what was not whole.
 * A wrong byte costs, at worst, what no one can notice: the log has no checksum.
 */
class AofDamageTest {

  @TempDir Path folder;

  private Path file;

  /** The file's size after each request, and what the keyspace held then. */
  private final NavigableMap<Long, Map<String, String>> states = new TreeMap<>();

  @BeforeEach
  void writeALog() throws IOException {
    file = folder.resolve("appendonlydir/appendonly.aof.1.incr.aof");
    try (LiveLog live = new LiveLog(folder)) {
      note();
      for (String request :
          List.of(
              "SET name mini",
              "APPEND name -redis",
              "SET counter 10",
              "INCR counter",
              "SELECT 1",
              "RPUSH list a b c",
              "PEXPIREAT list 2000000000000",
              "DEBUG SET-ACTIVE-EXPIRE 0",
              "SET brief 1 PX 1",
              "SELECT 0",
              "DEL counter")) {
        live.ask(request);
        if (!request.startsWith("DEBUG")) note();
      }
      live.advance(Duration.ofSeconds(1));
      live.ask("SELECT 1");
      live.ask("SET brief 2");
      note();
    }
  }

  private void note() throws IOException {
    if (Files.exists(file)) states.put(Files.size(file), Replayed.of(folder).keys());
    else states.put(0L, Map.of());
  }

  @Test
  void aLogCutAtAnyByteHoldsExactlyTheRequestsThatAreWhole() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    assertThat(new String(whole, StandardCharsets.ISO_8859_1)).contains("MULTI", "EXEC");
    for (int length = whole.length; length >= 0; length--) {
      Files.write(file, Arrays.copyOf(whole, length));
      Replayed replayed = Replayed.of(folder);
      Map.Entry<Long, Map<String, String>> expected = states.floorEntry((long) length);
      assertThat(replayed.keys()).as("cut to %d bytes", length).isEqualTo(expected.getValue());
      boolean cut = Files.size(file) < length;
      assertThat(replayed.warnings().contains("ends within a request")).isEqualTo(cut);
      assertThat(Files.size(file)).isGreaterThanOrEqualTo(expected.getKey());
      assertThat(Replayed.of(folder)).isEqualTo(new Replayed(replayed.keys(), ""));
    }
  }

  @Test
  void aTornTailIsRefusedIfTheSettingSaysSo() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] torn = Arrays.copyOf(whole, whole.length - 1);
    Files.write(file, torn);
    assertThatThrownBy(() -> Replayed.of(folder, "aof-load-truncated", "no"))
        .hasMessageContaining("aof-load-truncated is off");
    assertThat(file).hasBinaryContent(torn);
    try (LiveLog live = new LiveLog(folder, "aof-load-truncated", "no")) {
      assertThat(live.reason()).contains("ends within a request, which begins at byte");
    }
  }

  @Test
  void aTornFileThatIsNotTheLastIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    Files.write(file.resolveSibling("appendonly.aof.2.incr.aof"), new byte[0]);
    Files.writeString(
        file.resolveSibling("appendonly.aof.manifest"),
        "file appendonly.aof.2.incr.aof seq 2 type i\n",
        StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Replayed.of(folder)).hasMessageContaining("not the last file");
  }

  @Test
  void anUnknownCommandIsRefused() throws IOException {
    Files.writeString(file, "*1\r\n$3\r\nFOO\r\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Replayed.of(folder))
        .hasMessageContaining("unknown command 'FOO'")
        .hasMessageContaining("at byte " + states.lastKey());
  }

  private static String request(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) text.append("$" + word.length() + "\r\n" + word + "\r\n");
    return text.toString();
  }

  /**
   * What redis-server 7.0 does with each, and redis-check-aof says of it, stands in the chapter.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a blank after a number               | *3 _$3_SET_$1_b_$1_2_                | b
          a plus before a number               | *3_$3_SET_$1_b_$+1_2_                | b
          EXEC without MULTI                   | {EXEC}{SET b 2}                      | b
          MULTI inside of MULTI                | {MULTI}{SET b 2}{MULTI}{SET c 3}{EXEC} | b c
          the same with an EXEC for each       | {MULTI}{SET b 2}{MULTI}{SET c 3}{EXEC}{EXEC} | b c
          the same without any EXEC            | {MULTI}{SET b 2}{MULTI}{SET c 3}     | cut before the first
          a line end without CR                | *3%$3_SET_$1_b_$1_2_                 | refused
          letters after a number               | *3x_$3_SET_$1_b_$1_2_                | refused
          """)
  void whatRedisLoadsIsLoadedWhereItCannotBeMisread(String what, String log, String expected)
      throws IOException {
    String text = log.replace("_", "\r\n").replace("%", "\n");
    text =
        Pattern.compile("\\{(.*?)}")
            .matcher(text)
            .replaceAll(each -> Matcher.quoteReplacement(request(each.group(1).split(" "))));
    Files.writeString(file, request("SET", "a", "1") + text);
    long size = Files.size(file);
    String result;
    try {
      Map<String, String> keys = Replayed.of(folder).keys();
      assertThat(keys.keySet()).contains("0 \"a\"");
      result =
          keys.keySet().stream()
              .skip(1)
              .map(key -> key.replaceAll("0 |\"", ""))
              .collect(Collectors.joining(" "));
      if (Files.size(file) < size) {
        assertThat(file).hasContent(request("SET", "a", "1"));
        result = "cut before the first";
      }
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("at byte");
      result = "refused";
    }
    assertThat(result).isEqualTo(expected);
    String row =
        "(?m)^\\| "
            + Pattern.quote(what)
            + " \\|.*\\| "
            + (expected.length() < 4 ? "loaded" : expected)
            + " \\|$";
    assertThat(Files.readString(Path.of("README.md"))).containsPattern(row);
  }

  private enum Outcome {
    REFUSED,
    CUT,
    CHANGED,
    UNNOTICED
  }

  private String detail;

  @Test
  void everyWrongByteIsRefusedOrCutOffOrChangesData() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Map<String, String> right = Replayed.of(folder).keys();
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    StringBuilder table = new StringBuilder();
    int from = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 1;
      Outcome outcome = outcome(wrong, right);
      counts.merge(outcome, 1, Integer::sum);
      if (outcome == Outcome.REFUSED) assertThat(detail).contains("at byte");
      if (whole[at] == '\n') {
        String line = new String(whole, from, at - 1 - from, StandardCharsets.ISO_8859_1);
        table.append("%4d  %-16s %s%n".formatted(from, line, row(whole, from, at, right)));
        from = at + 1;
      }
    }
    System.out.printf(
        "Every byte of a log of %d bytes, its lowest bit flipped: %s%n%s",
        whole.length, counts, table);
    assertThat(table.toString().lines()).containsAll(linesInTheChapter());
    String chapter = Files.readString(Path.of("README.md"));
    assertThat(chapter)
        .contains("a log of %d bytes".formatted(whole.length))
        .contains(
            "In all: %d refused, %d cut, %d changed data, %d unnoticed."
                .formatted(Stream.of(Outcome.values()).map(counts::get).toArray()));
  }

  /** The part of the table that the chapter shows. */
  private static List<String> linesInTheChapter() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
      List<String> found = lines.filter(line -> line.matches(" +\\d+  \\S+ +[RCD-]+")).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  /** What comes of each byte of a line, a letter each: R refused, C cut, D data, - nothing. */
  private String row(byte[] whole, int from, int to, Map<String, String> right) throws IOException {
    StringBuilder row = new StringBuilder();
    for (int at = from; at <= to; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 1;
      row.append("RCD-".charAt(outcome(wrong, right).ordinal()));
    }
    return row.toString();
  }

  private Outcome outcome(byte[] wrong, Map<String, String> right) throws IOException {
    Files.write(file, wrong);
    try {
      Replayed replayed = Replayed.of(folder);
      detail = replayed.warnings();
      if (Files.size(file) < wrong.length) return Outcome.CUT;
      return replayed.keys().equals(right) ? Outcome.UNNOTICED : Outcome.CHANGED;
    } catch (IOException refused) {
      detail = refused.getMessage();
      return Outcome.REFUSED;
    }
  }
}
