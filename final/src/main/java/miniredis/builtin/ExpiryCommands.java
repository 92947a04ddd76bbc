package miniredis.builtin;

import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.Entry;

/**
 * Deadlines: set, asked for, taken off.
 *
 * <p>Four ways to say when (seconds or milliseconds, from now or since 1970) and four to ask are
 * the same two methods with different units. The log always gets the one way that means the same
 * tomorrow: PEXPIREAT.
 */
public final class ExpiryCommands {

  private static final int SECONDS = 1000;
  private static final int MILLISECONDS = 1;
  private static final long NO_KEY = -2;
  private static final Bytes PEXPIREAT = Bytes.of("PEXPIREAT");
  private static final Bytes DEL = Bytes.of("DEL");

  private ExpiryCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    setter(table, "EXPIRE", ExpiryCommands::expire, "seconds")
        .summary("Lets a key live for so many more seconds");
    setter(table, "PEXPIRE", ExpiryCommands::expireMillis, "milliseconds")
        .summary("Lets a key live for so many more milliseconds")
        .since("2.6.0");
    setter(table, "EXPIREAT", ExpiryCommands::expireAt, "unix-time-seconds")
        .summary("Lets a key live until a Unix time in seconds")
        .since("1.2.0");
    setter(table, "PEXPIREAT", ExpiryCommands::expireAtMillis, "unix-time-milliseconds")
        .summary("Lets a key live until a Unix time in milliseconds")
        .since("2.6.0");
    getter(table, "TTL", ExpiryCommands::ttl)
        .tips("nondeterministic_output")
        .history("2.8.0", "-2 says that there is no such key")
        .summary("Tells how many seconds a key has left; -1 for ever, -2 no such key");
    getter(table, "PTTL", ExpiryCommands::ttlMillis)
        .tips("nondeterministic_output")
        .history("2.8.0", "-2 says that there is no such key")
        .summary("Tells how many milliseconds a key has left; -1 for ever, -2 no such key")
        .since("2.6.0");
    getter(table, "EXPIRETIME", ExpiryCommands::deadline)
        .summary("Tells the Unix time in seconds when a key will be gone")
        .since("7.0.0");
    getter(table, "PEXPIRETIME", ExpiryCommands::deadlineMillis)
        .summary("Tells the Unix time in milliseconds when a key will be gone")
        .since("7.0.0");
    table
        .add("PERSIST", 2, ExpiryCommands::persist, WRITE, FAST)
        .key(RW, UPDATE)
        .brief()
        .summary("Takes the deadline off a key")
        .since("2.2.0")
        .syntax("key");
  }

  private static Command setter(CommandTable table, String name, Handler handler, String unit) {
    return table
        .add(name, atLeast(3), handler, WRITE, FAST)
        .key(RW, UPDATE)
        .brief()
        .history("7.0.0", "Conditions: `NX`, `XX`, `GT` and `LT`")
        .syntax("key " + unit + " condition@7.0.0:[NX | XX | GT | LT]");
  }

  private static Command getter(CommandTable table, String name, Handler handler) {
    return table.add(name, 2, handler, READONLY, FAST).key().brief().syntax("key");
  }

  static Reply expire(Call call) {
    return expire(call, call.now(), SECONDS);
  }

  static Reply expireMillis(Call call) {
    return expire(call, call.now(), MILLISECONDS);
  }

  static Reply expireAt(Call call) {
    return expire(call, 0, SECONDS);
  }

  static Reply expireAtMillis(Call call) {
    return expire(call, 0, MILLISECONDS);
  }

  /** A deadline that is not in the future removes the key at once, and that is what is logged. */
  private static Reply expire(Call call, long base, int unit) {
    Condition condition = Condition.of(call);
    long deadline = deadline(call, base, unit);
    Database database = call.database();
    Bytes key = call.key();
    if (!database.exists(key) || !condition.allows(database.deadline(key), deadline)) {
      return Reply.ZERO;
    }
    if (call.keyspace().isPast(deadline)) {
      database.delete(key);
      call.event(EventClass.GENERIC, "del", key);
      call.propagateAs(DEL, key);
    } else {
      database.expireAt(key, deadline);
      call.event(EventClass.GENERIC, "expire", key);
      call.propagateAs(PEXPIREAT, key, Bytes.of(deadline));
    }
    return Reply.ONE;
  }

  private static long deadline(Call call, long base, int unit) {
    long time = call.integer(2);
    if (time > Long.MAX_VALUE / unit || time < Long.MIN_VALUE / unit) throw invalid(call);
    time *= unit;
    if (time > Long.MAX_VALUE - base) throw invalid(call);
    return time + base;
  }

  private static CommandException invalid(Call call) {
    return Errors.invalidExpire(call.command().name());
  }

  /** NX, XX, GT and LT; a key without a deadline has one in the infinite future for GT and LT. */
  private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {

    static Condition of(Call call) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      for (Bytes option : call.from(3)) {
        if (option.is("NX")) nx = true;
        else if (option.is("XX")) xx = true;
        else if (option.is("GT")) gt = true;
        else if (option.is("LT")) lt = true;
        else throw Errors.unsupportedOption(option);
      }
      if (nx && (xx || gt || lt)) throw new CommandException(Errors.NX_AND_OTHERS);
      if (gt && lt) throw new CommandException(Errors.GT_AND_LT);
      return new Condition(nx, xx, gt, lt);
    }

    boolean allows(long before, long after) {
      boolean timed = before != Entry.NO_DEADLINE;
      if (nx && timed || xx && !timed) return false;
      if (gt && (!timed || after <= before)) return false;
      return !(lt && timed && after >= before);
    }
  }

  static Reply ttl(Call call) {
    return left(call, call.now(), SECONDS);
  }

  static Reply ttlMillis(Call call) {
    return left(call, call.now(), MILLISECONDS);
  }

  static Reply deadline(Call call) {
    return left(call, 0, SECONDS);
  }

  static Reply deadlineMillis(Call call) {
    return left(call, 0, MILLISECONDS);
  }

  /** Seconds are rounded to the nearest, so that EXPIRE k 10 followed by TTL k says 10. */
  private static Reply left(Call call, long base, int unit) {
    if (!call.database().glance(call.key())) return Reply.integer(NO_KEY);
    long deadline = call.database().deadline(call.key());
    if (deadline == Entry.NO_DEADLINE) return Reply.integer(deadline);
    long left = deadline - base; // Up to 2^63 - 1, so that adding half a unit could overflow.
    return Reply.integer(left / unit + (left % unit * 2 >= unit && unit > 1 ? 1 : 0));
  }

  static Reply persist(Call call) {
    if (!call.database().persist(call.key())) return Reply.ZERO;
    call.event(EventClass.GENERIC, "persist", call.key());
    return Reply.ONE;
  }
}
