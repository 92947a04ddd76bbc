package miniredis.server;

import module java.base;

/**
 * Gives memory back to the system when there is time. Java keeps what a load has once needed for
 * the next one; here, when the server has been quiet for some seconds and much more is reserved
 * than used, garbage is collected, and the heap becomes smaller. In any case what lies free outside
 * of the heap is given back then: a third of the data, where long strings of all lengths come and
 * go.
 *
 * <p>Nobody is served meanwhile, for about a second a gigabyte in use. So the more is in use, the
 * longer it must have been quiet before, and it is not done again before there was work.
 *
 * <p>A load that never ends would never be quiet. Java collects what is old only when the heap
 * cannot grow any more, so a server with a megabyte of data that are written anew all the time
 * would take gigabytes. So garbage is collected under load, too, when it is more than what is in
 * use; but only where that is over soon, and seldom.
 *
 * <p>For a program that owns its JVM. Belongs to the engine's thread.
 */
final class SpareHeap {

  /** Less than so much to spare is none: the place for new objects, and some garbage. */
  static final long USUAL = 32L << 20;

  private static final long SECOND = 1_000_000_000;
  private static final long SHORTEST_QUIET = 3 * SECOND;
  private static final long USED_A_SECOND = 32L << 20;

  /** How long a collection takes, by what is in use and by what there is to be given back. */
  private static final double NANOS_A_BYTE_USED = 1;

  private static final double NANOS_A_BYTE_RESERVED = 0.25;

  /** Under load, nobody is to wait for longer than this. */
  static final long LONGEST_STOP = SECOND / 10;

  /** Under load, so much time is between two of them, unless the next would soon take too long. */
  private static final long BETWEEN = 4 * SECOND;

  /** Under load, less garbage than this is none. */
  private static final long MUCH = 16L << 20;

  /** Who watches a server asks a question now and then. */
  private static final long FEW_READS = 10;

  private final LongSupplier reserved;
  private final LongSupplier used;
  private final LongSupplier outside;
  private final LongSupplier reads;
  private final LongSupplier clock;
  private final Runnable collect;
  private final Runnable giveBack;

  /** Whether what lies free outside of the heap is still to be given back. */
  private boolean found;

  private long busyAt;
  private long lookedAt;
  private long readsThen;

  /** Whether there was work since the last collection. */
  private boolean worked;

  /** What was in use at the last collection: one command can have let go of all of it. */
  private long usedThen;

  private long collectedAt;

  /** By how much the last collection took longer than those figures say, on this machine. */
  private double slowness = 1;

  /** Whether that was the last time that this looked. */
  private boolean collected;

  /** What that collection left to spare, as seen a second later: it has an owner, known or not. */
  private long left;

  /**
   * Looks at memory and at what clients do.
   *
   * @param reserved bytes of the heap
   * @param used bytes of data, in the heap and beside it
   * @param outside bytes of data that the collector does not touch
   * @param reads how often anything was read from a client
   * @param clock the time in nanoseconds
   * @param collect what makes the heap as small as it can be
   * @param giveBack what gives back the rest, when the collector has told what nobody has
   */
  SpareHeap(
      LongSupplier reserved,
      LongSupplier used,
      LongSupplier outside,
      LongSupplier reads,
      LongSupplier clock,
      Runnable collect,
      Runnable giveBack) {
    this.giveBack = giveBack;
    this.reserved = reserved;
    this.used = used;
    this.outside = outside;
    this.reads = reads;
    this.clock = clock;
    this.collect = collect;
  }

  /** To be called a few times a second. */
  void tick() {
    long now = clock.getAsLong();
    if (now - lookedAt < SECOND) return;
    lookedAt = now;
    if (found) giveBack.run();
    found = false;
    if (collected) left = Math.max(0, spareInHeap());
    collected = false;
    look(now);
    if (isQuietAfterWork(now)) {
      worked = false;
      if (spare() > 0) collect(now);
      else usedThen = used.getAsLong();
      found = true;
    } else if (isDueUnderLoad(now)) {
      collect(now);
    }
  }

  private void look(long now) {
    long readsNow = reads.getAsLong();
    if (Math.abs(readsNow - readsThen) > FEW_READS) {
      busyAt = now;
      worked = true;
    }
    readsThen = readsNow;
    worked |= usedThen - used.getAsLong() > USUAL;
  }

  private boolean isQuietAfterWork(long now) {
    return worked && now - busyAt >= quietFor();
  }

  private boolean isDueUnderLoad(long now) {
    double stop = expectedStop();
    return now == busyAt
        && spareInHeap() - left > Math.max(MUCH, usedInHeap())
        && stop <= LONGEST_STOP
        && (now - collectedAt >= BETWEEN || stop > LONGEST_STOP / 2);
  }

  private double expectedStop() {
    return slowness
        * (usedInHeap() * NANOS_A_BYTE_USED + reserved.getAsLong() * NANOS_A_BYTE_RESERVED);
  }

  private void collect(long now) {
    double expected = expectedStop() / slowness;
    usedThen = used.getAsLong();
    collect.run();
    collectedAt = now;
    collected = true;
    slowness = Math.max(1, (clock.getAsLong() - now) / expected);
  }

  private long quietFor() {
    return Math.max(SHORTEST_QUIET, used.getAsLong() / USED_A_SECOND * SECOND);
  }

  /** A fifth of what is used is left to Java, so that it need not grow at once. */
  private long spare() {
    return reserved.getAsLong() + outside.getAsLong() - USUAL - used.getAsLong() * 6 / 5;
  }

  /** The same of the heap alone. */
  private long spareInHeap() {
    return reserved.getAsLong() - USUAL - usedInHeap() * 6 / 5;
  }

  private long usedInHeap() {
    return Math.max(0, used.getAsLong() - outside.getAsLong());
  }
}
