package miniredis;

import module java.base;

/**
 * One thread for all clients. A selector knows all channels, and says which of them can do
 * something without waiting. So nothing here may wait, except for the selector.
 */
final class Loop {
  /** How long one sweep for dead keys may take, in nanoseconds; at most ten sweeps a second. */
  private static final long SWEEP_BUDGET = 25_000_000;

  private final ServerSocketChannel listener;
  private final CommandTable table;
  private final Database database;
  private final Config config;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024); // For all, one after another.
  private int names;

  Loop(ServerSocketChannel listener, CommandTable table, Database database, Config config)
      throws IOException {
    this.listener = listener;
    this.table = table;
    this.database = database;
    this.config = config;
  }

  /** Returns once the listener is closed. */
  void run() throws IOException {
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    while (listener.isOpen()) selector.select(this::ready, 100);
    // TODO: the replies that are under way, the sweep, and who waits in awaitEnd
  }

  void awaitEnd() throws InterruptedException {
    // TODO
  }

  /** The selector calls this for each channel that can do what it is registered for. */
  private void ready(SelectionKey key) {
    try {
      if (key.attachment() instanceof Connection connection) connection.read(buffer);
      else accept();
    } catch (IOException e) {
      // TODO: the client is gone
    }
  }

  private void accept() throws IOException {
    SocketChannel socket = listener.accept();
    socket.configureBlocking(false);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
    key.attach(new Connection(key, table, config.trace, "client " + ++names));
    // TODO: perhaps there are too many
  }
}
