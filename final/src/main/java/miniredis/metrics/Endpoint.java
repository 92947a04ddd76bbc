package miniredis.metrics;

import module java.base;

import miniredis.engine.ServerLog;
import miniredis.net.TcpEntrance;

/**
 * Answers {@code GET /metrics}, on a thread of its own, which only reads what it is handed.
 *
 * <pre>
 *   this thread:    accept -> read the request ...            -> write it out, send it
 *   engine's thread:                          take the figures
 * </pre>
 *
 * <p>Who asks while figures are being taken gets the same ones, so however many ask, and however
 * slow they are, clients wait for one taking of the figures at a time. Nothing can be changed from
 * here, and there is no password: whoever opens it to other machines shows them the figures.
 */
public final class Endpoint implements Closeable {

  private static final int MOST_VISITS = 64;
  private static final long TICK = 1000;

  private final Executor engine;
  private final Gathering gathering;
  private final ServerLog log;
  private final FieldNames names = new FieldNames();
  private final ServerSocketChannel door;
  private final Selector selector;
  private final SelectionKey doorKey;
  private final Thread thread;

  /** Handed over by the engine's thread; empty if they could not be taken. */
  private final AtomicReference<Optional<Figures>> taken = new AtomicReference<>();

  private boolean asked;

  /** After a failure, such as too many open files, nobody is let in for a while. */
  private boolean full;

  private volatile boolean closed;

  /**
   * Binds the port; nobody is answered before {@link #start}.
   *
   * @param engine runs what it is given on the engine's thread
   * @throws IOException if the port is in use, or the address not this machine's
   */
  public Endpoint(String host, int port, Executor engine, Gathering gathering, ServerLog log)
      throws IOException {
    this.engine = engine;
    this.gathering = gathering;
    this.log = log;
    thread = Thread.ofPlatform().daemon().name("metrics-" + port).unstarted(this::run);
    door = bind(host, port);
    try {
      door.configureBlocking(false);
      selector = Selector.open();
      doorKey = door.register(selector, 0);
    } catch (IOException failed) {
      door.close();
      throw failed;
    }
  }

  private static ServerSocketChannel bind(String host, int port) throws IOException {
    String reason;
    try {
      return new TcpEntrance(host, port, MOST_VISITS, false, () -> 0).open();
    } catch (UnresolvedAddressException e) {
      reason = "Name or service not known";
    } catch (IOException e) {
      reason = e.getMessage();
    }
    throw new IOException("metrics on " + host + ":" + port + ": " + reason);
  }

  /** Begins to answer. */
  public void start() {
    thread.start();
  }

  /** Ends it and all that is going on; returns when its thread has ended. */
  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll();
  }

  private void closeAll() throws IOException {
    door.close();
    if (selector.isOpen()) visits().forEach(Visit::close);
    selector.close();
  }

  private void run() {
    try {
      while (!closed) turn();
    } catch (IOException | RuntimeException failed) {
      if (!closed) log.warning("There are no metrics any more: " + ServerLog.describe(failed));
    }
  }

  private void turn() throws IOException {
    int visits = visits().size();
    boolean waits = full;
    full = false;
    doorKey.interestOps(waits || visits >= MOST_VISITS ? 0 : SelectionKey.OP_ACCEPT);
    selector.select(this::ready, waits || visits > 0 ? TICK : 0);
    answer();
    for (Visit each : visits()) if (each.isTooLong()) each.close();
  }

  private List<Visit> visits() {
    List<Visit> visits = new ArrayList<>();
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof Visit visit) visits.add(visit);
    }
    return visits;
  }

  private void ready(SelectionKey key) {
    if (key == doorKey) accept();
    else ((Visit) key.attachment()).goOn();
  }

  private void accept() {
    try {
      SocketChannel visitor = door.accept();
      if (visitor != null) Visit.begin(visitor, selector);
    } catch (IOException failed) {
      full = true;
    }
  }

  /** Asks for figures if somebody waits for them, or hands on those that have come. */
  private void answer() {
    List<Visit> waiting = visits().stream().filter(Visit::wantsFigures).toList();
    Optional<Figures> figures = taken.getAndSet(null);
    if (figures != null) {
      asked = false;
      Answer answer = figures.map(this::answer).orElse(Answer.FAILED);
      for (Visit each : waiting) each.tell(answer);
    } else if (!waiting.isEmpty() && !asked) {
      asked = true;
      engine.execute(this::take);
    }
  }

  private Answer answer(Figures figures) {
    try {
      return Answer.figures(Report.of(names, figures));
    } catch (RuntimeException fault) {
      log.warning("The metrics cannot be written out: " + ServerLog.describe(fault));
      return Answer.FAILED;
    }
  }

  /** On the engine's thread. */
  private void take() {
    Optional<Figures> figures = Optional.empty();
    try {
      figures = Optional.of(gathering.take());
    } finally {
      taken.set(figures);
      selector.wakeup();
    }
  }
}
