package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;

/**
 * Where clients connect to: it passes their bytes on to the server, and the server's to them, and
 * tells of both. Listens on 127.0.0.1. Safe on any thread.
 */
final class Proxy implements Closeable {

  private static final int MOST_CLIENTS = 1_000;
  private static final int BACKLOG = 511;
  private static final int PATIENCE_MILLIS = 5_000;

  private final Hub hub;
  private final Supplier<InetSocketAddress> target;
  private final ServerSocket listener;
  private final Meter meter = new Meter();
  private final Meaning meaning = new Meaning();
  private final Gate gate;
  private final AtomicLong clients = new AtomicLong();
  private final AtomicLong frames = new AtomicLong();
  private final Map<Long, Passage> passages = new ConcurrentHashMap<>();

  /** What clients of our own are called, by the port that they come from. */
  private final Map<Integer, String> names = new ConcurrentHashMap<>();

  /**
   * Binds the port; nobody is let in before {@link #start}.
   *
   * @param port 0 for a free one
   * @param target where the server is, asked for each client: after a restart it may be elsewhere
   * @param changed is run when the gate has changed
   * @throws IOException if the port is in use
   */
  Proxy(Hub hub, int port, Supplier<InetSocketAddress> target, Runnable changed)
      throws IOException {
    this.hub = hub;
    this.target = target;
    gate = new Gate(changed);
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    try {
      listener.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);
    } catch (IOException inUse) {
      listener.close();
      throw new IOException("port " + port + ": " + inUse.getMessage(), inUse);
    }
  }

  void start() {
    Thread.ofVirtual().name("proxy").start(this::accept);
    Thread.ofVirtual().name("meter").start(this::tellSamples);
  }

  int port() {
    return listener.getLocalPort();
  }

  Gate gate() {
    return gate;
  }

  /** Gives a client of our own its name; to be called before it connects from that port. */
  void name(int port, String name) {
    names.put(port, name);
  }

  /** A client by its number, while it is connected. */
  Optional<Passage> passage(long number) {
    return Optional.ofNullable(passages.get(number));
  }

  /** How many bytes have come from the client at that port; 0 while it is not connected. */
  long read(int port) {
    return passages.values().stream()
        .filter(each -> each.isFrom(port))
        .mapToLong(Passage::read)
        .findAny()
        .orElse(0);
  }

  /** The numbers of all clients that are connected. */
  Set<Long> connected() {
    return new TreeSet<>(passages.keySet());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> open(client));
      } catch (IOException e) {
        // Closed, which ends it; or too many open files, and then the next may be luckier.
        if (!listener.isClosed()) LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private void open(Socket client) {
    long number = clients.incrementAndGet();
    String name = names.remove(client.getPort());
    Json json = new Json().beginObject().name("kind").text("client").name("c").number(number);
    json.name("what").text("open").name("name");
    hub.opened(number, json.text(name == null ? "" + client.getPort() : name).endObject());
    Socket server = new Socket();
    Conversation conversation = new Conversation(number, hub, meter, meaning, frames);
    Passage passage = new Passage(number, client, server, conversation, gate, this::ended);
    passages.put(number, passage);
    try {
      if (passages.size() > MOST_CLIENTS) throw new IOException("there are too many clients");
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target.get(), PATIENCE_MILLIS);
      if (listener.isClosed()) throw new IOException("the lens is closed");
      passage.start();
    } catch (IOException e) {
      passage.cut("the server cannot be reached: " + e.getMessage());
      ended(passage);
    }
  }

  private void ended(Passage passage) {
    if (passages.remove(passage.number()) != null) {
      hub.closed(passage.number(), passage.closing());
    }
  }

  private void tellSamples() {
    while (!listener.isClosed()) {
      LockSupport.parkNanos(1_000_000_000);
      String sampled = meter.sampled();
      if (sampled != null) hub.tell(sampled);
    }
  }

  /** Lets nobody in any more, and cuts all clients off. */
  @Override
  public void close() throws IOException {
    listener.close();
    passages.values().forEach(each -> each.cut("the lens is closed"));
  }
}
