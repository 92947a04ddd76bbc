package miniredis;

import module java.base;

/** The data: every key and its value. It knows nothing of sockets or of commands. */
class Database {
  private final Map<Bytes, Bytes> values = new HashMap<>();

  /** Whoever holds it is alone with the data. It can be asked who is waiting for it. */
  final ReentrantLock lock = new ReentrantLock();

  private final Expiry expiry = new Expiry();
  private final InstantSource clock;

  /** While a command runs time stands still, or a key could die between its two looks at it. */
  private long now;

  AppendOnlyFile log; // Where the changes go, or null.
  long changes; // How many the command that runs has made.

  /** While old data is loaded nothing dies, for then its death is in the log, too. */
  boolean loading;

  /** The clock is handed in: a test gives one whose hands it can move. */
  Database(InstantSource clock) {
    this.clock = clock;
  }

  /** The string at the key, or null. */
  Bytes string(Bytes key) {
    removeIfDue(key);
    return values.get(key);
  }

  boolean contains(Bytes key) {
    removeIfDue(key);
    return values.containsKey(key);
  }

  void put(Bytes key, Bytes value) {
    removeIfDue(key);
    beforeChange();
    values.put(key, value);
  }

  /** Whether there was something to remove. */
  boolean remove(Bytes key) {
    removeIfDue(key);
    if (!values.containsKey(key)) return false;
    beforeChange();
    expiry.set(key, Expiry.NEVER);
    return values.remove(key) != null;
  }

  /**
   * Does the work while nobody else's is being done. A command reads, reckons and writes. If two
   * clients could both read before either writes, one of the two writes would be lost; and a map
   * that two threads change at once may break for good.
   */
  <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      now = loading ? 0 : clock.millis();
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** When the command that runs began, in milliseconds since 1970. */
  long now() {
    return now;
  }

  /**
   * The moment that is written down, or {@link Expiry#NEVER}. It asks no clock: whether the key is
   * still alive, {@link #contains} tells.
   */
  long deadline(Bytes key) {
    return expiry.of(key);
  }

  /** For a key that is there. {@link #put} leaves the deadline alone. */
  void expireAt(Bytes key, long deadline) {
    beforeChange();
    expiry.set(key, deadline);
  }

  /**
   * Lazy expiry: nobody sees a dead key, for whoever is about to look removes it first. That alone
   * would be correct, but a key that nobody asks for would fill memory for ever: hence the sweep.
   */
  private void removeIfDue(Bytes key) {
    if (expiry.of(key) <= now) expire(key);
  }

  private void expire(Bytes key) {
    if (log != null) log.add(Effect.words("DEL", key));
    values.remove(key);
    expiry.set(key, Expiry.NEVER);
  }

  /**
   * Active expiry: removes what is due, longest overdue first, and returns how many keys that were.
   * Meanwhile the clients wait, so it stops after so many nanoseconds; the rest is for the next
   * sweep. How long, unlike when, is asked of a clock that nobody can set.
   */
  int sweep(long budget) {
    long end = System.nanoTime() + budget;
    int removed = 0;
    for (Bytes key = expiry.firstDue(now); key != null; key = expiry.firstDue(now)) {
      expire(key);
      removed++;
      if (System.nanoTime() - end >= 0) break;
    }
    return removed;
  }

  void beforeChange() {
    if (log != null && changes == 0) log.write(); // Refused now or not at all.
    changes++;
  }

  /** A key with all that there is to say about it. */
  record Entry(Bytes key, Bytes value, long deadline) {}

  /**
   * All data as it is at this moment. It is made under the lock and then read without it, while the
   * database goes on changing: this is a copy, and nobody changes the bytes of a value.
   */
  List<Entry> snapshot() {
    assert lock.isHeldByCurrentThread();
    List<Entry> entries = new ArrayList<>();
    values.forEach((key, value) -> entries.add(new Entry(key, value, expiry.of(key))));
    return entries;
  }
}
