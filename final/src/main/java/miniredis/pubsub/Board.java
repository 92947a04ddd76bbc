package miniredis.pubsub;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Who listens to what, of one {@link Kind}. A name that nobody listens to is not here. Belongs to
 * the engine's thread.
 */
final class Board {

  private final Map<Bytes, Set<Subscriptions>> listeners = new LinkedHashMap<>();

  void add(Bytes name, Subscriptions listener) {
    listeners.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(listener);
  }

  void remove(Bytes name, Subscriptions listener) {
    Set<Subscriptions> some = listeners.get(name);
    some.remove(listener);
    if (some.isEmpty()) listeners.remove(name);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** How many names are listened to. */
  int size() {
    return listeners.size();
  }

  Set<Bytes> names() {
    return listeners.keySet();
  }

  /** Those who listen to this name, the first first. */
  Set<Subscriptions> of(Bytes name) {
    return listeners.getOrDefault(name, Set.of());
  }

  /** Visits all names and those who listen to them. */
  void forEach(BiConsumer<Bytes, Set<Subscriptions>> visitor) {
    listeners.forEach(visitor);
  }
}
