package miniredis;

import module java.base;

/** The data: every key and its value. It knows nothing of sockets or of commands. */
class Database {
  private final Map<Bytes, Value> values = new HashMap<>();

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
    StringValue string = value(key, StringValue.class);
    return string == null ? null : string.bytes();
  }

  boolean contains(Bytes key) {
    removeIfDue(key);
    return values.containsKey(key);
  }

  void put(Bytes key, Bytes value) {
    removeIfDue(key);
    beforeChange();
    values.put(key, new StringValue(value));
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
  record Entry(Bytes key, Value value, long deadline) {}

  /**
   * All data as it is at this moment. It is made under the lock and then read without it, while the
   * database goes on changing. So it is a copy to the bottom: of every list and hash, too.
   */
  List<Entry> snapshot() {
    assert lock.isHeldByCurrentThread();
    List<Entry> entries = new ArrayList<>();
    values.forEach((key, value) -> entries.add(new Entry(key, value.copy(), expiry.of(key))));
    return entries;
  }

  /** Whatever is at the key, or null. */
  Value value(Bytes key) {
    removeIfDue(key);
    return values.get(key);
  }

  /** The one place that knows a list from a hash: all who ask for the wrong one are told here. */
  private <V extends Value> V value(Bytes key, Class<V> kind) {
    Value value = value(key);
    if (value == null || kind.isInstance(value)) return kind.cast(value);
    throw new CommandException(Errors.WRONG_TYPE);
  }

  /** The list at the key, to look at, or null. */
  ListValue list(Bytes key) {
    return value(key, ListValue.class);
  }

  /** The fields of the hash at the key, to look at: whoever tries to change them is refused. */
  Map<Bytes, Bytes> hash(Bytes key) {
    HashValue hash = value(key, HashValue.class);
    return hash == null ? Map.of() : Collections.unmodifiableMap(hash.fields());
  }

  /** The list at the key, a new one if need be. The caller is about to put something into it. */
  ListValue listToChange(Bytes key) {
    list(key);
    beforeChange();
    return (ListValue) values.computeIfAbsent(key, absent -> new ListValue());
  }

  Map<Bytes, Bytes> hashToChange(Bytes key) {
    hash(key);
    beforeChange();
    return ((HashValue) values.computeIfAbsent(key, absent -> new HashValue())).fields();
  }

  int size() {
    return values.size();
  }

  /** For a value that was made elsewhere. */
  void put(Bytes key, Value value) {
    remove(key);
    beforeChange();
    values.put(key, value);
  }

  void clear() {
    beforeChange();
    values.keySet().forEach(key -> expiry.set(key, Expiry.NEVER));
    values.clear();
  }
}
