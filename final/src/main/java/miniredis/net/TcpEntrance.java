package miniredis.net;

import module java.base;

import jdk.net.ExtendedSocketOptions;

/**
 * An address and a port of this machine; port 0 takes a free one.
 *
 * @param host a name or an address, {@code *} for all of this machine's, {@code ::*} for all with
 *     IPv6
 * @param backlog how many may wait to be accepted
 * @param shared whether others of this process may be on the same port already, each of which says
 *     so too
 * @param keepalive after twice so many seconds a peer that has gone without a word is noticed; 0 is
 *     never
 */
public record TcpEntrance(String host, int port, int backlog, boolean shared, IntSupplier keepalive)
    implements Entrance {

  private static final int KEEPALIVE_PROBES = 3;

  @Override
  public ServerSocketChannel open() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      share(channel, shared);
      return channel.bind(new InetSocketAddress(address(), port), backlog);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  static void share(ServerSocketChannel channel, boolean on) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, on);
    }
  }

  /** Redis's names for all addresses; asking the network what they mean would take its time. */
  private String address() {
    return switch (host) {
      case "*" -> "0.0.0.0";
      case "::*" -> "::";
      default -> host;
    };
  }

  @Override
  public Transport admit(SocketChannel socket) throws IOException {
    prepare(socket);
    return new PlainTransport(socket, Ends.ofTcp(socket));
  }

  void prepare(SocketChannel socket) throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    keepAlive(socket, keepalive.getAsInt());
  }

  private static void keepAlive(SocketChannel socket, int seconds) throws IOException {
    if (seconds == 0) return;
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (!socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) return;
    int interval = Math.max(1, seconds / KEEPALIVE_PROBES);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
  }
}
