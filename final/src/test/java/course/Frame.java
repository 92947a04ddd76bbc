package course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Finds where a reply ends, in RESP2 and RESP3, without caring what it says. */
final class Frame {

  private static final int UNFINISHED = -1;

  private Frame() {}

  /** The length of the first reply in {@code bytes}, or -1 where it is not all there. */
  static int end(byte[] bytes) {
    return end(new String(bytes, ISO_8859_1), 0);
  }

  /** The end of the reply that begins at {@code from}, or -1 where it is not all there. */
  static int end(String text, int from) {
    int line = text.indexOf("\r\n", from);
    if (line < 0) return UNFINISHED;
    int next = line + 2;
    return switch (text.charAt(from)) {
      case '$', '=', '!' -> {
        int length = number(text, from, line);
        int end = length < 0 ? next : next + length + 2;
        yield end <= text.length() ? end : UNFINISHED;
      }
      case '*', '~', '>' -> many(text, next, number(text, from, line));
      case '%' -> many(text, next, 2 * number(text, from, line));
      case '|' -> many(text, next, 2 * number(text, from, line) + 1);
      default -> next;
    };
  }

  private static int many(String text, int from, int count) {
    int end = from;
    for (int i = 0; i < count && end != UNFINISHED; i++) {
      end = end < text.length() ? end(text, end) : UNFINISHED;
    }
    return end;
  }

  private static int number(String text, int from, int line) {
    return Integer.parseInt(text.substring(from + 1, line));
  }
}
