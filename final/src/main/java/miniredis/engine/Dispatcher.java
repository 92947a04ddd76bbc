package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.command.Handler;
import miniredis.command.LatencyHistogram;
import miniredis.command.Session;
import miniredis.keyspace.Keyspace;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;

/**
 * Takes one request from its name to its reply: look-up, arity, gates, handler, log.
 *
 * <p>A fault in a handler is this request's alone: it becomes an error reply, is written to the
 * server's log, and nobody else notices. Belongs to the engine's thread.
 */
public final class Dispatcher {

  private static final long TICK_AGAIN = 100_000;

  /** So many brief commands share one look at the clock. */
  private static final int MOST_SHARING = 16;

  private final CommandTable table;
  private final Keyspace keyspace;
  private final List<Gate> gates = new ArrayList<>();

  /** The gates that have to be asked now, in front of nulls. */
  private Gate[] standing = {};

  private final List<Observer> observers = new ArrayList<>();
  private final Log journal;
  private final Blocking blocking;
  private WriteLog log = WriteLog.NONE;

  private long lastNanos = System.nanoTime();

  /** What ran since the last look at the clock. */
  private final Call[] untimed = new Call[MOST_SHARING];

  private int untimedCount;
  private boolean countsLatencies;
  private long processed;

  /** How many commands run now, one inside the other. */
  private int depth;

  /** Error replies by their code, such as WRONGTYPE: INFO errorstats. */
  private final Map<String, Long> errors = new TreeMap<>();

  public Dispatcher(CommandTable table, Keyspace keyspace, Log journal) {
    this.table = table;
    this.keyspace = keyspace;
    this.journal = journal;
    this.blocking = new Blocking(keyspace, this);
  }

  /** Where clients wait for keys. */
  public Blocking blocking() {
    return blocking;
  }

  public void add(Gate gate) {
    gates.add(gate);
    lookForGates();
  }

