package miniredis;

import module java.base;

/** When keys must die, with a heap. */
final class Expiry {
  /** The deadline of a key that has none. */
  static final long NEVER = Long.MAX_VALUE;

  private record Deadline(long moment, Bytes key) {}

  private final Map<Bytes, Deadline> byKey = new HashMap<>();
  private final PriorityQueue<Deadline> byMoment =
      new PriorityQueue<>(Comparator.comparingLong(Deadline::moment));

  long of(Bytes key) {
    return NEVER; // TODO
  }

  void set(Bytes key, long moment) {
    // TODO: the old deadline of the key may stay in the heap
  }

  /** The key that should have died first, or null if there is none. */
  Bytes firstDue(long now) {
    return null; // TODO: what comes up may not be true any more
  }
}
