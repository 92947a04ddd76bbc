package miniredis.differential;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.interop.RunningServer;

/** A connection that is not waited for: what has come is what there is. */
final class Wire implements AutoCloseable {

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
  private boolean closed;

  Wire(RunningServer server) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  int localPort() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  void send(List<Request> requests) {
    BytesBuilder out = new BytesBuilder(256);
    requests.forEach(request -> request.encode(out));
    ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.length());
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
    } catch (IOException e) {
      // The reader will find the end.
    }
  }

  /** Appends what has come since the last time, one character a byte. */
  void readInto(StringBuilder into) {
    try {
      for (int count = read(); count > 0; count = read()) {
        into.append(new String(in.array(), 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      closed = true;
    }
  }

  private int read() throws IOException {
    int count = channel.read(in.clear());
    closed |= count < 0;
    return count;
  }

  /** Whether the reader has met the end. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
