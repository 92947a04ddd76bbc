package miniredis.keyspace;

import module java.base;

import miniredis.value.Entry;

/**
 * How the use of a key is written down in the 24 access bits of its entry, and read from them.
 *
 * <pre>
 *   by time        the second of the last use, which 24 bits can tell for half a year
 *   by frequency   the minute of the last use, 16 bits | a counter, 8 bits
 * </pre>
 *
 * <p><b>The counter</b> goes up with the logarithm of the use: the higher it is, the less likely is
 * it that a use raises it. So eight bits tell ten uses from a hundred thousand. A new key begins at
 * 5, or it would be the first to go before it had a chance to be used. With every minute without
 * use the counter goes down by one, so that what was popular yesterday is not popular for ever.
 *
 * <p>Which way is kept depends on the eviction policy. When that changes at run time, the bits mean
 * something else at once, and are wrong until the keys have been used: as in Redis.
 */
public final class Usage {

  private static final int MASK = 0xffffff;
  private static final int FIRST_COUNT = 5;
  private static final int HIGHEST_COUNT = 255;

  private final RandomGenerator random;
  private int second;
  private int minute;
  private boolean byFrequency;
  private boolean noticed = true;
  private int logFactor = 10;
  private int decayMinutes = 1;

  Usage(RandomGenerator random) {
    this.random = random;
  }

  /** Takes the time, in Unix milliseconds. */
  void tick(long now) {
    long seconds = now / 1000;
    second = (int) seconds & MASK;
    if (byFrequency) minute = (int) (seconds / 60) & 0xffff;
  }

  void byFrequency(boolean yes, long now) {
    byFrequency = yes;
    tick(now);
  }

  /** Whether frequencies are kept, not times. */
  public boolean byFrequency() {
    return byFrequency;
  }

  /** The setting lfu-log-factor: how much harder each further step of the counter is. */
  public void logFactor(int factor) {
    logFactor = factor;
  }

  /** The setting lfu-decay-time: minutes that take one off the counter; 0 is never. */
  public void decayMinutes(int minutes) {
    decayMinutes = minutes;
  }

  /** CLIENT NO-TOUCH: whether what is done now counts as use of the keys. */
  public void noticed(boolean yes) {
    noticed = yes;
  }

  /** Stamps a new entry. */
  void born(Object entry) {
    Entry.access(entry, byFrequency ? minute << 8 | FIRST_COUNT : second);
  }

  /** Stamps an entry that is read or edited. */
  void used(Object entry) {
    if (!noticed) return;
    Entry.access(entry, byFrequency ? raised(Entry.accessOf(entry)) : second);
  }

  /** Stamps an entry that takes another's place: the key is as popular as it was. */
  void replaced(Object before, Object after) {
    if (!byFrequency) {
      Entry.access(after, second);
    } else {
      Entry.access(after, Entry.accessOf(before));
      used(after);
    }
  }

  /** The bits of an entry out of a file: unused for so many seconds, used so often; or both -1. */
  public int restored(long idle, int frequency) {
    if (!byFrequency) return (int) (second - Math.max(idle, 0)) & MASK;
    return minute << 8 | (frequency < 0 ? FIRST_COUNT : frequency);
  }

  /** Seconds since the last use, of bits that tell times. */
  public int idleSeconds(int access) {
    return second - access & MASK;
  }

  /** The counter as it is now, from 0 to 255, of bits that tell frequencies. */
  public int frequency(int access) {
    return frequency(access, minute, decayMinutes);
  }

  /** The same at a minute since 1970, with one taken off for so many minutes, or never for 0. */
  public static int frequency(int access, long minute, int decayMinutes) {
    int counter = access & 0xff;
    if (decayMinutes == 0) return counter;
    int minutes = (int) minute - (access >> 8) & 0xffff;
    return Math.max(0, counter - minutes / decayMinutes);
  }

  private int raised(int access) {
    int counter = frequency(access);
    double harder = (double) Math.max(0, counter - FIRST_COUNT) * logFactor;
    boolean up = counter < HIGHEST_COUNT && random.nextDouble() * (harder + 1) < 1;
    return minute << 8 | (up ? counter + 1 : counter);
  }
}
