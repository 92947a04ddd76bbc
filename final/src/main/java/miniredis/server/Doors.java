package miniredis.server;

import module java.base;

import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.Setting;
import miniredis.engine.ServerLog;
import miniredis.net.EventLoop;
import miniredis.net.Listener;
import miniredis.net.Reception;
import miniredis.net.TcpEntrance;
import miniredis.net.UnixEntrance;

/**
 * The doors that clients come in by: one for each address of the setting bind, all on one port.
 * CONFIG SET of either opens the new doors first and shuts the old ones only then, so that a change
 * that fails changes nothing.
 *
 * <p>Belongs to the loop's thread, from the first {@link #open} on.
 */
final class Doors {

  private static final String NO_PORT = "Unable to listen on this port. Check server logs.";
  private static final String NO_ADDRESS = "Failed to bind to specified addresses.";

  private final EventLoop loop;
  private final Reception reception;
  private final ServerLog log;
  private final Setting<Integer> port;
  private final Setting<List<String>> addresses;
  private final Setting<Integer> keepalive;
  private final Setting<String> path;
  private final Setting<Integer> permissions;
  private final int backlog;

  /** By what the setting calls their addresses. */
  private Map<String, Listener> listeners = Map.of();

  /** The one at a Unix socket, or null. */
  private Listener file;

  /** What the port 0 stands for: at the start any free one, and that one again; else none. */
  private int atZero;

  Doors(Config config, EventLoop loop, Reception reception, ServerLog log) {
    this.loop = loop;
    this.reception = reception;
    this.log = log;
    port = config.integer("port");
    addresses = config.addresses("bind");
    keepalive = config.integer("tcp-keepalive");
    path = config.name("unixsocket");
    permissions = config.integer("unixsocketperm");
    backlog = config.integer("tcp-backlog").get();
    port.onChange(_ -> change(NO_PORT));
    addresses.onChange(_ -> change(NO_ADDRESS));
    loop.everyTick(this::goOn);
  }

  /**
   * Opens the doors for the first time.
   *
   * @throws IOException if the port is in use, an address is not this machine's, or there is none
   */
  void open() throws IOException {
    if (port.get() != 0 || path.get().isEmpty()) listeners = listen(port.get(), Map.of());
    if (!path.get().isEmpty()) file = listenToFile();
    if (listeners.isEmpty() && file == null) {
      throw new IOException("Configured to not listen anywhere, exiting.");
    }
    if (port.get() == 0) atZero = port();
  }

  /** The port that is listened on, or 0 after CONFIG SET has closed it. */
  int port() {
    return portOf(listeners);
  }

  void close() throws IOException {
    for (Listener each : listeners.values()) each.close();
    if (file != null) file.close();
  }

  private Listener listenToFile() throws IOException {
    try {
      Path socket = Path.of(path.get());
      Listener opened =
          new Listener(new UnixEntrance(socket, permissions.get(), backlog), loop, reception);
      log.notice("The server is now ready to accept connections at " + path.get());
      return opened;
    } catch (IOException e) {
      throw new IOException("Opening Unix socket: " + path.get() + ": " + e.getMessage(), e);
    }
  }

  private void goOn() {
    listeners.values().forEach(Listener::goOn);
    if (file != null) file.goOn();
  }

  private void change(String refusal) {
    try {
      move(port.get() == 0 ? atZero : port.get());
    } catch (IOException failed) {
      log.warning("Could not listen on " + failed.getMessage());
      throw new ConfigException(refusal);
    }
  }

  /** On the same port the doors that are wanted still stay open. */
  private void move(int number) throws IOException {
    Map<String, Listener> old = listeners;
    Map<String, Listener> kept = number == port() ? old : Map.of();
    share(kept, true);
    try {
      listeners = number == 0 ? Map.of() : listen(number, kept);
    } finally {
      share(kept, false);
    }
    closeAllBut(listeners, old);
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

  private Map<String, Listener> listen(int number, Map<String, Listener> kept) throws IOException {
    Map<String, Listener> doors = new LinkedHashMap<>();
    try {
      for (String host : addresses.get()) {
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
      TcpEntrance entrance = new TcpEntrance(address, number, backlog, share, keepalive::get);
      return Optional.of(new Listener(entrance, loop, reception));
    } catch (UnresolvedAddressException e) {
      reason = "Name or service not known";
    } catch (IOException e) {
      reason = e.getMessage();
    }
    if (optional) return Optional.empty();
    throw new IOException(host + ":" + number + ": " + reason);
  }
}
