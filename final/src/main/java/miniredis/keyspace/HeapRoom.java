package miniredis.keyspace;

import miniredis.bytes.OffHeap;

/**
 * How much of Java's heap there is for data. Beyond it Java would fail somewhere, and whoever asked
 * last would not be the one to blame. So a server without {@code maxmemory} has this limit all the
 * same, as Redis has one where addresses have 32 bits: nothing is evicted for it, but what needs
 * more is refused.
 *
 * <p>Belongs to the engine's thread.
 */
public final class HeapRoom {

  /** What {@code ./run} gives to new objects. */
  private static final long YOUNG = 16 << 20;

  /** The rest is for tables that grow, and for what moves when the collector makes room. */
  private static final double SHARE = 0.85;

  private final Memory memory;
  private final OffHeap offHeap;
  private final long limit;

  /** What was granted since the account was last told what waits for clients. */
  private long granted;

  HeapRoom(Memory memory, OffHeap offHeap, long heap) {
    this.memory = memory;
    this.offHeap = offHeap;
    this.limit = Math.max(heap / 4, (long) ((heap - YOUNG) * SHARE));
  }

  /** Whether so much is used that it is time to ask {@link #isFull} before each command. */
  public boolean isTight() {
    return used() > limit / 4 * 3;
  }

  private long used() {
    return memory.used() - offHeap.bytes();
  }

  /**
   * Where old keys make room for new ones, it is time for that: the rest is for those that come.
   */
  boolean isShort() {
    return used() > limit / 8 * 7;
  }

  public boolean isFull() {
    return used() > limit;
  }

  /** Asks for room for a large piece of input. What is granted need not be given back. */
  public boolean grant(long bytes) {
    if (used() + granted + bytes > limit) return false;
    granted += bytes;
    return true;
  }

  /** Whether so much would fit in beside what is there. */
  public boolean holds(long bytes) {
    return used() + bytes <= limit;
  }

  /** The account has been told: ten times a second. */
  public void settled() {
    granted = 0;
  }
}
