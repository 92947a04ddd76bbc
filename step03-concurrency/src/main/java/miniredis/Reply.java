package miniredis;

import module java.base;

/** What a command answers. Sealed: the compiler finds the switch that forgets a kind. */
sealed interface Reply {
  Reply OK = new Text("OK");

  record Text(String text) implements Reply {}

  record Error(String text) implements Reply {}

  record Int(long value) implements Reply {}

  /** Any bytes at all; null stands for "there is nothing". */
  record Bulk(Bytes value) implements Reply {}

  default void writeTo(OutputStream out) throws IOException {
    switch (this) {
      case Text(String text) -> line(out, "+" + text);
      case Error(String text) -> line(out, "-" + text.replaceAll("[\r\n]", " "));
      case Int(long value) -> line(out, ":" + value);
      case Bulk(Bytes value) when value == null -> line(out, "$-1");
      case Bulk(Bytes value) -> {
        line(out, "$" + value.array().length);
        out.write(value.array());
        line(out, "");
      }
    }
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }
}
