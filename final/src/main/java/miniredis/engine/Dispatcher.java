package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.command.Handler;
import miniredis.command.LatencyHistogram;
import miniredis.keyspace.Keyspace;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;

/**
 * Takes one request from its name to its reply: look-up, arity, checks, handler, effects.
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
  private final Propagation propagation;
  private final BooleanSupplier isMine;
  private final List<Observer> observers = new ArrayList<>();
  private Witness[] witnesses = {};
  private final ServerLog journal;
  private final Waiters waiters;
  private final Transactions transactions = new Transactions(this);
  private Checks checks = new Checks(List.of());

  /** Null where nobody looks. */
  private Gate gate;

  /** Whose request is being run, or null. */
  private Client current;

  /** How many commands are being run: more than one while EXEC runs its queue. */
  private int executing;

  /** Whether a script has run for so long that others are heard meanwhile. */
  private boolean busy;

  private final Check busyCheck = new Check(this::refuseWhileBusy);

  private long lastNanos = System.nanoTime();

  /** What ran since the last look at the clock. */
  private final Call[] untimed = new Call[MOST_SHARING];

  private int untimedCount;
  private boolean countsLatencies;
  private long processed;

  /** Error replies by their code, such as WRONGTYPE: INFO errorstats. */
  private final Map<String, Long> errors = new TreeMap<>();

  /** {@code isMine} says whether the caller is on the thread that runs commands. */
  Dispatcher(
      CommandTable table,
      Keyspace keyspace,
      Propagation propagation,
      ServerLog journal,
      BooleanSupplier isMine) {
    this.table = table;
    this.keyspace = keyspace;
    this.propagation = propagation;
    this.journal = journal;
    this.isMine = isMine;
    this.waiters = new Waiters(keyspace, this, propagation);
  }

  /** Where clients wait for what is not there yet. */
  public Waiters waiters() {
    return waiters;
  }

  /** What clients have queued, and which keys they watch. */
  public Transactions transactions() {
    return transactions;
  }

  /** The checks that each command passes from now on, in this order. */
  public void checks(Check... inOrder) {
    checks = new Checks(List.of(inOrder));
  }

  /** Shows every request to someone before it is run. */
  public void gate(Gate gate) {
    this.gate = gate;
  }

  public void add(Observer observer) {
    observers.add(observer);
  }

  /** Tells one more of what is run, until {@link #remove}. */
  public void add(Witness witness) {
    if (List.of(witnesses).contains(witness)) return;
    witnesses = Arrays.copyOf(witnesses, witnesses.length + 1);
    witnesses[witnesses.length - 1] = witness;
  }

  public void remove(Witness witness) {
    witnesses = Stream.of(witnesses).filter(each -> each != witness).toArray(Witness[]::new);
  }

  /** Whose request is being run; null between requests. */
  public Client current() {
    return current;
  }

  /** Whether a command of {@link #current} is being run, and not what goes before or after it. */
  public boolean isExecuting() {
    return executing > 0;
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

  /** Refuses nearly all while a script runs for too long. */
  public Check busyCheck() {
    return busyCheck;
  }

  /** Says whether a script has run for too long. */
  public void busy(boolean yes) {
    busy = yes;
    busyCheck.stand(yes);
  }

  public boolean isBusy() {
    return busy;
  }

  private Reply refuseWhileBusy(Client client, Command command, Bytes[] request) {
    if (command.is(Flag.ALLOW_BUSY)) return null;
    throw new CommandException(Errors.BUSY);
  }

  /** Takes the time afresh; called before each batch of requests. */
  public void startBatch() {
    if (executing == 0) keyspace.tick();
    lastNanos = System.nanoTime();
  }

  /** Called after each batch of requests: what follows is not the last commands' time. */
  public void endBatch() {
    if (untimedCount > 0) shareTime();
  }

  /** Runs a request and returns its reply; {@link Reply#NONE} if none is to be sent now. */
  public Reply run(Client client, Bytes[] request) {
    assert isMine.getAsBoolean() : "commands run on one thread, and not on this one";
    if (gate != null && !gate.admits(client, request)) return Reply.NONE;
    Client outer = current;
    current = client;
    Reply reply = answer(client, request);
    if (waiters.isReady() && executing == 0) waiters.serve();
    current = outer;
    return reply;
  }

  /**
   * Which argument of a request becomes a key's string as it is, 0 if none does. None does at once
   * in a transaction.
   */
  public int stringAt(Client client, Bytes[] request) {
    Command command = table.find(request);
    return command == null || transactions.isOpen(client) ? 0 : command.stringAt();
  }

  /** Answers a request that was too large to be taken in; a transaction is spoilt by it. */
  public Reply refuse(Client client, Bytes name) {
    Command command = table.find(new Bytes[] {name});
    Reply.Error error = new CommandException(Errors.OUT_OF_MEMORY).reply();
    return count(transactions.refused(client, command, error));
  }

  private Reply answer(Client client, Bytes[] request) {
    Command command = null;
    Reply reply;
    try {
      command = find(request);
      checkArity(command, request);
      reply = checks.before(client, command, request);
      if (reply == null) reply = execute(client, command, request);
    } catch (CommandException refused) {
      if (command == null && isFromABrowser(request[0])) return cutOff(client);
      if (command != null) rejected(client, command, request);
      reply = count(transactions.refused(client, command, refused.reply()));
    }
    for (Witness each : witnesses) each.ended(client, command);
    return reply;
  }

  private void rejected(Client client, Command command, Bytes[] request) {
    command.rejected++;
    for (Witness each : witnesses) each.refused(client, command, request);
  }

  /** A web page may make a browser send commands as the lines of a form; Redis hangs up on it. */
  private static boolean isFromABrowser(Bytes name) {
    Bytes word = name.toLowerCase();
    return word.is("post") || word.is("host:");
  }

  private Reply cutOff(Client client) {
    journal.warning(
        "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands"
            + " to Redis. Connection aborted.");
    client.link().closeAtOnce();
    return Reply.NONE;
  }

  /**
   * The command of a request of a log, its name and its number of arguments checked; one that is
   * hidden from clients too, because it was not when the log was written.
   */
  public Command resolve(Bytes[] request) {
    Command hidden = table.hidden(request[0]);
    Command command = hidden != null ? hidden : find(request);
    checkArity(command, request);
    return command;
  }

  private Command find(Bytes[] request) {
    Command command = table.find(request);
    if (command == null) throw Errors.unknownCommand(request);
    if (!command.subcommands().isEmpty() && request.length > 1) {
      throw Errors.unknownSubcommand(request[1], request[0].text());
    }
    return command;
  }

  private static void checkArity(Command command, Bytes[] request) {
    if (!command.accepts(request.length)) throw Errors.wrongArity(command.name());
  }

  /** What a check says of a command that was let pass earlier: an error, or null if it may run. */
  Reply refusal(Check check, Client client, Command command, Bytes[] request) {
    if (!check.isStanding()) return null;
    try {
      return check.before(client, command, request);
    } catch (CommandException refused) {
      return count(refused.reply());
    }
  }

  /** Shows a command that runs others to those who watch, before them. */
  public void announce(Call call) {
    for (Witness each : witnesses) each.begins(call);
  }

  /** Counts a command that another wanted to run, and that was refused; null if there is none. */
  public void refused(Command command, Reply.Error error) {
    if (command != null) command.rejected++;
    count(error);
  }

  /** Says of an error that is about to be replied that it has been counted already. */
  public void countedAlready(Reply.Error error) {
    errors.computeIfPresent(code(error.text()), (_, count) -> count > 1 ? count - 1 : null);
  }

  /** Runs a command that has passed all checks, as EXEC does with its queue. */
  public Reply execute(Client client, Command command, Bytes[] request) {
    boolean brief = isBrief(command, request);
    if (!brief && untimedCount > 0) shareTime();
    long began = lastNanos;
    long before = processed;
    Call call = new Call(client, command, request, keyspace);
    executing++;
    Reply reply = perform(call, command.handler());
    executing--;
    if (processed != before) timeAlone(began);
    command.calls++;
    processed++;
    for (Witness each : witnesses) each.ran(call);
    untimed[untimedCount++] = call;
    if (!brief || untimedCount == MOST_SHARING) shareTime();
    return reply;
  }

  /** Has a call handled, counts it if it fails, and hands on what it changed. */
  Reply perform(Call call, Handler handler) {
    propagation.begin();
    try {
      long changes = keyspace.changes();
      int database = call.client().database();
      Reply reply = handle(call, handler);
      if (reply instanceof Reply.Error) {
        call.command().failed++;
        count(reply);
      }
      propagate(call, database, keyspace.changes() != changes);
      return reply;
    } finally {
      propagation.end();
    }
  }

  private void propagate(Call call, int database, boolean changed) {
    if (call.effects() != null) {
      for (Bytes[] effect : call.effects()) propagation.add(database, effect);
    } else if (changed && call.command().is(Flag.WRITE)) {
      propagation.add(database, call.args());
    }
  }

  /**
   * Does again what a log says was done: no check is asked, nothing is counted or handed on anew. A
   * refusal is a reply; a fault is thrown, because with a part of the data missing nothing that
   * follows can be trusted.
   */
  public Reply replay(Client client, Command command, Bytes[] request) {
    return answer(new Call(client, command, request, keyspace), command.handler());
  }

  private Reply handle(Call call, Handler handler) {
    try {
      return answer(call, handler);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      journal.warning("command " + call.command().name() + " failed: " + ServerLog.describe(fault));
      return Reply.error("ERR internal error, see the server's log");
    }
  }

  private Reply answer(Call call, Handler handler) {
    boolean failed = true;
    try {
      Reply reply = replyOrRefusal(call, handler);
      failed = false;
      return reply;
    } finally {
      keyspace.closeEdits(failed);
    }
  }

  private static Reply replyOrRefusal(Call call, Handler handler) {
    try {
      return handler.handle(call);
    } catch (CommandException refused) {
      return refused.reply();
    } catch (WrongTypeException refused) {
      return Reply.error(refused.getMessage());
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
    if (took > TICK_AGAIN && executing == 0) keyspace.tick();
  }

  /** A command has run others: the time of all of them is its own. */
  private void timeAlone(long began) {
    if (untimedCount > 0) shareTime();
    lastNanos = began;
  }

  private void tell(Observer observer, long share) {
    if (share < observer.threshold()) return;
    for (int i = 0; i < untimedCount; i++) observer.ran(untimed[i], share);
  }

  private Reply count(Reply reply) {
    if (reply instanceof Reply.Error(Bytes text)) {
      errors.merge(code(text), 1L, Long::sum);
    }
    return reply;
  }

  private static String code(Bytes error) {
    String line = error.text();
    int space = line.indexOf(' ');
    return space < 0 ? line : line.substring(0, space);
  }
}
