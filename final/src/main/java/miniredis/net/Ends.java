package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The two ends of a connection, as CLIENT LIST shows them.
 *
 * @param remote where the client is: {@code 127.0.0.1:50000}, {@code [::1]:50000}
 * @param local where it was accepted
 * @param isOnThisMachine whether the client is on the server's machine
 * @param isUnix whether a Unix socket is between them
 */
public record Ends(Bytes remote, Bytes local, boolean isOnThisMachine, boolean isUnix) {

  static Ends ofTcp(SocketChannel channel) throws IOException {
    InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
    InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
    boolean near = remote.getAddress().isLoopbackAddress();
    return new Ends(text(remote), text(local), near, false);
  }

  /** As in Redis, a client that came by a Unix socket has its path for an address, and port 0. */
  static Ends ofUnix(String path) {
    Bytes address = Bytes.of(path + ":0");
    return new Ends(address, address, true, true);
  }

  private static Bytes text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    if (address.getAddress() instanceof Inet6Address) host = "[" + shortened(host) + "]";
    return Bytes.of(host + ":" + address.getPort());
  }

  /** The longest run of zeros in an IPv6 address becomes two colons; a zone is left out. */
  private static String shortened(String host) {
    String whole = host.replaceFirst("%.*", "");
    for (int zeros = 8; zeros > 1; zeros--) {
      String run = "(^|:)0(:0){" + (zeros - 1) + "}(:|$)";
      String shorter = whole.replaceFirst(run, "::");
      if (!shorter.equals(whole)) return shorter;
    }
    return whole;
  }
}
