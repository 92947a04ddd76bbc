package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.Access.VARIABLE_FLAGS;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.builtin.SetOptions.Condition;
import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.Database;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.Value;

/**
 * Strings that are set or removed only if they are as the client believes: what took WATCH, a
 * second trip over the network and a transaction is one request.
 *
 * <p>Redis 7.0 has none of this. The log does not need to know of it either: what was done goes
 * there as SET and DEL, without the question that came before.
 */
public final class ConditionCommands {

  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes KEEPTTL = Bytes.of("KEEPTTL");

  private ConditionCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.STRING);
    table
        .add("DELEX", atLeast(2), ConditionCommands::delex, WRITE, FAST)
        .key(RW, DELETE, VARIABLE_FLAGS)
        .brief()
        .keysBy(ConditionCommands::keyOfDelex)
        .summary("Removes a key, if it holds or does not hold a value")
        .since("8.4.0")
        .syntax("key condition:[IFEQ ifeq-value | IFNE ifne-value]");
    table
        .add("MSETEX", atLeast(4), ConditionCommands::msetex, WRITE, DENYOOM)
        .keys(KeySpec.of(new KeySpec.Index(1), new KeySpec.Count(0, 1, 2), OW, UPDATE))
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .summary("Sets several keys to strings at once, with a condition and a time to live")
        .since("8.4.0")
        .complexity("O(N) where N is the number of keys")
        .syntax(
            "numkeys data:<key value [key value ...]> condition:[NX | XX]"
                + " expiration:[EX seconds | PX milliseconds | EXAT unix-time-seconds"
                + " | PXAT unix-time-milliseconds | KEEPTTL]");
  }

  /** Gives SET, which must be in the table, its options IFEQ and IFNE. */
  public static void extendSet(CommandTable table) {
    table
        .find(SET)
        .handledBy(ConditionCommands::set)
        .history("8.4.0", "The options `IFEQ` and `IFNE`")
        .syntax(
            "key value condition@2.6.12:[NX | XX | @8.4.0:IFEQ ifeq-value"
                + " | @8.4.0:IFNE ifne-value] [@6.2.0:GET]"
                + " expiration:[@2.6.12:EX seconds | @2.6.12:PX milliseconds"
                + " | @6.2.0:EXAT unix-time-seconds | @6.2.0:PXAT unix-time-milliseconds"
                + " | @6.0.0:KEEPTTL]");
  }

  static Reply set(Call call) {
    if (call.size() == 3) return StringCommands.set(call);
    return StringCommands.set(call, SetOptions.ofComparingSet(call));
  }

  /** A key that holds no string can only be removed without a condition. */
  static Reply delex(Call call) {
    if (call.size() != 2 && call.size() != 4) throw Errors.wrongArity(call.command().name());
    Database database = call.database();
    if (call.size() == 4 && !mayDelete(call, database.peek(call.key()))) return Reply.ZERO;
    if (!database.delete(call.key())) return Reply.ZERO;
    StringCommands.tellDeleted(call);
    return Reply.ONE;
  }

  private static boolean mayDelete(Call call, Value value) {
    if (value == null) return false;
    if (value.type() != Value.Type.STRING) {
      throw new CommandException(Errors.NO_STRING_TO_COMPARE);
    }
    Condition condition = Condition.comparing(call.arg(2));
    if (condition == null) throw new CommandException(Errors.CONDITION);
    return condition.holds(call.database().peekString(call.key()), call.arg(3));
  }

  private static List<KeySpec.Found> keyOfDelex(Bytes[] args) {
    return List.of(
        args.length == 2
            ? new KeySpec.Found(1, RW, DELETE)
            : new KeySpec.Found(1, RW, ACCESS, DELETE));
  }

  /** All or none: the condition must hold for every key. */
  static Reply msetex(Call call) {
    int end = endOfPairs(call);
    SetOptions options = SetOptions.ofMsetex(call, end);
    long deadline = options.unit() == null ? Entry.NO_DEADLINE : options.deadline(call);
    for (int i = 2; i < end; i += 2) {
      if (!options.allow(call.database(), call.arg(i))) return Reply.ZERO;
    }
    for (int i = 2; i < end; i += 2) set(call, call.arg(i), call.arg(i + 1), options, deadline);
    return Reply.ONE;
  }

  private static int endOfPairs(Call call) {
    Bytes count = call.arg(1);
    long keys = Numbers.isInteger(count) ? Numbers.integer(count) : 0;
    if (keys < 1 || keys > Integer.MAX_VALUE) throw new CommandException(Errors.NUMKEYS);
    if (2 * keys > call.size() - 2) throw new CommandException(Errors.KEY_VALUE_PAIRS);
    return 2 + 2 * (int) keys;
  }

  private static void set(Call call, Bytes key, Bytes value, SetOptions options, long deadline) {
    if (deadline != Entry.NO_DEADLINE) {
      StringCommands.setUntil(call, key, value, deadline);
    } else if (options.keep()) {
      StringCommands.replace(call, key, value);
      call.propagateAs(SET, key, value, KEEPTTL);
    } else {
      StringCommands.set(call, key, value);
      call.propagateAs(SET, key, value);
    }
  }
}
