package miniredis.tools;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;
import miniredis.rdb.RequestSink;

/** A request as one line of JSON: an array of its words, each as {@link Json#bytes} writes it. */
final class JsonLine {

  private JsonLine() {}

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
   * @throws IllegalArgumentException if it is no such line, with the place
   */
  static List<Bytes> read(String line) {
    if (JsonValue.read(line) instanceof JsonValue.Items(var words) && !words.isEmpty()) {
      return IntStream.range(0, words.size()).mapToObj(i -> word(words.get(i), i + 1)).toList();
    }
    throw new IllegalArgumentException("column 1: expected an array of words");
  }

  private static Bytes word(JsonValue word, int number) {
    if (word instanceof JsonValue.Text(var text)) return Bytes.of(text);
    try {
      if (word.has("base64")) return Bytes.wrap(Base64.getDecoder().decode(word.text("base64")));
    } catch (IllegalArgumentException bad) {
      // Told below, with its place.
    }
    throw new IllegalArgumentException(
        "column 1: word " + number + " is neither a string nor base64");
  }
}
