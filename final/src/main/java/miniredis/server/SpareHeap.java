package miniredis.server;

import module java.base;

/**
 * Gives memory back to the system when there is time. Java keeps what a load has once needed for
 * the next one; here, when the server has been quiet for some seconds and much more is reserved
 * than used, garbage is collected, and the heap becomes smaller.
 *
 * <p>Nobody is served meanwhile, for about a second a gigabyte in use. So the more is in use, the
 * longer it must have been quiet before, and it is not done again before there was work.
 *
 * <p>For a program that owns its JVM. Belongs to the engine's thread.
 */
final class SpareHeap {

  /** Less than so much to spare is none: the place for new objects, and some garbage. */
  static final long USUAL = 48L << 20;

  private static final long SECOND = 1_000_000_000;
  private static final long SHORTEST_QUIET = 3 * SECOND;
  private static final long USED_A_SECOND = 32L << 20;

  /** Who watches a server asks a question now and then. */
  private static final long FEW_READS = 10;

  private final LongSupplier reserved;
  private final LongSupplier used;
  private final LongSupplier reads;
  private final Runnable collect;
  private final Runnable giveBack;

  /** Whether what the collector has found is still to be given back. */
  private boolean found;

  private long busyAt;
  private long lookedAt;
  private long readsThen;

  /** Whether there was work since the last collection. */
  private boolean worked;

  /** What was in use at the last collection: one command can have let go of all of it. */
  private long usedThen;

  /**
   * Looks at bytes of heap and of data, and at how often anything was read from a client.
   *
   * @param collect what makes the heap as small as it can be
   * @param giveBack what gives back the rest, when the collector has told what nobody has
   */
  SpareHeap(
      LongSupplier reserved,
      LongSupplier used,
      LongSupplier reads,
      Runnable collect,
      Runnable giveBack) {
    this.giveBack = giveBack;
    this.reserved = reserved;
    this.used = used;
    this.reads = reads;
    this.collect = collect;
  }

  /** To be called a few times a second, with the time in nanoseconds. */
  void tick(long now) {
    if (now - lookedAt < SECOND) return;
    lookedAt = now;
    if (found) giveBack.run();
    found = false;
    long readsNow = reads.getAsLong();
    if (Math.abs(readsNow - readsThen) > FEW_READS) {
      busyAt = now;
      worked = true;
    }
    readsThen = readsNow;
    worked |= usedThen - used.getAsLong() > USUAL;
    if (!worked || now - busyAt < quietFor() || spare() <= 0) return;
    worked = false;
    usedThen = used.getAsLong();
    collect.run();
    found = true;
  }

  private long quietFor() {
    return Math.max(SHORTEST_QUIET, used.getAsLong() / USED_A_SECOND * SECOND);
  }

  /** A fifth of what is used is left to Java, so that it need not grow at once. */
  private long spare() {
    return reserved.getAsLong() - USUAL - used.getAsLong() * 6 / 5;
  }
}
