package miniredis.server;

import module java.base;

import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.Setting;
import miniredis.engine.ServerLog;
import miniredis.net.EventLoop;
import miniredis.net.Handshakes;
import miniredis.net.Listener;
import miniredis.net.Reception;
import miniredis.net.TcpEntrance;
import miniredis.net.TlsEntrance;
import miniredis.net.UnixEntrance;

/**
 * The doors that clients come in by: those of the setting port, those of tls-port, and a Unix
 * socket. CONFIG SET can move the first two.
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
  private final Setting<Integer> tlsPort;
  private final Setting<List<String>> addresses;
  private final Setting<Integer> keepalive;
  private final Setting<String> path;
  private final Setting<Integer> permissions;
  private final int backlog;
  private final TlsSettings tls;
  private final Doorway plain;
  private final Doorway secret;

  /** The one at a Unix socket, or null. */
  private Listener file;

  /** What the port 0 stands for: at the start any free one, and that one again; else none. */
  private int atZero;

  Doors(Config config, EventLoop loop, Reception reception, ServerLog log) {
    this.loop = loop;
    this.reception = reception;
    this.log = log;
    port = config.integer("port");
    tlsPort = config.integer("tls-port");
    addresses = config.addresses("bind");
    keepalive = config.integer("tcp-keepalive");
    path = config.name("unixsocket");
    permissions = config.integer("unixsocketperm");
    backlog = config.integer("tcp-backlog").get();
    tls = new TlsSettings(config, log);
    Handshakes handshakes = new Handshakes(loop, tls);
    plain = new Doorway(this::entrance, loop, reception);
    secret =
        new Doorway(
            (address, number, shared) ->
                new TlsEntrance(entrance(address, number, shared), handshakes),
            loop,
            reception);
    port.onChange(_ -> change(this::movePlain, NO_PORT));
    tlsPort.onChange(_ -> changeTlsPort());
    addresses.onChange(_ -> change(this::moveAll, NO_ADDRESS));
    loop.everyTick(this::goOn);
  }

  private TcpEntrance entrance(String address, int number, boolean shared) {
    return new TcpEntrance(address, number, backlog, shared, keepalive::get);
  }

  /**
   * Opens the doors for the first time. The port 0 is any free one where there is no other door.
   *
   * @throws IOException if a port is in use, an address is not this machine's, or there is none
   * @throws ConfigException if what the settings say of TLS does not do
   */
  void open() throws IOException {
    try {
      openAll();
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void openAll() throws IOException {
    boolean others = !path.get().isEmpty() || tlsPort.get() != 0;
    if (port.get() != 0 || !others) plain.open(port.get(), addresses.get());
    if (port.get() == 0) atZero = plain.port();
    tls.load();
    if (tlsPort.get() != 0) secret.open(tlsPort.get(), addresses.get());
    if (!path.get().isEmpty()) file = listenToFile();
    if (!plain.isOpen() && !secret.isOpen() && file == null) {
      throw new IOException("Configured to not listen anywhere, exiting.");
    }
  }

  /** The port that is listened on, or 0 if there is none. */
  int port() {
    return plain.port();
  }

  /** The same for TLS. */
  int tlsPort() {
    return secret.port();
  }

  void close() throws IOException {
    plain.close();
    secret.close();
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
    plain.goOn();
    secret.goOn();
    if (file != null) file.goOn();
  }

  /** Something that opens doors. */
  private interface Move {
    void make() throws IOException;
  }

  private void change(Move move, String refusal) {
    try {
      move.make();
    } catch (IOException failed) {
      log.warning("Could not listen on " + failed.getMessage());
      throw new ConfigException(refusal);
    }
  }

  private void changeTlsPort() {
    tls.change();
    change(this::moveSecret, NO_PORT);
  }

  private void moveAll() throws IOException {
    movePlain();
    moveSecret();
  }

  private void movePlain() throws IOException {
    plain.move(port.get() == 0 ? atZero : port.get(), addresses.get());
  }

  private void moveSecret() throws IOException {
    secret.move(tlsPort.get(), addresses.get());
  }
}
