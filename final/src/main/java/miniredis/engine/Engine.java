package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.CommandTable;
import miniredis.keyspace.Keyspace;

/**
 * The one thread's worth of state: keyspace, command table, dispatcher, log.
 *
 * <p><b>The single-writer rule.</b> Everything here is read and changed by one thread, the one that
 * called {@link #adopt}, so nothing needs a lock and every command is atomic by construction. Other
 * threads only ever hand over a task. The dispatcher's entry asserts it.
 */
public final class Engine {

  /** One part of so many of the time goes into sweeps for dead keys, at the most. */
  private static final int SWEEP_SHARE = 10;

  private static final Bytes FLUSH_ALL = Bytes.of("FLUSHALL");

  private final CommandTable table = new CommandTable();
  private final Listeners listeners = new Listeners();
  private final Propagation propagation = new Propagation();
  private final Keyspace keyspace;
  private final LatencyMonitor latency;
  private final Dispatcher dispatcher;
  private Job[] jobs = {};
  private Runnable[] beforeReplies = {};
  private Thread owner;
  private ScriptMemory scriptMemory = ScriptMemory.NONE;

  public Engine(int databases, InstantSource clock, ServerLog journal) {
    keyspace = new Keyspace(databases, clock, listeners);
    latency = new LatencyMonitor(keyspace);
    keyspace.delays(latency);
    dispatcher = new Dispatcher(table, keyspace, propagation, journal, this::isMine);
    listeners.whenExpired(propagation::expired);
    listeners.whenFieldsExpired(propagation::fieldsExpired);
    listeners.whenEvicted(propagation::evicted);
    listeners.whenChanged(dispatcher.waiters()::changed);
    listeners.whenFlushed(dispatcher.waiters()::flushed);
    listeners.whenChanged(dispatcher.transactions()::changed);
    listeners.whenFlushed(dispatcher.transactions()::flushed);
    dispatcher.transactions().addTo(table);
  }

  public CommandTable table() {
    return table;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public Listeners listeners() {
    return listeners;
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Who keeps what took long. */
  public LatencyMonitor latency() {
    return latency;
  }

  /** What scripts take. */
  public ScriptMemory scriptMemory() {
    return scriptMemory;
  }

  /** Says who knows what scripts take. */
  public void scriptMemory(ScriptMemory figures) {
    scriptMemory = figures;
  }

  /** Who hands on what commands have done. */
  public Propagation propagation() {
    return propagation;
  }

  /** Makes the calling thread the one that runs commands from now on. */
  public void adopt() {
    owner = Thread.currentThread();
  }

  /** Whether the caller is on the thread that runs commands: for assertions. */
  public boolean isMine() {
    return owner == null || owner == Thread.currentThread();
  }

  /** What is to be done in every tick; they are so many nanoseconds apart. */
  public void cron(long period) {
    keyspace.tick();
    sweep(period / SWEEP_SHARE);
    dispatcher.waiters().expire();
  }

  private void sweep(long budget) {
    propagation.beginCycle();
    try {
      keyspace.sweep(budget);
    } finally {
      propagation.end();
    }
  }

  /** Empties all databases, as FLUSHALL does, without a client that says so. */
  public void clear() {
    propagation.begin();
    try {
      keyspace.clear();
      propagation.add(0, new Bytes[] {FLUSH_ALL});
    } finally {
      propagation.end();
    }
    if (dispatcher.waiters().isReady()) dispatcher.waiters().serve();
  }

  /** Has a job called in every turn until {@link #remove}. */
  public void add(Job job) {
    jobs = Arrays.copyOf(jobs, jobs.length + 1);
    jobs[jobs.length - 1] = job;
  }

  public void remove(Job job) {
    jobs = Arrays.stream(jobs).filter(each -> each != job).toArray(Job[]::new);
  }

  /** Gives each job its piece of time; whether any wants more at once. */
  public boolean work() {
    boolean more = false;
    for (Job job : jobs) more |= job.step();
    return more;
  }

  /** Adds something to be done at the end of each turn, which may still have something to send. */
  public void beforeReplies(Runnable task) {
    beforeReplies = Arrays.copyOf(beforeReplies, beforeReplies.length + 1);
    beforeReplies[beforeReplies.length - 1] = task;
  }

  /** The end of a turn of the loop: after this, the replies of the turn may be sent. */
  public void endTurn() {
    for (Runnable each : beforeReplies) each.run();
    propagation.endTurn();
  }
}
