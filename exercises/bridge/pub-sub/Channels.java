package miniredis;

import module java.base;

/** Who listens to which channel. All of it happens under the database's lock, as every command. */
final class Channels {
  private final Map<Bytes, Set<Subscriber>> listeners = new HashMap<>();

  void addTo(CommandTable table) {
    // TODO: rows for SUBSCRIBE, UNSUBSCRIBE and PUBLISH; and who calls addTo?
  }
}
