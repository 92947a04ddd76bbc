package miniredis.client;

import module java.base;

import java.net.Proxy;
import jdk.net.ExtendedSocketOptions;

/** An open connection, whatever it runs over: bytes out, bytes in, and a way to end it. */
final class Channel implements AutoCloseable {

  private static final int KEEP_ALIVE_SECONDS = 15;

  private final Closeable connection;
  private final InputStream in;
  private final OutputStream out;

  private Channel(Closeable connection, InputStream in, OutputStream out) {
    this.connection = connection;
    this.in = in;
    this.out = out;
  }

  /**
   * @param tls null for a connection in the clear
   * @param patience how long to try; zero tries for as long as the system does
   */
  static Channel open(Address address, Tls tls, Duration patience) throws IOException {
    return address.socket() == null ? overTcp(address, tls, patience) : overFile(address);
  }

  private static Channel overTcp(Address address, Tls tls, Duration patience) throws IOException {
    // No proxy, said outright: looking for one takes longer than connecting.
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(address.host(), address.port()),
          Math.toIntExact(patience.toMillis()));
      keepAlive(socket);
      if (tls != null) {
        SSLSocket secured = tls.over(socket, address, patience);
        return new Channel(secured, secured.getInputStream(), secured.getOutputStream());
      }
      return new Channel(socket, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Channel overFile(Address address) throws IOException {
    SocketChannel file = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      file.connect(UnixDomainSocketAddress.of(address.socket()));
      return new Channel(file, Channels.newInputStream(file), Channels.newOutputStream(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** A long command must not make a firewall forget the connection. */
  private static void keepAlive(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    SocketOption<Integer> idle = ExtendedSocketOptions.TCP_KEEPIDLE;
    if (socket.supportedOptions().contains(idle)) socket.setOption(idle, KEEP_ALIVE_SECONDS);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** Zero waits for ever. A socket file knows no limit, and ignores one. */
  void timeout(Duration wait) throws IOException {
    if (connection instanceof Socket socket) socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
  }

  /** Whether waiting for bytes can have a limit. */
  boolean timesOut() {
    return connection instanceof Socket;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
