package miniredis.lens;

import module java.base;

/** What a byte on the wire is for. */
enum Role {
  /** The first byte of a RESP element: {@code * $ + - :} and so on. */
  TYPE,
  /** Digits that say how many bytes or elements follow. */
  LENGTH,
  /** The end of a line: CR LF, or a lone LF. */
  CRLF,
  /** What was meant: a word, a value, an error's text. */
  PAYLOAD,
  /** A line that people type, without types and lengths. */
  INLINE,
  /** What follows after the protocol was broken: nobody knows its frames any more. */
  JUNK;

  /** As the events call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
