package miniredis;

import module java.base;

/** The data: every key and its value. It knows nothing of sockets or of commands. */
class Database {
  private final Map<Bytes, Value> values = new HashMap<>();

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
  record Entry(Bytes key, Value value, long deadline) {}

  /**
   * All data as it is at this moment. It is made under the lock and then read without it, while
   * clients change the database. That is safe: lists and hashes are copied too, Bytes never change.
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

  /** The only place that checks a value's kind: a command for another kind gets its error here. */
  private <V extends Value> V value(Bytes key, Class<V> kind) {
    Value value = value(key);
    if (value == null || kind.isInstance(value)) return kind.cast(value);
    throw new CommandException(Errors.WRONG_TYPE);
  }

  /** The list at the key, for reading only, or null. */
  ListValue list(Bytes key) {
    return value(key, ListValue.class);
  }

  /** The fields of the hash at the key, for reading only: any try to change them throws. */
  Map<Bytes, Bytes> hash(Bytes key) {
    HashValue hash = value(key, HashValue.class);
    return hash == null ? Map.of() : Collections.unmodifiableMap(hash.fields());
  }

  /** The list at the key, or a new one. The caller changes it at once: none may stay empty. */
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

  /** Replaces whatever is at the key, and its deadline. */
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