  /** Asking costs every command a call that the processor cannot foresee: most gates are open. */
  private void lookForGates() {
    if (standing.length != gates.size()) standing = new Gate[gates.size()];
    int count = 0;
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      if (gate.stands()) standing[count++] = gate;
    }
    Arrays.fill(standing, count, standing.length, null);
  }

  public void add(Observer observer) {
    observers.add(observer);
  }

  public void log(WriteLog log) {
    this.log = log;
  }

  public WriteLog log() {
    return log;
  }

  /** Commands run since the start or the last CONFIG RESETSTAT. */
  public long processed() {
    return processed;
  }

  public Map<String, Long> errors() {
    return errors;
  }

  /** The setting latency-tracking: whether commands count how often they took how long. */
  public void countLatencies(boolean on) {
    countsLatencies = on;
  }

  public void resetStatistics() {
    processed = 0;
    errors.clear();
    for (Command command : table.all()) {
      command.resetStatistics();
      command.subcommands().values().forEach(Command::resetStatistics);
    }
  }

  /** Takes the time afresh; called before each batch of requests. */
  public void startBatch() {
    lookForGates();
    keyspace.tick();
    lastNanos = System.nanoTime();
  }

  /** Called after each batch of requests: what follows is not the last commands' time. */
  public void endBatch() {
    if (untimedCount > 0) shareTime();
  }

  /** Runs a request and returns its reply; {@link Reply#NONE} if none is to be sent now. */
  public Reply run(Session session, Bytes[] request) {
    Command command = null;
    try {
      command = resolve(request);
      for (Gate gate : standing) {
        if (gate == null) break;
        Reply instead = gate.before(session, command, request);
        if (instead != null) return instead;
      }
    } catch (CommandException refused) {
      if (command == null && isFromABrowser(request[0])) return cutOff(session);
      if (command != null) command.rejected++;
      return count(refused.reply());
    }
    Reply reply = execute(session, command, request);
    if (blocking.isReady()) blocking.serve();
    return reply;
  }

  /** A web page may make a browser send commands as the lines of a form; Redis hangs up on it. */
  private static boolean isFromABrowser(Bytes name) {
    Bytes word = name.toLowerCase();
    return word.is("post") || word.is("host:");
  }

  private Reply cutOff(Session session) {
    journal.warning(
        "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands"
            + " to Redis. Connection aborted.");
    session.closeAtOnce();
    return Reply.NONE;
  }

  /** The command of a request, its name and its number of arguments checked. */
  public Command resolve(Bytes[] request) {
    Command command = table.find(request);
    if (command == null) throw Errors.unknownCommand(request);
    if (!command.subcommands().isEmpty() && request.length > 1) {
      throw Errors.unknownSubcommand(request[1], request[0].text());
    }
    if (!command.accepts(request.length)) throw Errors.wrongArity(command.name());
    return command;
  }

  /** Runs a command that has passed all checks, as EXEC does with its queue. */
  public Reply execute(Session session, Command command, Bytes[] request) {
    boolean brief = isBrief(command, request);
    if (!brief && untimedCount > 0) shareTime();
    Call call = new Call(session, command, request, keyspace);
    Reply reply = perform(call, command.handler());
    command.calls++;
    processed++;
    untimed[untimedCount++] = call;
    if (!brief || untimedCount == MOST_SHARING) shareTime();
    if (!brief) lookForGates();
    return reply;
  }

  /** Has a call handled, counts it if it fails, and logs what it changed. */
  Reply perform(Call call, Handler handler) {
    Command command = call.command();
    long changes = keyspace.changes();
    int database = call.session().database();
    WriteLog log = this.log;
    log.begin();
    depth++;
    Reply reply = handle(call, handler);
    depth--;
    if (reply instanceof Reply.Error) {
      command.failed++;
      count(reply);
    }
    if (call.logged() != null) {
      for (Bytes[] effect : call.logged()) log.append(database, effect);
    } else if (keyspace.changes() != changes && command.is(Flag.WRITE)) {
      log.append(database, call.args());
    }
    log.end();
    return reply;
  }

  /** Whether the command that runs was run by another, as EXEC does. */
  boolean isNested() {
    return depth > 1;
  }

  private Reply handle(Call call, Handler handler) {
    try {
      return handler.handle(call);
    } catch (CommandException error) {
      return error.reply();
    } catch (WrongTypeException error) {
      return Reply.error(error.getMessage());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      journal.warning("command " + call.command().name() + " failed: " + Log.describe(fault));
      return Reply.error("ERR internal error, see the server's log");
    }
  }

  /**
   * A look at the clock costs as much as a tenth of a GET. So commands of constant cost, and few
   * arguments, share one; whatever may take long is timed alone.
   */
  private static boolean isBrief(Command command, Bytes[] request) {
    return command.isBrief(request.length);
  }

  /**
   * Looks at the clock, and gives each command that ran since the last look its share. After a long
   * time the keyspace's is taken anew.
   */
  private void shareTime() {
    long now = System.nanoTime();
    long took = now - lastNanos;
    long share = took / untimedCount;
    int latency = LatencyHistogram.classOf(share);
    for (int i = 0; i < untimedCount; i++) {
      Command command = untimed[i].command();
      command.nanoseconds += share;
      if (countsLatencies) command.countLatency(latency);
    }
    for (int i = 0; i < observers.size(); i++) tell(observers.get(i), share);
    Arrays.fill(untimed, 0, untimedCount, null);
    untimedCount = 0;
    lastNanos = now;
    if (took > TICK_AGAIN) keyspace.tick();
  }

  private void tell(Observer observer, long share) {
    if (share < observer.threshold()) return;
    for (int i = 0; i < untimedCount; i++) observer.ran(untimed[i], share);
  }

  private Reply count(Reply reply) {
    if (reply instanceof Reply.Error(Bytes text)) {
      String line = text.text();
      int space = line.indexOf(' ');
      errors.merge(space < 0 ? line : line.substring(0, space), 1L, Long::sum);
    }
    return reply;
  }
}
