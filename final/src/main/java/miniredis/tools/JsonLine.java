package miniredis.tools;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.rdb.RequestSink;

/** A request as one line of JSON: an array of its words, each as {@link Json#bytes} writes it. */
final class JsonLine {

  private final String line;
  private int at;

  private JsonLine(String line) {
    this.line = line;
  }

  // Writing

  static void print(Json line, PrintStream out) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /** Prints each request that it is given. */
  static final class Printer implements RequestSink {

    private final PrintStream out;
    private Json line;
    private int left;

    Printer(PrintStream out) {
      this.out = out;
    }

    @Override
    public void begin(int words) {
      line = new Json().beginArray();
      left = words;
    }

    @Override
    public void string(byte[] bytes, int from, int to) {
      line.bytes(Bytes.copyOf(bytes, from, to));
      if (--left == 0) print(line.endArray(), out);
    }
  }

  // Reading

  /**
   * The words of a line.
   *
   * @throws IllegalArgumentException if it is no such line, with the column
   */
  static List<Bytes> read(String line) {
    JsonLine json = new JsonLine(line);
    List<Bytes> words = new ArrayList<>();
    json.expect("[");
    do words.add(json.readWord());
    while (json.skip(","));
    json.expect("]");
    json.blanks();
    if (json.at < line.length()) throw json.wrong("nothing more");
    return words;
  }

  private Bytes readWord() {
    if (!skip("{")) return Bytes.of(readString());
    if (!readString().equals("base64")) throw wrong("base64");
    expect(":");
    String encoded = readString();
    expect("}");
    try {
      return Bytes.wrap(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException bad) {
      throw wrong("base64");
    }
  }

  private String readString() {
    expect("\"");
    StringBuilder text = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') return text.toString();
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = next();
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case '"', '\\', '/' -> text.append(escaped);
        case 'u' -> text.append(unicode());
        default -> throw wrong("an escape");
      }
    }
  }

  private char unicode() {
    int end = at + 4;
    if (end > line.length() || !line.substring(at, end).matches("\\p{XDigit}{4}")) {
      throw wrong("four hexadecimal digits");
    }
    char c = (char) Integer.parseInt(line.substring(at, end), 16);
    at = end;
    return c;
  }

  private char next() {
    if (at >= line.length()) throw wrong("the end of a string");
    return line.charAt(at++);
  }

  private void blanks() {
    while (at < line.length() && " \t\r".indexOf(line.charAt(at)) >= 0) at++;
  }

  private boolean skip(String mark) {
    blanks();
    if (!line.startsWith(mark, at)) return false;
    at += mark.length();
    return true;
  }

  private void expect(String mark) {
    if (!skip(mark)) throw wrong("'" + mark + "'");
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("column " + (at + 1) + ": expected " + wanted);
  }
}
