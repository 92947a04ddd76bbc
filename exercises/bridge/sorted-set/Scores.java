package miniredis;

import module java.base;

/** Scores as Redis reads and shows them. With 17 digits, every double can be read back exactly. */
final class Scores {
  private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);
  private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

  static double parse(Bytes word) {
    String text = word.toString();
    if (text.matches("(?i)[+]?inf(inity)?")) return Double.POSITIVE_INFINITY;
    if (text.matches("(?i)-inf(inity)?")) return Double.NEGATIVE_INFINITY;
    double score = text.matches(NUMBER) ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(score)) throw new CommandException("ERR value is not a valid float");
    return score;
  }

  static Bytes show(double score) {
    if (Double.isInfinite(score)) return Bytes.of(score > 0 ? "inf" : "-inf");
    if (score == 0) return Bytes.of(1 / score < 0 ? "-0" : "0");
    BigDecimal number = new BigDecimal(score).round(DIGITS).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -4 && exponent < 17) return Bytes.of(number.toPlainString());
    String digits = number.movePointLeft(exponent).toPlainString();
    String size = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return Bytes.of(digits + (exponent < 0 ? "e-" : "e+") + size);
  }
}
