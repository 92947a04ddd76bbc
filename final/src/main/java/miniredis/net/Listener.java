package miniredis.net;

import module java.base;

/** Waits at one entrance for clients and hands them to {@link Reception}. */
public final class Listener implements Closeable {

  private final Entrance entrance;
  private final Reception reception;
  private final ServerSocketChannel channel;
  private final SelectionKey key;

  /**
   * Starts to listen.
   *
   * @throws IOException if the entrance cannot be opened, because its address is in use or not this
   *     machine's
   */
  public Listener(Entrance entrance, EventLoop loop, Reception reception) throws IOException {
    this.entrance = entrance;
    this.reception = reception;
    channel = entrance.open();
    try {
      channel.configureBlocking(false);
      key = loop.register(channel, SelectionKey.OP_ACCEPT, this::accept);
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** The port of a TCP entrance. */
  public int port() {
    return channel.socket().getLocalPort();
  }

  /**
   * Lets listeners of which each says so stand on the same address, for as long as one takes the
   * other's place.
   */
  public void share(boolean on) throws IOException {
    TcpEntrance.share(channel, on);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    entrance.closed();
  }

  private void accept() {
    try {
      for (SocketChannel socket; (socket = channel.accept()) != null; ) welcome(socket);
    } catch (IOException failed) {
      reception.acceptFailed(failed);
      key.interestOps(0);
    }
  }

  private void welcome(SocketChannel socket) throws IOException {
    try {
      socket.configureBlocking(false);
      reception.welcome(entrance.admit(socket));
    } catch (IOException failed) {
      socket.close();
      throw failed;
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
