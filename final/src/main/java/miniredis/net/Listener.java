package miniredis.net;

import module java.base;

/** Waits on one address for clients and hands them to {@link Clients}. */
public final class Listener {

  private final ServerSocketChannel channel;
  private final Clients clients;
  private final SelectionKey key;

  /**
   * Starts to listen; port 0 takes a free one.
   *
   * @param share whether others of this process may be on the same port already, see {@link #share}
   * @param host a name or an address, {@code *} for all of this machine's, {@code ::*} for all with
   *     IPv6
   * @throws IOException if the address is not this machine's or the port is in use
   */
  public Listener(
      String host, int port, int backlog, boolean share, EventLoop loop, Clients clients)
      throws IOException {
    this.clients = clients;
    channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      share(share);
      channel.bind(new InetSocketAddress(address(host), port), backlog);
      channel.configureBlocking(false);
      key = loop.register(channel, SelectionKey.OP_ACCEPT, this::accept);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Redis's names for all addresses; asking the network what they mean would take its time. */
  private static String address(String host) {
    return switch (host) {
      case "*" -> "0.0.0.0";
      case "::*" -> "::";
      default -> host;
    };
  }

  public int port() {
    return channel.socket().getLocalPort();
  }

  /**
   * Lets listeners of which each says so stand on the same address, for as long as one takes the
   * other's place.
   */
  public void share(boolean on) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, on);
    }
  }

  public void close() throws IOException {
    channel.close();
  }

  private void accept() {
    try {
      for (SocketChannel client; (client = channel.accept()) != null; ) clients.welcome(client);
    } catch (IOException failed) {
      clients.acceptFailed(failed);
      key.interestOps(0);
    }
  }

  /**
   * To be called in each tick: after a failure, such as too many open files, the next try is a tick
   * later and not at once.
   */
  public void goOn() {
    if (key.isValid()) key.interestOps(SelectionKey.OP_ACCEPT);
  }
}
