package miniredis.bytes;

import module java.base;

/** How Redis prints floating-point numbers in replies. */
public final class Doubles {

  /** The bits of a double's fraction, the first of which is not kept. */
  private static final int MANTISSA = 52;

  private static final int MOST_BITS = 60;

  private Doubles() {}

  /**
   * Seventeen significant digits without trailing zeros, C's {@code %.17g}: enough to read back the
   * same double. {@code inf}, {@code -inf} and {@code nan} are spelled as Redis spells them.
   */
  public static String seventeenDigits(double value) {
    return general(value, 17);
  }

  /** The same with so many significant digits, C's {@code %.14g}. */
  public static String general(double value, int precision) {
    if (Double.isNaN(value)) return "nan";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    if (value == 0) return 1 / value < 0 ? "-0" : "0";
    if (value == (long) value && Math.abs(value) < Math.pow(10, precision)) {
      return Long.toString((long) value);
    }
    String plain = plain(value, precision);
    return plain != null ? plain : ofAnySize(value, precision);
  }

  /**
   * A number between a hundredth and a quadrillion or so, digit by digit; null for any other.
   * Scores are such numbers, and {@link BigDecimal}, once it is used, first takes ten milliseconds
   * to prepare for numbers much larger.
   *
   * <p>What is left behind the point counts in units of 2<sup>-bits</sup>. Ten times that still
   * fits a long without a sign.
   */
  private static String plain(double value, int precision) {
    double size = Math.abs(value);
    if (size < 0.01 || size >= 1L << MANTISSA) return null;
    long mantissa = Double.doubleToRawLongBits(size) & (1L << MANTISSA) - 1 | 1L << MANTISSA;
    int zeros = Long.numberOfTrailingZeros(mantissa);
    int bits = MANTISSA - Math.getExponent(size) - zeros;
    if (bits < 1 || bits > MOST_BITS) return null;
    long whole = mantissa >>> zeros >>> bits;
    if (Numbers.length(whole) >= precision) return null;
    long left = (mantissa >>> zeros) - (whole << bits);
    int significant = whole == 0 ? 0 : Numbers.length(whole);
    long fraction = 0;
    long unit = 1;
    for (; left != 0 && significant < precision; unit *= 10) {
      left *= 10;
      fraction = 10 * fraction + (left >>> bits);
      left &= (1L << bits) - 1;
      if (whole != 0 || fraction != 0) significant++;
    }
    long half = 1L << bits - 1;
    if (left > half || left == half && fraction % 2 == 1) fraction++;
    return text(value < 0, whole + fraction / unit, fraction % unit, unit);
  }

  /** With so many digits behind the point as the unit has zeros, but for zeros at the end. */
  private static String text(boolean negative, long whole, long fraction, long unit) {
    String digits = Long.toString(whole);
    if (fraction != 0) {
      while (fraction % 10 == 0) {
        fraction /= 10;
        unit /= 10;
      }
      digits += "." + Long.toString(unit + fraction).substring(1);
    }
    return negative ? "-" + digits : digits;
  }

  private static String ofAnySize(double value, int precision) {
    MathContext digitsKept = new MathContext(precision, RoundingMode.HALF_EVEN);
    BigDecimal rounded = new BigDecimal(value).round(digitsKept).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < precision) return rounded.toPlainString();
    String digits = rounded.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** So many digits after the point, C's {@code %.6f}, of a number of any size. */
  public static String exact(double value, int digits) {
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    String text = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    boolean negative = value < 0 || 1 / value < 0;
    return negative && !text.startsWith("-") ? "-" + text : text;
  }

  /**
   * So many digits, one at least, after the point, C's {@code %.2f}, for figures below
   * 10<sup>12</sup>. It is the same in every language, which {@link String#format} is not, and its
   * first use does not take ten milliseconds.
   */
  public static String fixed(double value, int digits) {
    if (Double.isNaN(value)) return "nan";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    long unit = 1;
    for (int i = 0; i < digits; i++) unit *= 10;
    long units = Math.round(Math.abs(value) * unit);
    String rest = Long.toString(unit + units % unit).substring(1);
    return (value < 0 ? "-" : "") + units / unit + "." + rest;
  }
}
