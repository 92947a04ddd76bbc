package miniredis;

import module java.base;

/** Listens on a port and gives each client who comes a thread of its own. */
final class Server {
  /** How long one sweep for dead keys may take, in nanoseconds; at most ten sweeps a second. */
  private static final long SWEEP_BUDGET = 25_000_000;

  private final ServerSocket listener = new ServerSocket();
  private final CommandTable table;
  private final boolean trace;
  private final Clients clients;
  private final Database database;

  Server(Config config, Database database) throws IOException {
    table = new CommandTable(database);
    trace = config.trace;
    clients = new Clients(config.maxClients);
    this.database = database;
    try {
      listener.bind(new InetSocketAddress(config.bind, config.port), 511);
    } catch (IOException e) {
      throw new IOException(
          "--bind %s --port %s: %s".formatted(config.bind, config.port, e.getMessage()));
    }
    new PersistenceCommands(config, database, listener).load(table);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns once the server is closed. */
  void run() {
    Thread.startVirtualThread(this::sweepTenTimesASecond);
    for (int client = 1; !listener.isClosed(); client++) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name("client " + client).start(() -> serve(socket));
      } catch (IOException e) {
        // The listener is closed, or we have no file left for a socket: a client may leave soon.
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  /** Finishes the replies that are under way, then returns. */
  void close() throws IOException, InterruptedException {
    listener.close();
    clients.close();
    if (database.log != null) database.log.close();
  }

  /**
   * One client from beginning to end. The thread is a virtual one: it may wait for its client as
   * long as it likes, for while it waits it takes up no thread of the system, only some memory.
   * That is why there can be thousands, and why the code still reads from top to bottom.
   */
  private void serve(Socket socket) {
    try (socket) {
      if (clients.add(socket)) new Connection(socket, table, trace).serve();
      else new Reply.Error(Errors.MAX_CLIENTS).writeTo(socket.getOutputStream());
    } catch (IOException e) {
      // The client is gone, and nobody else need care.
    } finally {
      clients.remove(socket);
    }
  }

  /** Gives back the memory of dead keys that no command looks at. */
  private void sweepTenTimesASecond() {
    while (!listener.isClosed()) {
      database.exclusively(() -> database.sweep(SWEEP_BUDGET));
      LockSupport.parkNanos(100_000_000);
    }
  }
}
