package miniredis.bytes;

import module java.base;

/**
 * Reads a number as C's {@code strtod} does: weights of SORT, scores of sorted sets.
 *
 * <p>White space in front, hexadecimal digits and {@code inf} are understood. A zero byte ends the
 * text, and no text at all is zero.
 */
public final class DoubleReader {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?\\d+)?");
  private static final Pattern INFINITY =
      Pattern.compile("[+-]?[iI][nN][fF](?:[iI][nN][iI][tT][yY])?");

  private static final Pattern ZERO = Pattern.compile("[+-]?(?:0[xX])?[0.]*(?:[eEpP].*)?");

  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private DoubleReader() {}

  /** The number, or NaN for what is none or is too large or too small for its type. */
  public static double read(Bytes bytes) {
    String text = text(bytes, 0);
    if (text.isEmpty() && (bytes.isEmpty() || bytes.at(0) == 0)) return 0;
    double value = parse(text);
    boolean tiny = Math.abs(value) < Double.MIN_NORMAL && isDecimal(text) && isNotZero(text);
    return tiny || isTooLarge(value, text) ? Double.NaN : value;
  }

  /**
   * The same where only what is too large for its type is infinite, and nothing is too small: the
   * ends of ranges of scores are read so. Begins at an index.
   */
  public static double readAny(Bytes bytes, int from) {
    if (from == bytes.length() || bytes.at(from) == 0) return 0;
    double quick = plain(bytes.array(), from, bytes.length());
    return Double.isNaN(quick) ? parse(text(bytes, from)) : quick;
  }

  /**
   * The number that all of the bytes are: neither white space nor nothing is one. NaN for what is
   * none, is too large, or is so small that zero is left of it: scores are read so.
   */
  public static double readAll(Bytes bytes) {
    double quick = plain(bytes.array(), 0, bytes.length());
    if (!Double.isNaN(quick)) return quick;
    String text = new String(bytes.array(), StandardCharsets.ISO_8859_1);
    double value = parse(text);
    boolean vanished = value == 0 && isNotZero(text);
    return vanished || isTooLarge(value, text) ? Double.NaN : value;
  }

  /**
   * Digits with at most one point, which is most of what is ever read; NaN for all else. Fifteen
   * digits and a power of ten up to them are exact, so one division rounds as it should.
   */
  private static double plain(byte[] array, int from, int end) {
    int first = from < end && array[from] == '-' ? from + 1 : from;
    int point = -1;
    long digits = 0;
    if (end - first > EXACT_DIGITS + 1) return Double.NaN;
    for (int at = first; at < end; at++) {
      byte b = array[at];
      if (b == '.' && point < 0) point = at;
      else if (b >= '0' && b <= '9') digits = 10 * digits + b - '0';
      else return Double.NaN;
    }
    boolean some = end - first > (point < 0 ? 0 : 1);
    if (!some || digits >= POWERS[EXACT_DIGITS]) return Double.NaN;
    double value = point < 0 ? digits : digits / POWERS[end - point - 1];
    return first > from ? -value : value;
  }

  /** Up to the first zero byte, without the white space in front. */
  private static String text(Bytes bytes, int start) {
    byte[] array = bytes.array();
    int end = start;
    while (end < array.length && array[end] != 0) end++;
    int from = start;
    while (from < end && isSpace(array[from])) from++;
    return new String(array, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  /** Rounded to infinity or to zero where it must be. */
  private static double parse(String text) {
    if (isDecimal(text)) return Double.parseDouble(text);
    Matcher hexadecimal = HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      return Double.parseDouble(hexadecimal.group(1) == null ? text + "p0" : text);
    }
    if (!INFINITY.matcher(text).matches()) return Double.NaN;
    return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  private static boolean isTooLarge(double value, String text) {
    return Double.isInfinite(value) && !INFINITY.matcher(text).matches();
  }

  /** Whether a digit before the exponent says so, however small the number is. */
  private static boolean isNotZero(String text) {
    return !ZERO.matcher(text).matches();
  }
}
