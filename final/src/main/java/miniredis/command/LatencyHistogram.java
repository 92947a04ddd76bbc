package miniredis.command;

/**
 * How often a command took about how long: the times from 0 to 18 minutes in classes, eight to each
 * power of two, so that a time is known to an eighth.
 */
public final class LatencyHistogram {

  private static final int CLASSES = 8 * 39;

  private final long[] counts;
  private long count;

  LatencyHistogram() {
    counts = new long[CLASSES];
  }

  private LatencyHistogram(LatencyHistogram other) {
    counts = other.counts.clone();
    count = other.count;
  }

  /** One that stays as it is, for another thread to read. */
  public LatencyHistogram copy() {
    return new LatencyHistogram(this);
  }

  /** A bound in nanoseconds, a power of two, in microseconds as Redis names it. */
  public static long microsecondsOf(long bound) {
    return (bound + bound / 128 - 1) / 1000;
  }

  /** The number of the class of so many nanoseconds. */
  public static int classOf(long nanoseconds) {
    if (nanoseconds < 8) return (int) Math.max(0, nanoseconds);
    int power = 63 - Long.numberOfLeadingZeros(nanoseconds);
    int eighth = (int) (nanoseconds >> power - 3) & 7;
    return Math.min(CLASSES - 1, (power - 2) * 8 + eighth);
  }

  /** The nanoseconds with which the next class begins. */
  private static long endOf(int number) {
    return number < 8 ? number + 1 : (long) (number % 8 + 9) << number / 8 - 1;
  }

  public void add(int number) {
    counts[number]++;
    count++;
  }

  public long count() {
    return count;
  }

  /** How many took less than so many nanoseconds, which must be a power of two. */
  public long countBelow(long nanoseconds) {
    long sum = 0;
    for (int i = 0; i < CLASSES && endOf(i) <= nanoseconds; i++) sum += counts[i];
    return sum;
  }

  /** The nanoseconds that this share of all calls, in percent, did not exceed. */
  public long percentile(double percent) {
    long wanted = Math.max(1, (long) Math.ceil(count * percent / 100));
    long sum = 0;
    for (int i = 0; i < CLASSES; i++) if ((sum += counts[i]) >= wanted) return endOf(i);
    return endOf(CLASSES - 1);
  }
}
