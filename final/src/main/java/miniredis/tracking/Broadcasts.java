package miniredis.tracking;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.resp.Reply;

/**
 * Which clients want to hear of all keys that begin with a prefix, and which such keys have changed
 * in this turn of the loop. They are told at its end, once for each prefix.
 */
final class Broadcasts {

  /** What one prefix stands for. */
  private static final class Audience {
    private final Set<Tracker> trackers = new LinkedHashSet<>();

    /** The keys that have changed, in order, and who changed each last; null: nobody did. */
    private final SortedMap<Bytes, Optional<Client>> changed = new TreeMap<>();
  }

  private final SortedMap<Bytes, Audience> byPrefix = new TreeMap<>();

  /** Whether a key has changed that somebody is to be told of. */
  private boolean pending;

  void add(Bytes prefix, Tracker tracker) {
    byPrefix.computeIfAbsent(prefix, _ -> new Audience()).trackers.add(tracker);
  }

  void remove(Bytes prefix, Tracker tracker) {
    Audience audience = byPrefix.get(prefix);
    audience.trackers.remove(tracker);
    if (audience.trackers.isEmpty()) byPrefix.remove(prefix);
  }

  int prefixes() {
    return byPrefix.size();
  }

  /** A key has changed, by what a client does, or by itself: then nobody is spared the message. */
  void changed(Bytes key, Client by) {
    byPrefix.forEach(
        (prefix, audience) -> {
          if (!startsWith(key, prefix)) return;
          audience.changed.put(key, Optional.ofNullable(by));
          pending = true;
        });
  }

  static boolean startsWith(Bytes key, Bytes prefix) {
    int length = prefix.length();
    return key.length() >= length
        && Arrays.equals(key.array(), 0, length, prefix.array(), 0, length);
  }

  /** Hands out what has changed since the last time, as arrays of keys. */
  void tell(BiConsumer<Tracker, Reply> send) {
    if (!pending) return;
    pending = false;
    for (Audience each : List.copyOf(byPrefix.values())) {
      if (each.changed.isEmpty()) continue;
      for (Tracker tracker : each.trackers) {
        List<Bytes> keys = keysFor(tracker, each);
        if (!keys.isEmpty()) send.accept(tracker, Reply.bulks(keys));
      }
      each.changed.clear();
    }
  }

  private static List<Bytes> keysFor(Tracker tracker, Audience audience) {
    List<Bytes> keys = new ArrayList<>(audience.changed.keySet());
    if (tracker.options().noLoop()) {
      keys.removeIf(key -> audience.changed.get(key).orElse(null) == tracker.client());
    }
    return keys;
  }
}
