package miniredis;

import module java.base;

/** The data: every key and its value. It knows nothing of sockets or of commands. */
class Database {
  private final Map<Bytes, Bytes> values = new HashMap<>();

  /** Whoever holds it is alone with the data. It can be asked who is waiting for it. */
  final ReentrantLock lock = new ReentrantLock();

  private final Expiry expiry = new Expiry();
  private final InstantSource clock;

  /** Read from the clock once for each command, so that no key dies in the middle of one. */
  private long now;

  AppendOnlyFile log; // Where the changes go, or null.
  long changes; // How many changes the running command has made so far.
  boolean loading; // Nothing dies while a log is run: it has a DEL for every key that died.

  /** The clock is handed in, so that a test can give one that it moves forward by itself. */
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
   * The key's deadline, or {@link Expiry#NEVER} if it has none. This does not look at the clock: to
   * know whether the key is still alive, ask {@link #contains}.
   */
  long deadline(Bytes key) {
    return expiry.of(key);
  }

  /** Gives a key that exists a new deadline. (A string that is put there leaves it as it is.) */
  void expireAt(Bytes key, long deadline) {
    beforeChange();
    expiry.set(key, deadline);
  }

  /**
   * Lazy expiry: everything that looks at a key calls this first, so nobody ever sees a dead key.
   * But a dead key that nobody looks at stays in memory. {@link #sweep} removes those.
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
   * Active expiry: removes dead keys, the earliest deadline first, and returns how many. Clients
   * wait meanwhile, so it stops when the budget (in nanoseconds) is used up; the next sweep goes
   * on. The budget is measured with nanoTime, because somebody may set the system's clock.
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

  /** If the disk refuses, the command ends here, and has changed nothing. */
  void beforeChange() {
    if (log != null && changes == 0) log.write();
    changes++;
  }

  /** A key, its value and its deadline. */
  record Entry(Bytes key, Bytes value, long deadline) {}

  /**
   * All data as it is at this moment. It is made under the lock and then read without it, while
   * clients change the database. That is safe: the list is a copy, and Bytes never change.
   */
  List<Entry> snapshot() {
    assert lock.isHeldByCurrentThread();
    List<Entry> entries = new ArrayList<>();
    values.forEach((key, value) -> entries.add(new Entry(key, value, expiry.of(key))));
    return entries;
  }
}
