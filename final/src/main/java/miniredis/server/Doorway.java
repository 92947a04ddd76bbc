package miniredis.server;

import module java.base;

import miniredis.net.Entrance;
import miniredis.net.EventLoop;
import miniredis.net.Listener;
import miniredis.net.Reception;

/**
 * The doors of one port, one for each address. To change them opens the new ones first and shuts
 * the old ones only then, so that a change that fails changes nothing.
 *
 * <p>Belongs to the loop's thread.
 */
final class Doorway {

  /** What stands at an address and a port. */
  interface Maker {
    /**
     * @param shared whether others of this process may be there already
     */
    Entrance make(String address, int port, boolean shared);
  }

  private final Maker maker;
  private final EventLoop loop;
  private final Reception reception;

  /** By what the setting calls their addresses. */
  private Map<String, Listener> listeners = Map.of();

  Doorway(Maker maker, EventLoop loop, Reception reception) {
    this.maker = maker;
    this.loop = loop;
    this.reception = reception;
  }

  boolean isOpen() {
    return !listeners.isEmpty();
  }

  /** The port that is listened on, or 0 if there is none. */
  int port() {
    return portOf(listeners);
  }

  /**
   * Opens the doors for the first time.
   *
   * @param number 0 for any port that is free
   */
  void open(int number, List<String> addresses) throws IOException {
    listeners = listen(number, addresses, Map.of());
  }

  /**
   * On the same port the doors that are wanted still stay open.
   *
   * @param number 0 for no port at all
   */
  void move(int number, List<String> addresses) throws IOException {
    Map<String, Listener> old = listeners;
    Map<String, Listener> kept = number == port() ? old : Map.of();
    share(kept, true);
    try {
      listeners = number == 0 ? Map.of() : listen(number, addresses, kept);
    } finally {
      share(kept, false);
    }
    closeAllBut(listeners, old);
  }

  void close() throws IOException {
    for (Listener each : listeners.values()) each.close();
  }

  /** To be called in each tick: see {@link Listener#goOn}. */
  void goOn() {
    listeners.values().forEach(Listener::goOn);
  }

  /** An old door may be in the way of a new one, as 127.0.0.1 is of all addresses: they share. */
  private static void share(Map<String, Listener> doors, boolean on) throws IOException {
    for (Listener each : doors.values()) each.share(on);
  }

  private static void closeAllBut(Map<String, Listener> kept, Map<String, Listener> doors)
      throws IOException {
    for (Listener each : doors.values()) if (!kept.containsValue(each)) each.close();
  }

  private static int portOf(Map<String, Listener> doors) {
    return doors.isEmpty() ? 0 : doors.values().iterator().next().port();
  }

  private Map<String, Listener> listen(
      int number, List<String> addresses, Map<String, Listener> kept) throws IOException {
    Map<String, Listener> doors = new LinkedHashMap<>();
    try {
      for (String host : addresses) {
        if (kept.containsKey(host)) {
          doors.put(host, kept.get(host));
          continue;
        }
        int samePort = doors.isEmpty() ? number : portOf(doors);
        listen(host, samePort, !kept.isEmpty()).ifPresent(door -> doors.put(host, door));
      }
      share(doors, false);
      return doors;
    } catch (IOException failed) {
      closeAllBut(kept, doors);
      throw failed;
    }
  }

  /** An address that begins with a minus sign may be missing on this machine, as in Redis. */
  private Optional<Listener> listen(String host, int number, boolean share) throws IOException {
    boolean optional = host.startsWith("-");
    String address = optional ? host.substring(1) : host;
    String reason;
    try {
      return Optional.of(new Listener(maker.make(address, number, share), loop, reception));
    } catch (UnresolvedAddressException e) {
      reason = "Name or service not known";
    } catch (IOException e) {
      reason = e.getMessage();
    }
    if (optional) return Optional.empty();
    throw new IOException(host + ":" + number + ": " + reason);
  }
}
