package miniredis.net;

import module java.base;

import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.resp.WordCache;

/**
 * The one thread that reads, runs and writes.
 *
 * <pre>
 *   turn:  wait for sockets   ->  read each, run all complete requests, collect replies
 *          ->  run handed-over tasks and due timers
 *          ->  flush the log  ->  write each connection's replies, once
 *          ->  a piece of each long job, such as a snapshot
 * </pre>
 *
 * <p>All connections share one read buffer, because one is read at a time; an idle connection costs
 * no buffer at all. Replies go out at the end of the turn, after the log, so that a whole turn of
 * clients shares one write to the log and one fsync. Other threads talk to the loop by {@link
 * #execute} alone.
 */
public final class EventLoop {

  private static final int BUFFER = 64 * 1024;
  private static final int STAGING = 256 * 1024;

  /**
   * Entries touched before as many requests run: they must stay in the fastest cache until then.
   */
  static final int MOST_TOUCHED = 32;

  private static final int TICKS_PER_SECOND = 10;
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;

  private final Engine engine;
  private final ServerLog log;
  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<SelectionKey> ready = new ArrayDeque<>();
  private final ArrayDeque<Connection> toFlush = new ArrayDeque<>();
  private final ArrayDeque<Connection> toGoOn = new ArrayDeque<>();
  private final SpareBuffers spare = new SpareBuffers();
  private final List<Runnable> crons = new ArrayList<>();
  private final WordCache words = new WordCache();
  private final ByteBuffer readBuffer = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
  private final int[] keyHashes = new int[MOST_TOUCHED];

  private final Traffic traffic = new Traffic();
  private long tick = SECOND / TICKS_PER_SECOND;

  /** Whether a turn is in progress that began in the middle of a command. */
  private boolean meanwhile;

  private volatile boolean running = true;

  public EventLoop(Engine engine, ServerLog log) throws IOException {
    this.engine = engine;
    this.log = log;
    this.selector = Selector.open();
  }

  /** Runs until {@link #stop}; the calling thread becomes the engine's thread. */
  public void run() throws IOException {
    engine.adopt();
    long nextCron = System.nanoTime();
    boolean busy = engine.work();
    while (running) {
      long wait = milliseconds(nextCron - System.nanoTime());
      if (busy || !tasks.isEmpty() || wait <= 0) selector.selectNow(ready::add);
      else selector.select(ready::add, wait);
      runReady();
      for (Runnable task; (task = tasks.poll()) != null; ) run(task);
      if (System.nanoTime() - nextCron >= 0) {
        nextCron = System.nanoTime() + tick;
        tick(tick);
      }
      endTurn();
      engine.keyspace().offHeap().endTurn();
      busy = engine.work();
    }
  }

  /**
   * A small turn in the middle of a command that takes long, such as a script: reads, runs what may
   * be run now, and sends replies. No task is run, no timer and no job, because those expect that
   * no command is half done; the log gets what was done before this command. Whoever calls sees to
   * it that the command's own client is blocked. Inside of such a turn there is no other.
   */
  public void serveMeanwhile() {
    if (meanwhile) return;
    meanwhile = true;
    try {
      selector.selectNow(ready::add);
      runReady();
      endTurn();
    } catch (IOException failed) {
      log.warning("The sockets could not be looked at: " + failed);
    } finally {
      meanwhile = false;
    }
  }

  /** Whether {@link #stop} has been called. */
  public boolean isStopping() {
    return !running;
  }

  /**
   * Rounded up: less would be no wait at all for the last part of a millisecond, again and again.
   */
  private static long milliseconds(long nanoseconds) {
    return Math.ceilDiv(nanoseconds, MILLISECOND);
  }

  /**
   * Does at once what each tick does, and takes its time: for whoever has moved the clock. On the
   * loop's thread.
   */
  public void catchUp() {
    tick(Long.MAX_VALUE / 2);
  }

  private void tick(long period) {
    run(() -> engine.cron(period));
    engine.keyspace().offHeap().sweep();
    for (Runnable cron : crons) run(cron);
  }

  /** The setting hz: how often {@link #everyTick} happens from now on, 1 to 500 times a second. */
  public void ticksPerSecond(int ticks) {
    tick = SECOND / ticks;
  }

  public int ticksPerSecond() {
    return (int) (SECOND / tick);
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Sends what is still to be sent, as far as the sockets take it, and closes all of them. */
  public void closeAll() throws IOException {
    try {
      endTurn();
    } finally {
      for (SelectionKey key : List.copyOf(selector.keys())) key.channel().close();
      selector.close();
      engine.keyspace().offHeap().close();
    }
  }

  /** Makes {@link #run} return after the turn it is in; from any thread. */
  public void stop() {
    running = false;
    selector.wakeup();
  }

  /** Runs a task on the loop's thread, in the order they are given; from any thread. */
  public void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Adds something to be done in each tick, on the loop's thread. */
  public void everyTick(Runnable cron) {
    crons.add(cron);
  }

  Engine engine() {
    return engine;
  }

  ServerLog log() {
    return log;
  }

  WordCache words() {
    return words;
  }

  /**
   * The buffer that whoever is reading now may use. In the middle of a command the usual one may
   * hold requests that are still to be looked at.
   */
  ByteBuffer readBuffer() {
    return meanwhile ? ByteBuffer.allocate(BUFFER) : readBuffer.clear();
  }

  /** Where whoever is writing now gathers what leaves at once; outside of the heap. */
  ByteBuffer staging() {
    return staging;
  }

  /** Room for whoever is running a batch now. */
  int[] keyHashes() {
    return keyHashes;
  }

  SelectionKey register(SelectableChannel channel, int operations, Runnable whenReady)
      throws IOException {
    return channel.register(selector, operations, whenReady);
  }

  void flushLater(Connection connection) {
    toFlush.add(connection);
  }

  void goOnLater(Connection connection) {
    toGoOn.add(connection);
  }

  SpareBuffers spare() {
    return spare;
  }

  /** Keeps nothing for the next turn: there will be none for a while. */
  public void letGoOfSpare() {
    spare.clear();
  }

  /**
   * Those that are ready are first noted and then run, not run while the selector counts them: one
   * of them may run a command that takes long, and the selector must be free to look again.
   */
  private void runReady() {
    for (SelectionKey key; (key = ready.poll()) != null; ) {
      if (key.isValid()) ((Runnable) key.attachment()).run();
    }
  }

  /**
   * A flush can let a connection run requests that waited, which then need a flush again; but not
   * before the log's, because they may have a reply for a connection that is still to be flushed.
   */
  private void endTurn() {
    engine.endTurn();
    while (!toFlush.isEmpty()) {
      for (int i = toFlush.size(); i > 0; i--) toFlush.poll().flush();
      for (Connection each; (each = toGoOn.poll()) != null; ) each.goOn();
      engine.endTurn();
    }
  }

  /**
   * A fault in what was handed over, or in what is done each tick, is written to the server's log
   * and survived. But if a file fails, nothing must be promised any more.
   */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (UncheckedIOException failed) {
      throw failed;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      log.warning("A task of the server failed: " + ServerLog.describe(fault));
    }
  }
}
