package miniredis.engine;

import module java.base;

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

  /** Sweeps for dead keys may take this part of the time. */
  private static final int SWEEP_SHARE = 10;

  private final CommandTable table = new CommandTable();
  private final Listeners listeners = new Listeners();
  private final Keyspace keyspace;
  private final Dispatcher dispatcher;
  private Job[] jobs = {};
  private Thread owner;

  public Engine(int databases, InstantSource clock, Log journal) {
    keyspace = new Keyspace(databases, clock, listeners);
    dispatcher = new Dispatcher(table, keyspace, journal);
    listeners.add(dispatcher.blocking());
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

  /** Makes the calling thread the one that runs commands from now on. */
  public void adopt() {
    owner = Thread.currentThread();
  }

  /** Whether the caller is on the thread that runs commands: for assertions. */
  public boolean isMine() {
    return owner == null || owner == Thread.currentThread();
  }

  /** What is to be done each tick, which is so many nanoseconds long. */
  public void cron(long tick) {
    keyspace.tick();
    keyspace.sweep(tick / SWEEP_SHARE);
    dispatcher.blocking().expire();
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

  /** The end of a turn of the loop: after this, the replies of the turn may be sent. */
  public void endTurn() {
    dispatcher.log().flush();
  }
}
