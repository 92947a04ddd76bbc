package miniredis.client;

import module java.base;

/**
 * Where a server listens: a host and a port, or a socket file of this machine.
 *
 * @param socket null for a host and a port
 */
public record Address(String host, int port, Path socket) {

  public static Address of(String host, int port) {
    return new Address(host, port, null);
  }

  public static Address of(Path socket) {
    return new Address("", 0, socket);
  }

  /** As a person writes it: an IPv6 host in brackets. */
  @Override
  public String toString() {
    if (socket != null) return socket.toString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
