package miniredis.net;

import module java.base;

/**
 * {@code --trace}: every byte in and out, a line for each read and each write.
 *
 * <pre>
 *   12:04:31.120 client 3 &gt; *1\r\n$4\r\nPING\r\n
 *   12:04:31.120 client 3 &lt; +PONG\r\n
 * </pre>
 *
 * The number is the client's id; behind a {@code >} is what it sent, behind a {@code <} what it
 * got.
 */
final class Trace {

  private static final int PIECE = 8192;

  private final PrintStream out;

  Trace(PrintStream out) {
    this.out = out;
  }

  void in(long id, byte[] bytes, int from, int to) {
    show(id, " > ", bytes, from, to);
  }

  void out(long id, byte[] bytes, int from, int to) {
    show(id, " < ", bytes, from, to);
  }

  /** In pieces, because a value can be longer than a text may be. */
  private void show(long id, String arrow, byte[] bytes, int from, int to) {
    String head = String.format(Locale.ROOT, "%tT.%<tL client %d%s", LocalTime.now(), id, arrow);
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
