package miniredis.bytes;

/**
 * Redis's glob patterns, as in {@code KEYS}, {@code SCAN MATCH}, {@code PSUBSCRIBE} and {@code
 * CONFIG GET}: {@code *} any run, {@code ?} any byte, {@code [abc]}, {@code [^a]}, {@code [a-z]}
 * one byte of a class, {@code \} takes the next byte literally.
 *
 * <p>Bytes, not characters, are matched. A text that does not match the bytes after the latest star
 * is tried again one byte further on, and never at an earlier star: whatever an earlier star could
 * still give away, the latest can take. So the cost is at most pattern times text, where trying all
 * stars makes {@code a*a*a*a*b} take for ever.
 *
 * <p>Two oddities are Redis's: the empty text matches only the empty pattern, and a class that is
 * never closed ends with the pattern.
 */
public final class Glob {

  private final byte[] pattern;
  private final boolean anyCase;

  /** Where the element that {@link #one} looked at last ends. */
  private int next;

  private Glob(byte[] pattern, boolean anyCase) {
    this.pattern = pattern;
    this.anyCase = anyCase;
  }

  /** Whether a text matches a pattern. */
  public static boolean matches(Bytes pattern, Bytes text) {
    return matches(pattern, text.array(), 0, text.length());
  }

  /** Whether the bytes from {@code from} (inclusive) to {@code to} (exclusive) match a pattern. */
  public static boolean matches(Bytes pattern, byte[] text, int from, int to) {
    return new Glob(pattern.array(), false).match(text, from, to);
  }

  /** The same for ASCII letters of either case. */
  public static boolean matchesAnyCase(Bytes pattern, Bytes text) {
    return new Glob(pattern.array(), true).match(text.array(), 0, text.length());
  }

  /** Whether a pattern is {@code *}, which every text but the empty one matches. */
  public static boolean isEverything(Bytes pattern) {
    return pattern.length() == 1 && pattern.at(0) == '*';
  }

  private boolean match(byte[] text, int from, int to) {
    if (from == to) return pattern.length == 0;
    int at = 0;
    int t = from;
    int afterStar = -1;
    int retry = 0;
    while (t < to) {
      if (at < pattern.length && pattern[at] == '*') {
        afterStar = ++at;
        retry = t;
        if (at == pattern.length) return true;
      } else if (at < pattern.length && one(at, text[t])) {
        at = next;
        t++;
      } else if (afterStar >= 0) {
        at = afterStar;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == '*') at++;
    return at == pattern.length;
  }

  /** Whether one byte matches the element that starts at {@code at}, which is no star. */
  private boolean one(int at, byte b) {
    switch (pattern[at]) {
      case '?' -> {
        next = at + 1;
        return true;
      }
      case '[' -> {
        return inClass(at + 1, b);
      }
      case '\\' -> {
        int literal = at + 1 < pattern.length ? at + 1 : at;
        next = literal + 1;
        return same(pattern[literal], b);
      }
      default -> {
        next = at + 1;
        return same(pattern[at], b);
      }
    }
  }

  private boolean inClass(int start, byte b) {
    int at = start;
    boolean not = at < pattern.length && pattern[at] == '^';
    if (not) at++;
    boolean found = false;
    while (at < pattern.length && pattern[at] != ']') {
      if (pattern[at] == '\\' && at + 1 < pattern.length) {
        // An escaped byte is compared as it is, whatever the case option says.
        found |= pattern[at + 1] == b;
        at += 2;
      } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
        found |= inRange(pattern[at], pattern[at + 2], b);
        at += 3;
      } else {
        found |= same(pattern[at], b);
        at++;
      }
    }
    next = Math.min(at + 1, pattern.length);
    return found != not;
  }

  /**
   * Signed bytes, as in C, so a range that crosses from ASCII to the rest is surprising there too.
   */
  private boolean inRange(byte from, byte to, byte b) {
    int low = fold((byte) Math.min(from, to));
    int high = fold((byte) Math.max(from, to));
    int wanted = fold(b);
    return wanted >= low && wanted <= high;
  }

  private boolean same(byte a, byte b) {
    return fold(a) == fold(b);
  }

  private byte fold(byte b) {
    return anyCase && b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
