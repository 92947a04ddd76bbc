package miniredis.server;

import module java.base;

import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.Setting;
import miniredis.engine.Log;
import miniredis.net.Clients;
import miniredis.net.EventLoop;
import miniredis.net.Listener;

/**
 * The doors that clients come in by: one for each address of the setting bind, all on one port.
 * CONFIG SET of either opens the new doors first and shuts the old ones only then, so that a change
 * that fails changes nothing.
 *
 * <p>Belongs to the loop's thread, from the first {@link #open} on.
 */
final class Listeners {

  private static final String NO_PORT = "Unable to listen on this port. Check server logs.";
  private static final String NO_ADDRESS = "Failed to bind to specified addresses.";

  private final EventLoop loop;
  private final Clients clients;
  private final Log log;
  private final Setting<Integer> port;
  private final Setting<List<String>> addresses;
  private final int backlog;

  private List<Listener> listeners = List.of();

  /** What the port 0 stands for: at the start any free one, and that one again; else none. */
  private int atZero;

  Listeners(Config config, EventLoop loop, Clients clients, Log log) {
    this.loop = loop;
    this.clients = clients;
    this.log = log;
    port = config.integer("port");
    addresses = config.addresses("bind");
    backlog = config.integer("tcp-backlog").get();
    port.onChange(_ -> change(NO_PORT));
    addresses.onChange(_ -> change(NO_ADDRESS));
    loop.everyTick(() -> listeners.forEach(Listener::goOn));
  }

  /**
   * Opens the doors for the first time.
   *
   * @throws IOException if the port is in use, an address is not this machine's, or there is none
   */
  void open() throws IOException {
    listeners = listen(port.get(), false);
    if (listeners.isEmpty()) throw new IOException("Configured to not listen anywhere, exiting.");
    if (port.get() == 0) atZero = port();
  }

  /** The port that is listened on, or 0 after CONFIG SET has closed it. */
  int port() {
    return listeners.isEmpty() ? 0 : listeners.getFirst().port();
  }

  void close() throws IOException {
    for (Listener each : listeners) each.close();
  }

  private void change(String refusal) {
    try {
      move(port.get() == 0 ? atZero : port.get());
    } catch (IOException failed) {
      log.warning("Could not listen on " + failed.getMessage());
      throw new ConfigException(refusal);
    }
  }

  /** An old door may be in the way of a new one, as 127.0.0.1 is of all addresses: they share. */
  private void move(int number) throws IOException {
    List<Listener> old = listeners;
    boolean share = number == port();
    if (share) for (Listener each : old) each.share(true);
    try {
      listeners = number == 0 ? List.of() : listen(number, share);
    } finally {
      if (share) for (Listener each : old) each.share(false);
    }
    for (Listener each : old) each.close();
  }

  private List<Listener> listen(int number, boolean share) throws IOException {
    List<Listener> opened = new ArrayList<>();
    try {
      for (String host : addresses.get()) {
        int samePort = opened.isEmpty() ? number : opened.getFirst().port();
        listen(host, samePort, share).ifPresent(opened::add);
      }
      for (Listener each : opened) each.share(false);
      return List.copyOf(opened);
    } catch (IOException failed) {
      for (Listener each : opened) each.close();
      throw failed;
    }
  }

  /** An address that begins with a minus sign may be missing on this machine, as in Redis. */
  private Optional<Listener> listen(String host, int number, boolean share) throws IOException {
    boolean optional = host.startsWith("-");
    String address = optional ? host.substring(1) : host;
    String reason;
    try {
      return Optional.of(new Listener(address, number, backlog, share, loop, clients));
    } catch (UnresolvedAddressException e) {
      reason = "Name or service not known";
    } catch (IOException e) {
      reason = e.getMessage();
    }
    if (optional) return Optional.empty();
    throw new IOException(host + ":" + number + ": " + reason);
  }
}
