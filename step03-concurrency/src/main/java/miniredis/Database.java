package miniredis;

import module java.base;

/** The data: every key and its value. It knows nothing of sockets or of commands. */
class Database {
  private final Map<Bytes, Bytes> values = new HashMap<>();

  /** Whoever holds it is alone with the data. It can be asked who is waiting for it. */
  final ReentrantLock lock = new ReentrantLock();

  /** The string at the key, or null. */
  Bytes string(Bytes key) {
    return values.get(key);
  }

  boolean contains(Bytes key) {
    return values.containsKey(key);
  }

  void put(Bytes key, Bytes value) {
    values.put(key, value);
  }

  /** Whether there was something to remove. */
  boolean remove(Bytes key) {
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
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
