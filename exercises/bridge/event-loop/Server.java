package miniredis;

import module java.base;

/** Listens on a port. One thread, the loop, does all that clients ask for. */
final class Server {
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final Database database;
  private final Loop loop;

  Server(Config config, Database database) throws IOException {
    CommandTable table = new CommandTable(database);
    this.database = database;
    try {
      listener.bind(new InetSocketAddress(config.bind, config.port), 511);
    } catch (IOException e) {
      throw new IOException(
          "--bind %s --port %s: %s".formatted(config.bind, config.port, e.getMessage()));
    }
    new PersistenceCommands(config, database, listener).load(table);
    loop = new Loop(listener, table, database, config);
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  /** Returns once the server is closed. */
  void run() throws IOException {
    loop.run();
  }

  /** Finishes the replies that are under way, then returns. */
  void close() throws IOException, InterruptedException {
    listener.close();
    loop.awaitEnd();
    if (database.log != null) database.log.close();
  }
}
