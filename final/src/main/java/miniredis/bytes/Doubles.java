package miniredis.bytes;

import module java.base;

/** How Redis prints floating-point numbers in replies. */
public final class Doubles {

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
