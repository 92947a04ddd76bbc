package miniredis;

import module java.base;

/**
 * The deadlines of all keys that have one, in a heap: a tree in a list, in which no deadline is
 * earlier than the one above it. Below place i are the places 2i + 1 and 2i + 2.
 *
 * <pre>
 *                0: 10
 *         1: 20         2: 15          [10, 20, 15, 20, 70, 40]
 *      3: 20  4: 70  5: 40
 * </pre>
 *
 * <p>Every deadline knows its place, so it can be moved or taken out wherever it is.
 */
final class Expiry {
  /** The deadline of a key that has none. */
  static final long NEVER = Long.MAX_VALUE;

  private static final class Deadline {
    final Bytes key;
    long moment;
    int place;

    Deadline(Bytes key) {
      this.key = key;
    }
  }

  private final Map<Bytes, Deadline> byKey = new HashMap<>();
  private final List<Deadline> heap = new ArrayList<>();

  long of(Bytes key) {
    return NEVER; // TODO
  }

  /** The only method that changes the two collections, so they always agree with each other. */
  void set(Bytes key, long moment) {
    // TODO
  }

  /** The key with the earliest deadline, if that has passed; otherwise null. */
  Bytes firstDue(long now) {
    return null; // TODO
  }
}
