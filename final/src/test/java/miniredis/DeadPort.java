package miniredis;

import module java.base;

/** A port of this machine at which nobody answers, and which nobody else can take meanwhile. */
public final class DeadPort implements AutoCloseable {

  /** Bound, and never listening. */
  private final Socket socket = new Socket();

  public DeadPort() throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
