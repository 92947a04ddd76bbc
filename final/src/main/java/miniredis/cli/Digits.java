package miniredis.cli;

import module java.base;

/** Numbers as C reads them, where redis-cli does: as far as there are digits, and else zero. */
final class Digits {

  private static final Pattern WHOLE = Pattern.compile("^[ \\t\\n\\x0b\\f\\r]*([+-]?\\d+)");
  private static final Pattern DECIMAL =
      Pattern.compile("^\\s*([+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)");

  private Digits() {}

  /** C's strtoll: a number too large is the largest. */
  static long whole(String text) {
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.find()) return 0;
    BigInteger number = new BigInteger(matcher.group(1));
    if (number.bitLength() < 64) return number.longValue();
    return number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** C's atoi: the low 32 bits of {@link #whole}. */
  static int small(String text) {
    return (int) whole(text);
  }

  /** C's atof. */
  static double decimal(String text) {
    Matcher matcher = DECIMAL.matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  /** Whether all of it is a number for C's strtol: the count of times before a command. */
  static boolean isWhole(String text) {
    Matcher matcher = WHOLE.matcher(text);
    return matcher.find() && matcher.end() == text.length();
  }
}
