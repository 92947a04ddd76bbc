package miniredis.tools;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.rdb.RdbException;
import miniredis.rdb.RdbReader;
import miniredis.rdb.RdbTarget;
import miniredis.rdb.Watcher;
import miniredis.value.EntryView;

/**
 * A snapshot byte by byte: offset, bytes, meaning. For people who want to see what the manual says.
 *
 * <p>It watches the reader that loads snapshots, so it shows what that one understands: what does
 * not fit is said with its place, and that is the end. Small values are taken apart to the last
 * element.
 */
final class RdbExplain implements Watcher, RdbTarget {

  private static final int BYTES_A_LINE = 8;
  private static final int MOST_SHOWN = 48;
  private static final long LARGEST = 1 << 28;

  private final byte[] file;
  private final PrintStream out;

  /** How often something of one meaning has been met in the value that is read. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Elements of the present pack. */
  private int elements;

  private RdbExplain(byte[] file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  static boolean run(List<String> arguments, PrintStream out) throws IOException {
    Path path = ToolMain.file(arguments);
    if (Files.size(path) > LARGEST)
      throw new IOException(path + " is too large to be read line by line");
    try {
      new RdbExplain(Files.readAllBytes(path), out).all();
      return true;
    } catch (RdbException bad) {
      throw new IOException(path + ": " + bad.getMessage());
    }
  }

  private void all() throws IOException {
    RdbReader reader = new RdbReader(new ByteArrayInputStream(file), file.length, true, this);
    reader.watch(this);
    while (reader.next()) {}
    endPack();
    int end = (int) reader.offset();
    if (end < file.length) line(end, end, (file.length - end) + " bytes more, of something else");
  }

  @Override
  public void entry(int database, Bytes key, EntryView entry, long idle, int frequency) {
    numbers.clear();
  }

  @Override
  public void empty(Bytes key) {
    numbers.clear();
  }

  @Override
  public void bytes(long from, long to, String meaning) {
    endPack();
    line((int) from, (int) to, numbered(meaning));
  }

  private String numbered(String meaning) {
    if (!meaning.contains("#")) return meaning;
    String kind = meaning.substring(0, meaning.indexOf('#'));
    return meaning.replace("#", numbers.merge(kind, 1, Integer::sum).toString());
  }

  @Override
  public void content(long from, long to, Bytes content) {
    line((int) from, (int) to, shown(content));
  }

  @Override
  public void element(Bytes element, String kind) {
    if (elements++ < MOST_SHOWN) out.printf("%38s  - %s, %s%n", "", shown(element), kind);
  }

  private void endPack() {
    if (elements > MOST_SHOWN) out.printf("%38s  - and %d more%n", "", elements - MOST_SHOWN);
    elements = 0;
  }

  private static String shown(Bytes content) {
    if (content.length() <= MOST_SHOWN) return content.toString();
    return content.slice(0, MOST_SHOWN) + "... (" + content.length() + " bytes)";
  }

  /** A long run of bytes is shown by its beginning and its end. */
  private void line(int from, int to, String meaning) {
    String said = meaning;
    for (int begin = from; begin < to || begin == from; begin += BYTES_A_LINE) {
      int end = Math.min(to, begin + BYTES_A_LINE);
      String hex = HexFormat.ofDelimiter(" ").formatHex(file, begin, end);
      out.printf("%8d  %-26s  %s%n", begin, hex, said);
      said = "";
      if (begin == from && to - from > 4 * BYTES_A_LINE) {
        out.printf("%8s  %s%n", "", "... " + (to - from - 2 * BYTES_A_LINE) + " bytes ...");
        begin = to - 2 * BYTES_A_LINE;
      }
    }
  }
}
