package miniredis.engine;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ALLOW_BUSY;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.SKIP_SLOWLOG;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.WaitingRoom.Key;
import miniredis.keyspace.Database;
import miniredis.resp.Reply;

/**
 * MULTI, EXEC, DISCARD, WATCH, UNWATCH.
 *
 * <p>After MULTI a client's commands are queued, and EXEC runs all of them. Nothing runs between
 * them, because nothing else can run while EXEC does; and what they have done is one unit for the
 * log. So two things remain. A command that was refused while it was queued spoils the whole: then
 * EXEC runs none. And a key that was watched and has changed since tells EXEC to run none, because
 * what the client had read is no longer true: that is all the locking there is.
 *
 * <p>Belongs to the engine's thread.
 */
public final class Transactions {

  private static final Reply QUEUED = Reply.simple("QUEUED");

  private final Dispatcher dispatcher;
  private final Check notInside = new Check(this::refuseInside);
  private final Check queueing = new Check(this::queue);
  private final Map<Key, Set<Transaction>> watching = new HashMap<>();

  /** What was let pass when it was queued is asked this when it is to run. */
  private Check again = new Check((_, _, _) -> null);

  /** Whose EXEC runs, or null. */
  private Client running;

  /** How many clients are between MULTI and EXEC. */
  private int open;

