package miniredis;

import module java.base;

/** The data: every key and its value. It knows nothing of sockets or of commands. */
class Database {
  private final Map<Bytes, Bytes> values = new HashMap<>();

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
}
