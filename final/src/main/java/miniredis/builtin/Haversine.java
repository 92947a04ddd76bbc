package miniredis.builtin;

/**
 * Distances on a globe, by the haversine formula.
 *
 * <p>C's sine, cosine and arc sine are nearly always the double next to the true value; Java's may
 * be one further off, which is nothing to a search, but shows in the last digits of a distance that
 * is replied or stored. So there are two ways: {@link #isFarther}, and {@link #exact} whose
 * functions are worked out in pairs of doubles, twice as many digits, and then rounded once.
 */
final class Haversine {

  /** The mean radius of the earth in metres. */
  static final double EARTH = 6372797.560856;

  private static final double DEGREE = Math.PI / 180;

  /** By what share more than by roundings do two ways to the same length never differ. */
  private static final double ROUNDING = 1e-12;

  /** An arc from 0 to a right angle is at most its sine, and so many times its cube. */
  private static final double MOST_CURVED = Math.PI / 2 - 1;

  /** A number as the sum of two, the second being less than what the first is rounded by. */
  private record Pair(double high, double low) {

    static final Pair HALF_PI = new Pair(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54);

    /** Of two numbers, the first being the larger. */
    static Pair sum(double large, double small) {
      double high = large + small;
      return new Pair(high, small - (high - large));
    }

    static Pair product(double one, double other) {
      double high = one * other;
      return new Pair(high, Math.fma(one, other, -high));
    }

    Pair plus(Pair other) {
      double sum = high + other.high;
      double part = sum - high;
      double lost = (high - (sum - part)) + (other.high - part);
      return sum(sum, lost + low + other.low);
    }

    Pair times(Pair other) {
      Pair product = product(high, other.high);
      return sum(product.high, product.low + high * other.low + low * other.high);
    }

    Pair over(double divisor) {
      double quotient = high / divisor;
      return sum(quotient, (Math.fma(-quotient, divisor, high) + low) / divisor);
    }

    Pair negated() {
      return new Pair(-high, -low);
    }
  }

  private Haversine() {}

  static double radians(double degrees) {
    return degrees * DEGREE;
  }

  static double degrees(double radians) {
    return radians / DEGREE;
  }

  /**
   * Whether it is more than so many metres from one place to the other. An arc is longer than its
   * sine and not much longer, so the arc sine, which is half of the work, is needed only where the
   * border runs.
   */
  static boolean isFarther(double metres, GeoPlace from, GeoPlace to) {
    double sine = sineOfHalf(from, to);
    double atLeast = 2 * EARTH * sine;
    if (atLeast > metres * (1 + ROUNDING)) return true;
    double atMost = atLeast * (1 + MOST_CURVED * sine * sine);
    if (atMost < metres * (1 - ROUNDING)) return false;
    return 2 * EARTH * Math.asin(sine) > metres;
  }

  /** The sine of half of the arc between two places. */
  private static double sineOfHalf(GeoPlace from, GeoPlace to) {
    double latitude1 = radians(from.latitude());
    double latitude2 = radians(to.latitude());
    double u = Math.sin((latitude2 - latitude1) / 2);
    double v = Math.sin((radians(to.longitude()) - radians(from.longitude())) / 2);
    return Math.sqrt(u * u + Math.cos(latitude1) * Math.cos(latitude2) * v * v);
  }

  /** Metres, with the digits that Redis has. */
  static double exact(GeoPlace from, GeoPlace to) {
    double latitude1 = radians(from.latitude());
    double latitude2 = radians(to.latitude());
    double u = sine((latitude2 - latitude1) / 2);
    double v = sine((radians(to.longitude()) - radians(from.longitude())) / 2);
    double a = u * u + cosine(latitude1) * cosine(latitude2) * v * v;
    return 2 * EARTH * arcSine(Math.sqrt(a));
  }

  private static double sine(double x) {
    return sine(x, 0).high;
  }

  private static double cosine(double x) {
    return sine(x, 1).high;
  }

  /** The sine of x and so many quarter turns. */
  private static Pair sine(double x, int quarters) {
    double turns = Math.rint(x / Pair.HALF_PI.high);
    Pair turned = Pair.HALF_PI.times(new Pair(turns, 0)).negated();
    Pair rest = new Pair(x, 0).plus(turned);
    int quadrant = (int) turns + quarters & 3;
    Pair part = quadrant % 2 == 0 ? series(rest, rest, 1) : series(new Pair(1, 0), rest, 0);
    return quadrant < 2 ? part : part.negated();
  }

  /** The sum of x<sup>n</sup>/n! over every second n, with signs by turns. */
  private static Pair series(Pair first, Pair x, int from) {
    Pair negativeSquare = x.times(x).negated();
    Pair sum = first;
    Pair term = first;
    for (int n = from; Math.abs(term.high) > 1e-34; n += 2) {
      term = term.times(negativeSquare).over((n + 1.0) * (n + 2.0));
      sum = sum.plus(term);
    }
    return sum;
  }

  /** Java's, and one step of Newton's method. */
  private static double arcSine(double y) {
    double near = Math.asin(y);
    Pair sine = sine(near, 0);
    double slope = Math.cos(near);
    return slope == 0 ? near : near + ((y - sine.high) - sine.low) / slope;
  }
}
