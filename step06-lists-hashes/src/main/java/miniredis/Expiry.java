package miniredis;

import module java.base;

/**
 * When keys must die. Two questions are asked all the time: when does this key die, and which key
 * dies first? A map answers one of them at once, and a set in order of time the other.
 *
 * <p>A deadline is a moment, in milliseconds since 1970, and not a time left: a moment need not be
 * counted down. The price is that it depends on the clock on the wall. If somebody sets that back
 * by an hour, keys live an hour longer.
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

  /** Both collections must always tell the same, so they are changed here and nowhere else. */
  void set(Bytes key, long moment) {
    Deadline old = byKey.remove(key);
    if (old != null) byMoment.remove(old);
    if (moment == NEVER) return;
    Deadline deadline = new Deadline(moment, key);
    byKey.put(key, deadline);
    byMoment.add(deadline);
  }

  /** The key that should have died first, or null if there is none. */
  Bytes firstDue(long now) {
    return byMoment.isEmpty() || byMoment.first().moment() > now ? null : byMoment.first().key();
  }
}
