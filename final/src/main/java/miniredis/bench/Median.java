package miniredis.bench;

import module java.base;

/**
 * The middle of several measurements of the same thing, and how far apart they lie.
 *
 * <p>NaN measurements (not available) are left out; without any other, all three are NaN.
 */
record Median(double middle, double lowest, double highest) {

  static Median of(List<Double> values) {
    double[] sorted =
        values.stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).sorted().toArray();
    if (sorted.length == 0) return new Median(Double.NaN, Double.NaN, Double.NaN);
    double low = sorted[(sorted.length - 1) / 2];
    double high = sorted[sorted.length / 2];
    return new Median((low + high) / 2, sorted[0], sorted[sorted.length - 1]);
  }

  /**
   * Of ratios in each round: only what was measured in the same minute compares. A divisor of 0 is
   * one that is not available.
   */
  static Median ofRatios(List<Double> values, List<Double> to) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(values.size(), to.size()); i++) {
      if (to.get(i) != 0) ratios.add(values.get(i) / to.get(i));
    }
    return of(ratios);
  }

  /** As a ratio: {@code 1.23x (1.10-1.31)}. */
  String ratio() {
    if (Double.isNaN(middle)) return "-";
    return String.format(Locale.ROOT, "%.2fx (%.2f-%.2f)", middle, lowest, highest);
  }

  /** A figure with three digits that mean something; {@code -} for none. */
  static String figure(double value) {
    if (Double.isNaN(value)) return "-";
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  @Override
  public String toString() {
    return figure(middle);
  }
}