  Transactions(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Refuses commands that make no sense in a transaction. */
  public Check insideCheck() {
    return notInside;
  }

  /** Queues instead of running; to be asked last, when nothing else has refused the command. */
  public Check queueingCheck() {
    return queueing;
  }

  /** Has EXEC ask a check before each command that was queued. */
  public void askAgain(Check check) {
    again = check;
  }

  /** Whether a client is between MULTI and the end of its EXEC. */
  public boolean includes(Client client) {
    return client == running || openOf(client) != null;
  }

  public void addTo(CommandTable table) {
    table.group(Group.TRANSACTIONS);
    add(table, "MULTI", 1, this::multi, FAST)
        .summary("Begins a transaction: what follows is queued until EXEC")
        .since("1.2.0");
    add(table, "EXEC", 1, this::exec, SKIP_SLOWLOG)
        .runsTheQueue()
        .summary("Runs all that was queued since MULTI, with nothing in between")
        .since("1.2.0")
        .complexity("What the commands cost that were queued");
    add(table, "DISCARD", 1, this::discard, FAST)
        .summary("Forgets what was queued since MULTI, and ends the transaction")
        .since("2.0.0")
        .complexity("O(N), N the commands that were queued");
    add(table, "WATCH", atLeast(2), this::watch, FAST)
        .keys(1, -1, 1, Access.RO)
        .summary("Has the next EXEC run nothing if one of the keys has changed until then")
        .since("2.2.0")
        .complexity("O(1) for each key")
        .syntax("key [key ...]");
    table
        .add("UNWATCH", 1, this::unwatch, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
        .summary("Forgets all keys that were watched")
        .since("2.2.0");
  }

  private static Command add(
      CommandTable table, String name, int arity, Handler handler, Flag last) {
    return table
        .add(name, arity, handler, NOSCRIPT, LOADING, STALE, last)
        .with(last == FAST ? ALLOW_BUSY : last)
        .runsAtOnce();
  }

  // Queueing

  private static Transaction of(Client client) {
    return client.attachment(Transaction.class);
  }

  private static Transaction openOf(Client client) {
    Transaction transaction = of(client);
    return transaction != null && transaction.isOpen ? transaction : null;
  }

  /** Whether what a client sends is queued. */
  boolean isOpen(Client client) {
    return openOf(client) != null;
  }

  private Transaction begun(Client client) {
    Transaction transaction = of(client);
    if (transaction == null) {
      transaction = new Transaction(this, client);
      client.attach(Transaction.class, transaction);
    }
    return transaction;
  }

  private Reply refuseInside(Client client, Command command, Bytes[] request) {
    if (!command.is(Flag.NO_MULTI) || openOf(client) == null) return null;
    throw new CommandException(Errors.NOT_INSIDE);
  }

  private Reply queue(Client client, Command command, Bytes[] request) {
    Transaction transaction = openOf(client);
    if (transaction == null || command.isRunAtOnce()) return null;
    transaction.add(command, request);
    return QUEUED;
  }

  /**
   * A command was refused before it ran. In a transaction that spoils all of it. An EXEC that is
   * refused ends it, forgets what was watched, and says so even where there was none.
   */
  Reply refused(Client client, Command command, Reply.Error error) {
    Transaction transaction = of(client);
    if (command == null || !command.runsQueue()) {
      if (transaction != null) transaction.isSpoiled = transaction.isOpen;
      return error;
    }
    if (transaction != null) transaction.end();
    String reason = error.text().text();
    if (reason.startsWith("ERR ")) reason = reason.substring(4);
    return Reply.error("EXECABORT Transaction discarded because of: " + reason);
  }

  void opened() {
    if (open++ == 0) stand(true);
  }

  void closed() {
    if (--open == 0) stand(false);
  }

  private void stand(boolean yes) {
    notInside.stand(yes);
    queueing.stand(yes);
  }

  // The commands

  private Reply multi(Call call) {
    if (openOf(call.client()) != null) throw new CommandException(Errors.NESTED_MULTI);
    begun(call.client()).open();
    return Reply.OK;
  }

  private Reply discard(Call call) {
    Transaction transaction = openOf(call.client());
    if (transaction == null) throw new CommandException(Errors.DISCARD_WITHOUT_MULTI);
    transaction.end();
    return Reply.OK;
  }

  private Reply exec(Call call) {
    Transaction transaction = openOf(call.client());
    if (transaction == null) throw new CommandException(Errors.EXEC_WITHOUT_MULTI);
    boolean untouched = !transaction.isTouched(call.keyspace());
    boolean spoiled = transaction.isSpoiled;
    List<Transaction.Queued> queue = transaction.queue;
    transaction.end();
    if (spoiled) throw new CommandException(Errors.EXEC_ABORTED);
    if (!untouched) return Reply.NULL_ARRAY;
    transaction.running = queue;
    try {
      return run(call, queue);
    } finally {
      transaction.running = null;
    }
  }

  private Reply run(Call exec, List<Transaction.Queued> queue) {
    List<Reply> replies = new ArrayList<>(queue.size());
    boolean refusedOne = false;
    running = exec.client();
    try {
      for (Transaction.Queued each : queue) {
        Reply refusal = dispatcher.refusal(again, running, each.command(), each.request());
        refusedOne |= refusal != null;
        replies.add(refusal != null ? refusal : run(each));
      }
    } finally {
      running = null;
    }
    if (refusedOne) exec.command().failed++;
    return Reply.array(replies);
  }

  private Reply run(Transaction.Queued each) {
    return dispatcher.execute(running, each.command(), each.request());
  }

  private Reply watch(Call call) {
    if (openOf(call.client()) != null) throw new CommandException(Errors.WATCH_INSIDE);
    Transaction transaction = begun(call.client());
    for (Bytes key : call.from(1)) transaction.watch(call.database(), key);
    return Reply.OK;
  }

  private Reply unwatch(Call call) {
    Transaction transaction = of(call.client());
    if (transaction != null) transaction.unwatch();
    return Reply.OK;
  }

  // Watching

  void watch(Key key, Transaction transaction) {
    watching.computeIfAbsent(key, _ -> new HashSet<>()).add(transaction);
  }

  void unwatch(Key key, Transaction transaction) {
    Set<Transaction> watchers = watching.get(key);
    if (watchers.remove(transaction) && watchers.isEmpty()) watching.remove(key);
  }

  void changed(Database database, Bytes key) {
    if (watching.isEmpty()) return;
    Key place = new Key(database.index(), key);
    Set<Transaction> watchers = watching.get(place);
    if (watchers == null) return;
    boolean there = database.lives(key) || database.holdsDead(key);
    for (Transaction each : watchers) each.changed(place, there);
  }

  /** All keys are about to go, or two databases were exchanged. */
  void flushed(Database database) {
    watching.forEach(
        (key, watchers) -> {
          if (key.database() != database.index()) return;
          boolean there = database.lives(key.key());
          for (Transaction each : watchers) if (there || each.saw(key)) each.touch();
        });
  }
}
