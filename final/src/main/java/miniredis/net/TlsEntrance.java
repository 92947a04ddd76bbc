package miniredis.net;

import module java.base;

/** A TCP entrance behind which everything is encrypted. */
public record TlsEntrance(TcpEntrance tcp, Handshakes handshakes) implements Entrance {

  @Override
  public ServerSocketChannel open() throws IOException {
    return tcp.open();
  }

  @Override
  public Transport admit(SocketChannel socket) throws IOException {
    tcp.prepare(socket);
    return handshakes.begin(socket, Ends.ofTcp(socket));
  }
}
