package miniredis.net;

import module java.base;

/** Bytes as they are, over a TCP connection or a Unix socket. */
final class PlainTransport implements Transport {

  private final SocketChannel channel;
  private final Ends ends;
  private SelectionKey key;

  PlainTransport(SocketChannel channel, Ends ends) {
    this.channel = channel;
    this.ends = ends;
  }

  @Override
  public Ends ends() {
    return ends;
  }

  @Override
  public void register(EventLoop loop, Runnable whenReady) throws IOException {
    key = loop.register(channel, SelectionKey.OP_READ, whenReady);
  }

  @Override
  public void await(boolean input, boolean output) {
    if (!key.isValid()) return;
    int wanted = (input ? SelectionKey.OP_READ : 0) | (output ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != wanted) key.interestOps(wanted);
  }

  @Override
  public boolean awaitsInput() {
    return key.isValid() && (key.interestOps() & SelectionKey.OP_READ) != 0;
  }

  @Override
  public boolean awaitsOutput() {
    return key.isValid() && (key.interestOps() & SelectionKey.OP_WRITE) != 0;
  }

  @Override
  public boolean hasInput() {
    return key.isValid() && key.isReadable();
  }

  @Override
  public boolean takesOutput() {
    return key.isValid() && key.isWritable();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public long write(ByteBuffer[] pieces) throws IOException {
    return channel.write(pieces);
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    if (key != null) key.cancel();
    try {
      channel.close();
    } catch (IOException ignored) {
      // Closing is all that was wanted.
    }
  }
}
