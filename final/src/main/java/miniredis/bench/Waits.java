package miniredis.bench;

import module java.base;

/**
 * How long clients waited, in so much memory however many waits there are: each is counted in one
 * of some thousand buckets, which are wider the longer the wait is, by less than a hundredth of it.
 * Only the longest is kept as it was.
 *
 * <p>Belongs to the thread that adds; another may read when that one has ended.
 */
final class Waits {

  /** So many buckets from each power of two to the next. */
  private static final int PARTS = 128;

  private static final int BITS = Integer.numberOfTrailingZeros(PARTS);

  private final long[] counts = new long[(Long.SIZE - BITS) * PARTS];
  private long count;
  private long longest;

  /** Adds a wait, in nanoseconds; a negative one counts as none. */
  void add(long nanos) {
    long wait = Math.max(0, nanos);
    counts[bucket(wait)]++;
    count++;
    longest = Math.max(longest, wait);
  }

  /** Milliseconds that this share of the waits did not exceed; NaN where there was none. */
  double millis(double share) {
    if (count == 0) return Double.NaN;
    long below = Math.min(count - 1, (long) (count * share));
    int bucket = 0;
    for (long seen = counts[0]; seen <= below; seen += counts[bucket]) bucket++;
    return Math.min(last(bucket), longest) / 1e6;
  }

  /** Milliseconds of the longest one; NaN where there was none. */
  double longest() {
    return count == 0 ? Double.NaN : longest / 1e6;
  }

  long count() {
    return count;
  }

  /** Waits below {@value #PARTS} nanoseconds have a bucket each; from there on halves share one. */
  private static int bucket(long nanos) {
    if (nanos < PARTS) return (int) nanos;
    int shift = Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos);
    return shift * PARTS + (int) (nanos >>> shift);
  }

  /** The longest wait that is counted in a bucket. */
  private static long last(int bucket) {
    if (bucket < PARTS) return bucket;
    int shift = bucket / PARTS - 1;
    return ((long) bucket - shift * PARTS + 1 << shift) - 1;
  }
}
