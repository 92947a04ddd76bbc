package miniredis.net;

import module java.base;

/**
 * {@code --trace}: every byte in and out, a line for each read and each write.
 *
 * <pre>
 *   3 &lt; *1\r\n$4\r\nPING\r\n
 *   3 &gt; +PONG\r\n
 * </pre>
 *
 * The number is the client's id; {@code <} came from it and {@code >} went to it.
 */
final class Trace {

  private static final int PIECE = 8192;

  private final PrintStream out;

  Trace(PrintStream out) {
    this.out = out;
  }

  void in(long id, byte[] bytes, int from, int to) {
    show(id + " < ", bytes, from, to);
  }

  void out(long id, byte[] bytes, int from, int to) {
    show(id + " > ", bytes, from, to);
  }

  /** In pieces, because a value can be longer than a text may be. */
  private void show(String head, byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(head);
    for (int i = from; i < to; i++) {
      append(text, bytes[i]);
      if (text.length() >= PIECE) {
        out.print(text);
        text.setLength(0);
      }
    }
    out.print(text.append('\n'));
    out.flush();
  }

  private static void append(StringBuilder text, byte b) {
    switch (b) {
      case '\r' -> text.append("\\r");
      case '\n' -> text.append("\\n");
      case '\\' -> text.append("\\\\");
      default -> {
        if (b >= ' ' && b <= '~') text.append((char) b);
        else text.append("\\x").append(HexFormat.of().toHexDigits(b));
      }
    }
  }
}
