package miniredis.bytes;

import module java.base;

/** How Redis prints floating-point numbers in replies. */
public final class Doubles {

  private static final MathContext SEVENTEEN = new MathContext(17, RoundingMode.HALF_EVEN);

  private Doubles() {}

  /**
   * Seventeen significant digits without trailing zeros, C's {@code %.17g}: enough to read back the
   * same double. {@code inf}, {@code -inf} and {@code nan} are spelled as Redis spells them.
   */
  public static String seventeenDigits(double value) {
    if (Double.isNaN(value)) return "nan";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    if (value == 0) return 1 / value < 0 ? "-0" : "0";
    if (value == (long) value && Math.abs(value) < 1e17) return Long.toString((long) value);
    BigDecimal rounded = new BigDecimal(value).round(SEVENTEEN).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 17) return rounded.toPlainString();
    String digits = rounded.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "")
        + mantissa
        + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
