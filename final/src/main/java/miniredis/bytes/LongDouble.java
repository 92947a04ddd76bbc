package miniredis.bytes;

import module java.base;

/**
 * A floating-point number as an x86 processor keeps it in 80 bits: what C calls {@code long double}
 * there, and what INCRBYFLOAT reckons with.
 *
 * <p>Java has no such type, and with {@code double} or with exact decimals the last digits of
 * replies would differ from those of Redis. So the number is kept as an integer of at most 64 bits
 * times a power of two, and each operation is done exactly and then rounded to that form, ties to
 * even, as the processor does.
 *
 * @param significand the digits, with the sign
 * @param exponent the power of two that they are multiplied with
 */
public record LongDouble(BigInteger significand, int exponent) {

  public static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0);

  /** Infinite, or not a number at all: no sum with it is of use to anyone. */
  public static final LongDouble INFINITY = new LongDouble(BigInteger.ONE, Integer.MAX_VALUE);

  private static final int PRECISION = 64;
  private static final int SMALLEST_EXPONENT = -16445;
  private static final int LARGEST_EXPONENT = 16384 - PRECISION;
  private static final int DECIMALS = 17;
  private static final BigInteger SCALE = BigInteger.TEN.pow(DECIMALS);

  /**
   * The nearest number to a fraction: a tie goes to the even one, and what is too large becomes
   * {@link #INFINITY}.
   */
  static LongDouble nearest(BigInteger numerator, BigInteger denominator) {
    if (numerator.signum() == 0) return ZERO;
    int length = numerator.abs().bitLength() - denominator.bitLength();
    int exponent = Math.max(length - PRECISION, SMALLEST_EXPONENT);
    BigInteger digits = divide(numerator, denominator, exponent);
    if (digits.abs().bitLength() > PRECISION) {
      digits = divide(numerator, denominator, ++exponent);
    }
    if (digits.abs().bitLength() > PRECISION) {
      digits = digits.shiftRight(1);
      exponent++;
    }
    return exponent > LARGEST_EXPONENT ? INFINITY : new LongDouble(digits, exponent);
  }

  /** {@code numerator / (denominator * 2^exponent)}, rounded. */
  private static BigInteger divide(BigInteger numerator, BigInteger denominator, int exponent) {
    BigInteger above = exponent < 0 ? numerator.shiftLeft(-exponent) : numerator;
    BigInteger below = exponent > 0 ? denominator.shiftLeft(exponent) : denominator;
    BigInteger[] parts = above.abs().divideAndRemainder(below);
    int half = parts[1].shiftLeft(1).compareTo(below);
    boolean up = half > 0 || half == 0 && parts[0].testBit(0);
    BigInteger rounded = up ? parts[0].add(BigInteger.ONE) : parts[0];
    return above.signum() < 0 ? rounded.negate() : rounded;
  }

  public boolean isFinite() {
    return exponent != INFINITY.exponent;
  }

  public boolean isZero() {
    return significand.signum() == 0;
  }

  /** The sum, rounded; infinite if either is or if it is too large. */
  public LongDouble plus(LongDouble other) {
    if (!isFinite() || !other.isFinite()) return INFINITY;
    int common = Math.min(exponent, other.exponent);
    BigInteger sum =
        significand
            .shiftLeft(exponent - common)
            .add(other.significand.shiftLeft(other.exponent - common));
    return common < 0
        ? nearest(sum, BigInteger.ONE.shiftLeft(-common))
        : nearest(sum.shiftLeft(common), BigInteger.ONE);
  }

  /**
   * As Redis prints it for people: seventeen decimals at most, no exponent, no trailing zeros. (Not
   * by {@link BigDecimal}, whose first use takes 20 milliseconds.)
   */
  @Override
  public String toString() {
    if (!isFinite()) return "inf";
    BigInteger scaled = divide(significand.multiply(SCALE), BigInteger.ONE, -exponent);
    String digits = scaled.abs().toString();
    digits = "0".repeat(Math.max(0, DECIMALS + 1 - digits.length())) + digits;
    int point = digits.length() - DECIMALS;
    int end = digits.length();
    while (end > point && digits.charAt(end - 1) == '0') end--;
    String whole = (scaled.signum() < 0 ? "-" : "") + digits.substring(0, point);
    return end == point ? whole : whole + "." + digits.substring(point, end);
  }
}
