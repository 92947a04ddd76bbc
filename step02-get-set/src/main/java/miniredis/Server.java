package miniredis;

import module java.base;

/** Listens on a port and serves the clients who come, one after the other. */
final class Server {
  private final ServerSocket listener = new ServerSocket();
  private final CommandTable table;
  private final boolean trace;

  Server(Config config, Database database) throws IOException {
    table = new CommandTable(database);
    trace = config.trace;
    try {
      listener.bind(new InetSocketAddress(config.bind, config.port), 511);
    } catch (IOException e) {
      throw new IOException(
          "--bind %s --port %s: %s".formatted(config.bind, config.port, e.getMessage()));
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns once the server is closed. */
  void run() {
    for (int client = 1; !listener.isClosed(); client++) {
      // One client at a time: all others wait until this one has left.
      try (Socket socket = listener.accept()) {
        Thread.currentThread().setName("client " + client);
        new Connection(socket, table, trace).serve();
      } catch (IOException e) {
        // This client is gone, or the listener is closed: the loop knows what to do.
      }
    }
  }

  void close() throws IOException {
    listener.close();
  }
}
