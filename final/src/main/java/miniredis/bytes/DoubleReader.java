package miniredis.bytes;

import module java.base;

/**
 * Reads a number as C's {@code strtod} does: SORT takes its weights this way.
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

  private DoubleReader() {}

  /** The number, or NaN for what is none or is too large or too small for its type. */
  public static double read(Bytes bytes) {
    byte[] array = bytes.array();
    int end = 0;
    while (end < array.length && array[end] != 0) end++;
    if (end == 0) return 0;
    if (Numbers.isInteger(array, 0, end)) return Numbers.integer(array, 0, end);
    int from = 0;
    while (from < end && isSpace(array[from])) from++;
    return read(new String(array, from, end - from, StandardCharsets.ISO_8859_1));
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  private static double read(String text) {
    if (DECIMAL.matcher(text).matches()) return inRange(Double.parseDouble(text), text);
    Matcher hexadecimal = HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      return finite(Double.parseDouble(hexadecimal.group(1) == null ? text + "p0" : text));
    }
    if (!INFINITY.matcher(text).matches()) return Double.NaN;
    return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static double finite(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /**
   * Too small is what is not zero and has fewer digits than it should: C calls that a range error.
   */
  private static double inRange(double value, String text) {
    boolean tiny = Math.abs(value) < Double.MIN_NORMAL;
    return tiny && text.matches("[^eE]*[1-9].*") && !text.matches("[^1-9]*[eE].*")
        ? Double.NaN
        : finite(value);
  }
}
