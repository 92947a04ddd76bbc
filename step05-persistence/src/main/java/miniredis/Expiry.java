package miniredis;

import module java.base;

/**
 * The deadlines of all keys that have one. Two questions are asked all the time: when does this key
 * die, and which key dies first? A map answers the first at once, a sorted set the second.
 *
 * <p>A deadline is a moment, in milliseconds since 1970. A "time left" would have to be counted
 * down; a moment is written once. But it depends on the system's clock: if somebody sets that back
 * by an hour, all keys live an hour longer.
 */
final class Expiry {
  /** The deadline of a key that has none. */
  static final long NEVER = Long.MAX_VALUE;

  private record Deadline(long moment, Bytes key) {}

  private static final Comparator<Deadline> EARLIEST_FIRST =
      Comparator.comparingLong(Deadline::moment)
          .thenComparing(deadline -> deadline.key().array(), Arrays::compare);

  private final Map<Bytes, Deadline> byKey = new HashMap<>();
  private final TreeSet<Deadline> byMoment = new TreeSet<>(EARLIEST_FIRST);

  long of(Bytes key) {
    Deadline deadline = byKey.get(key);
    return deadline == null ? NEVER : deadline.moment();
  }

  /** The only method that changes the two collections, so they always agree with each other. */
  void set(Bytes key, long moment) {
    Deadline old = byKey.remove(key);
    if (old != null) byMoment.remove(old);
    if (moment == NEVER) return;
    Deadline deadline = new Deadline(moment, key);
    byKey.put(key, deadline);
    byMoment.add(deadline);
  }

  /** The key with the earliest deadline, if that has passed; otherwise null. */
  Bytes firstDue(long now) {
    return byMoment.isEmpty() || byMoment.first().moment() > now ? null : byMoment.first().key();
  }
}
