package miniredis.bytes;

import module java.base;

import miniredis.bytes.JsonValue.Fields;
import miniredis.bytes.JsonValue.Items;
import miniredis.bytes.JsonValue.Number;
import miniredis.bytes.JsonValue.Text;
import miniredis.bytes.JsonValue.Truth;

/** Reads a text of JSON from its left to its right. For one use. */
final class JsonReader {

  private static final int DEEPEST = 100;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  JsonValue readAll() {
    JsonValue value = read();
    blanks();
    if (at < text.length()) throw wrong("nothing more");
    return value;
  }

  private JsonValue read() {
    if (skip("{")) return nested(this::readFields);
    if (skip("[")) return nested(this::readItems);
    if (skip("\"")) return new Text(readString());
    if (skip("true")) return new Truth(true);
    if (skip("false")) return new Truth(false);
    if (skip("null")) return JsonValue.NOTHING;
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) throw wrong("a value");
    at = number.end();
    return new Number(Double.parseDouble(number.group()));
  }

  private JsonValue nested(Supplier<JsonValue> reading) {
    if (++depth > DEEPEST) throw wrong("fewer brackets");
    JsonValue value = reading.get();
    depth--;
    return value;
  }

  private JsonValue readFields() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    if (skip("}")) return new Fields(fields);
    do {
      expect("\"");
      String name = readString();
      expect(":");
      fields.put(name, read());
    } while (skip(","));
    expect("}");
    return new Fields(Collections.unmodifiableMap(fields));
  }

  private JsonValue readItems() {
    List<JsonValue> items = new ArrayList<>();
    if (skip("]")) return new Items(List.of());
    do items.add(read());
    while (skip(","));
    expect("]");
    return new Items(Collections.unmodifiableList(items));
  }

  /** The opening quotation mark has been read. */
  private String readString() {
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') return string.toString();
      if (c < ' ') throw wrong("an escape for a control character");
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> unicode();
      default -> throw wrong("an escape");
    };
  }

  private char unicode() {
    int end = at + 4;
    if (end > text.length() || !text.substring(at, end).matches("\\p{XDigit}{4}")) {
      throw wrong("four hexadecimal digits");
    }
    char c = (char) Integer.parseInt(text.substring(at, end), 16);
    at = end;
    return c;
  }

  private char next() {
    if (at >= text.length()) throw wrong("the end of a string");
    return text.charAt(at++);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private boolean skip(String mark) {
    blanks();
    if (!text.startsWith(mark, at)) return false;
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
