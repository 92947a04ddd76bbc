package miniredis.bytes;

import module java.base;

/**
 * Redis's strict rules for integers in strings.
 *
 * <p>An integer is what printing a signed 64-bit number gives and nothing else: no plus sign, no
 * leading zero, no space, no {@code -0}. This is what makes {@code INCR} of {@code " 7"} or {@code
 * "07"} an error, and what decides whether a string may be stored as a number.
 */
public final class Numbers {

  private static final int LONGEST = 20;

  /** So many digits never make a number beyond 64 bits. */
  private static final int SAFE_DIGITS = 18;

  private Numbers() {}

  /** Whether the bytes are an integer by the strict rules. */
  public static boolean isInteger(Bytes bytes) {
    return isInteger(bytes.array(), 0, bytes.length());
  }

  public static boolean isInteger(byte[] bytes, int from, int to) {
    if (from == to || to - from > LONGEST) return false;
    int first = bytes[from] == '-' ? from + 1 : from;
    if (first == to) return false;
    if (bytes[first] == '0') return first == from && to - from == 1;
    boolean mayOverflow = to - first > SAFE_DIGITS;
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) return false;
      if (mayOverflow && value < (Long.MIN_VALUE + digit) / 10) return false;
      value = value * 10 - digit;
    }
    return first > from || value != Long.MIN_VALUE;
  }

  /**
   * The integer that the bytes are by the strict rules.
   *
   * @throws NumberFormatException if they are none
   */
  public static long parse(byte[] bytes, int from, int to) {
    if (!isInteger(bytes, from, to)) throw new NumberFormatException("not an integer");
    return integer(bytes, from, to);
  }

  /** The integer that the bytes are; they must be one. */
  public static long integer(Bytes bytes) {
    return integer(bytes.array(), 0, bytes.length());
  }

  /** Counted downwards, because the lowest long has no positive twin. */
  public static long integer(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) value = value * 10 - (bytes[i] - '0');
    return negative ? value : -value;
  }

  /** The decimal digits of a number, with a minus sign if it needs one. */
  public static byte[] digits(long number) {
    byte[] digits = new byte[length(number)];
    write(number, digits, digits.length);
    return digits;
  }

  /** How many characters {@link #digits} has. */
  public static int length(long number) {
    if (number == Long.MIN_VALUE) return LONGEST;
    int length = number < 0 ? 2 : 1;
    for (long rest = Math.abs(number); rest >= 10; rest /= 10) length++;
    return length;
  }

  /** Writes the digits of a number so that they end before {@code end}. */
  public static void write(long number, byte[] target, int end) {
    long rest = number > 0 ? -number : number;
    int at = end;
    do {
      target[--at] = (byte) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (number < 0) target[--at] = '-';
  }
}
