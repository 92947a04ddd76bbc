package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * A whole request or reply that has gone over the wire, and the beginning of its bytes. They are
 * only lent: valid until the reader that found them goes on.
 *
 * @param from where it begins in the stream, in bytes
 * @param to where the next one begins
 * @param type its first byte; of a reply with notes in front, the reply's; {@link #INLINE} for a
 *     line that somebody typed
 * @param start where its bytes begin in the array
 * @param end where those that are there end; all of them, or the first {@link #HEAD}
 */
record Frame(long from, long to, char type, byte[] bytes, int start, int end) {

  /** How many bytes of a frame are kept. */
  static final int HEAD = 512;

  /** The type of a line that has none. */
  static final char INLINE = 0;

  /** Whether some of its bytes are not there. */
  boolean isCut() {
    return to - from > end - start;
  }

  /**
   * Its strings and numbers in order, whatever arrays they are in; of an inline request its words.
   * Fewer than asked for where its bytes end, and the last perhaps not whole.
   */
  List<Bytes> words(int most) {
    if (type == INLINE) return inline(most);
    List<Bytes> words = new ArrayList<>();
    int at = start;
    while (at < end && words.size() < most) {
      char type = (char) bytes[at];
      int line = lineEnd(at + 1);
      String rest = new String(bytes, at + 1, line - at - 1, StandardCharsets.ISO_8859_1);
      at = Math.min(end, line + 2);
      if ("$=!".indexOf(type) >= 0) {
        int length = (int) Math.min(end - at, number(rest));
        words.add(length < 0 ? Bytes.EMPTY : Bytes.copyOf(bytes, at, at + length));
        at += length < 0 ? 0 : length + 2;
      } else if ("*~>%|".indexOf(type) < 0) {
        words.add(Bytes.latin(rest));
      }
    }
    return words;
  }

  private List<Bytes> inline(int most) {
    Bytes[] words = Words.split(bytes, start, lineEnd(start)).orElse(new Bytes[0]);
    return Arrays.stream(words).limit(most).toList();
  }

  /** Where the line's CR or LF is, or the end. */
  int lineEnd(int from) {
    for (int i = from; i < end; i++) if (bytes[i] == '\r' || bytes[i] == '\n') return i;
    return end;
  }

  /** A length, or -1 for what is none. */
  static long number(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }
}
