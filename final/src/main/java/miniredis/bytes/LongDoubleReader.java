package miniredis.bytes;

import module java.base;

/**
 * Reads a {@link LongDouble} as C's {@code strtold} does, within the bounds that Redis sets.
 *
 * <p>Decimal and hexadecimal digits, a point, an exponent and {@code inf} are known; white space,
 * {@code nan} and anything left over are not. Too large for the type is refused, and so is what is
 * not zero but too small to be told from it.
 */
public final class LongDoubleReader {

  private static final int LONGEST = 5 * 1024;

  /** Beyond this an exponent makes any number that is short enough too large or too small. */
  private static final int FAR = 40_000;

  /** An integer times ten or two to the power of more than this is too large. */
  private static final int LARGEST = 16_384;

  private final String text;
  private int at;

  private LongDoubleReader(String text) {
    this.text = text;
  }

  /** The number that the bytes are, or empty if they are none. */
  public static Optional<LongDouble> read(Bytes bytes) {
    if (bytes.isEmpty() || bytes.length() >= LONGEST) return Optional.empty();
    String text = new String(bytes.array(), StandardCharsets.ISO_8859_1);
    return Optional.ofNullable(new LongDoubleReader(text.toLowerCase(Locale.ROOT)).number());
  }

  private LongDouble number() {
    boolean negative = accept('-');
    if (!negative) accept('+');
    String rest = text.substring(at);
    if (rest.equals("inf") || rest.equals("infinity")) return LongDouble.INFINITY;
    boolean hexadecimal = rest.startsWith("0x");
    if (hexadecimal) at += 2;
    return hexadecimal ? digits(16, 'p', 4, negative) : digits(10, 'e', 1, negative);
  }

  private boolean accept(char c) {
    if (at == text.length() || text.charAt(at) != c) return false;
    at++;
    return true;
  }

  /**
   * Digits with a point among them and an exponent behind.
   *
   * @param worth how many powers of the exponent's base one digit after the point is worth
   */
  private LongDouble digits(int radix, char mark, int worth, boolean negative) {
    String whole = run(radix);
    String part = accept('.') ? run(radix) : "";
    if (whole.isEmpty() && part.isEmpty()) return null;
    long exponent = 0;
    if (accept(mark)) {
      boolean below = accept('-');
      if (!below) accept('+');
      String power = run(10);
      if (power.isEmpty()) return null;
      exponent = below ? -bounded(power) : bounded(power);
    }
    if (at != text.length()) return null;
    BigInteger value = new BigInteger((negative ? "-" : "") + whole + part, radix);
    return scaled(value, radix == 16 ? 2 : 10, exponent - (long) worth * part.length());
  }

  private String run(int radix) {
    int from = at;
    while (at < text.length() && isDigit(text.charAt(at), radix)) at++;
    return text.substring(from, at);
  }

  /** ASCII only: {@link Character#digit} knows the digits of every script. */
  private static boolean isDigit(char c, int radix) {
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  private static long bounded(String digits) {
    String significant = digits.replaceFirst("^0+", "");
    if (significant.length() > 6) return FAR;
    return significant.isEmpty() ? 0 : Math.min(FAR, Long.parseLong(significant));
  }

  private static LongDouble scaled(BigInteger value, int base, long exponent) {
    if (value.signum() == 0) return LongDouble.ZERO;
    if (exponent > LARGEST) return null;
    BigInteger power = BigInteger.valueOf(base).pow((int) Math.min(Math.abs(exponent), FAR));
    LongDouble nearest =
        exponent < 0
            ? LongDouble.nearest(value, power)
            : LongDouble.nearest(value.multiply(power), BigInteger.ONE);
    return nearest.isFinite() && !nearest.isZero() ? nearest : null;
  }
}
