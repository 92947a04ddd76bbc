package miniredis.bench;

import module java.base;

/**
 * Counts whole replies in a stream of bytes without making anything of them: the least a load
 * generator must know of RESP, so that it does not become the slower end.
 */
final class ReplyCounter {

  private static final int LONGEST_ERROR = 200;

  /** The first byte of the line being read; 0 between lines. */
  private byte type;

  private long number;
  private boolean negative;

  /** Bytes of a string, and its line end, that are still to be passed over. */
  private long skip;

  /** Parts of the reply that have not come yet. */
  private long parts = 1;

  private final StringBuilder error = new StringBuilder();

  /** Takes the next bytes in; returns how many replies they completed. */
  int count(byte[] bytes, int from, int to) {
    int complete = 0;
    int at = from;
    while (at < to) {
      if (skip > 0) {
        long passed = Math.min(skip, to - at);
        skip -= passed;
        at += (int) passed;
        if (skip == 0) complete += part(0);
      } else {
        complete += take(bytes[at++]);
      }
    }
    return complete;
  }

  /** The text of the first error reply; empty if there was none. */
  String error() {
    return error.toString().strip();
  }

  private int take(byte b) {
    if (type == 0) {
      type = b;
      number = 0;
      negative = false;
    } else if (b == '\n') {
      return endOfLine();
    } else if (b == '-') {
      negative = true;
    } else if (b >= '0' && b <= '9') {
      number = number * 10 + b - '0';
    }
    if (type == '-' && error.length() < LONGEST_ERROR) error.append((char) b);
    return 0;
  }

  private int endOfLine() {
    byte ended = type;
    type = 0;
    return switch (ended) {
      case '$', '=', '!' -> {
        if (negative) yield part(0);
        skip = number + 2;
        yield 0;
      }
      case '*', '~', '>' -> part(negative ? 0 : number);
      case '%' -> part(2 * number);
      default -> part(0);
    };
  }

  /** A part has come, and announced so many more. */
  private int part(long more) {
    parts += more - 1;
    if (parts > 0) return 0;
    parts = 1;
    return 1;
  }
}
