package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.MAY_REPLICATE;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;
import miniredis.value.HyperLogLog;
import miniredis.value.StringValue;
import miniredis.value.Value;

/**
 * {@link HyperLogLog}s: how many different things there were, about. They are strings, so GET, SET,
 * COPY and files know nothing of them; and anybody may have written something else there, which is
 * refused.
 */
public final class HyperLogLogCommands {

  private HyperLogLogCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.HYPERLOGLOG);
    table
        .add("PFADD", atLeast(2), checked(HyperLogLogCommands::pfadd), WRITE, DENYOOM, FAST)
        .key(RW, INSERT)
        .brief()
        .summary("Adds things to a HyperLogLog and tells whether that has changed it")
        .since("2.8.9")
        .complexity("O(N), N the things added")
        .syntax("key [element [element ...]]");
    table
        .add("PFCOUNT", atLeast(2), checked(HyperLogLogCommands::pfcount), READONLY, MAY_REPLICATE)
        .keys(
            KeySpec.range(1, -1, 1, RW, ACCESS)
                .noting("RW, because the estimate is kept at the key and handed on"))
        .summary("Estimates how many different things were added to one or several HyperLogLogs")
        .since("2.8.9")
        .complexity("O(1) for a key whose estimate is kept, else O(N), N the keys")
        .syntax("key [key ...]");
    table
        .add("PFMERGE", atLeast(2), checked(HyperLogLogCommands::pfmerge), WRITE, DENYOOM)
        .keys(KeySpec.at(1, RW, ACCESS, INSERT))
        .keys(KeySpec.range(2, -1, 1, RO, ACCESS))
        .summary("Adds to a HyperLogLog all that others have seen")
        .since("2.8.9")
        .complexity("O(N), N the keys")
        .syntax("destkey sourcekey:key [sourcekey:key ...]");
    table
        .add("PFDEBUG", 3, checked(HyperLogLogCommands::pfdebug), WRITE, DENYOOM, ADMIN)
        .keys(2, 2, 1, RW, ACCESS)
        .summary("Shows how a HyperLogLog is kept: ENCODING, DECODE, GETREG, TODENSE")
        .systemCommand()
        .since("2.8.9")
        .syntax("subcommand key");
    table
        .add("PFSELFTEST", 1, _ -> HyperLogLogSelfTest.run(), ADMIN)
        .summary("Tests HyperLogLogs; everyone waits meanwhile")
        .systemCommand()
        .since("2.8.9");
  }

  /** Whoever comes upon a string that only looks like a HyperLogLog gets Redis's answer. */
  private static Handler checked(Handler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (IllegalArgumentException damaged) {
        throw new CommandException(Errors.DAMAGED_HYPERLOGLOG);
      }
    };
  }

  /** To make a key counts as a change, even if nothing is added to it. */
  static Reply pfadd(Call call) {
    HyperLogLog log = find(call, call.key());
    int changes = 0;
    if (log == null) {
      log = create(call, call.key());
      changes++;
    }
    for (int i = 2; i < call.size(); i++) if (log.add(call.arg(i))) changes++;
    if (changes == 0) return Reply.ZERO;
    log.outdate();
    call.edited(call.key(), EventClass.STRING, "pfadd", changes);
    return Reply.ONE;
  }

  /** An estimate of one key is kept in it, which is a change that is handed on. */
  static Reply pfcount(Call call) {
    if (call.size() > 2) return Reply.integer(HyperLogLog.estimate(merged(call, log -> {})));
    if (!call.database().glance(call.key())) return Reply.ZERO;
    HyperLogLog log = find(call, call.key());
    long last = log.lastEstimate();
    if (last >= 0) return Reply.integer(last);
    long estimate = log.estimate();
    call.database().edited(call.key());
    call.propagateAs(call.args());
    return Reply.integer(estimate);
  }

  /** Where one is dense, the result will be: so it is made dense at once. */
  static Reply pfmerge(Call call) {
    boolean[] dense = new boolean[1];
    byte[] registers = merged(call, log -> dense[0] |= log.isDense());
    HyperLogLog target = find(call, call.key());
    if (target == null) target = create(call, call.key());
    if (dense[0]) target.makeDense();
    for (int i = 0; i < registers.length; i++) {
      if (registers[i] > 0) target.raise(i, registers[i]);
    }
    target.outdate();
    call.edited(call.key(), EventClass.STRING, "pfadd", 1);
    return Reply.OK;
  }

  /** The highest of each register of all keys, each of which is shown to the visitor. */
  private static byte[] merged(Call call, Consumer<HyperLogLog> visitor) {
    byte[] registers = new byte[HyperLogLog.REGISTERS];
    for (Bytes key : call.from(1)) {
      Value value = call.database().value(key);
      if (value == null) continue;
      HyperLogLog log = new HyperLogLog(string(value), call.keyspace().limits());
      log.mergeInto(registers);
      visitor.accept(log);
    }
    return registers;
  }

  static Reply pfdebug(Call call) {
    HyperLogLog log = find(call, call.arg(2));
    if (log == null) throw new CommandException(Errors.NO_SPECIFIED_KEY);
    Bytes subcommand = call.arg(1);
    if (subcommand.is("GETREG")) return registers(call, log);
    if (subcommand.is("DECODE")) {
      if (log.isDense()) throw new CommandException(Errors.NOT_SPARSE);
      return Reply.bulk(log.runs());
    }
    if (subcommand.is("ENCODING")) return Reply.simple(log.isDense() ? "dense" : "sparse");
    if (subcommand.is("TODENSE")) return makeDense(call, log) ? Reply.ONE : Reply.ZERO;
    throw Errors.unknownPfdebug(subcommand);
  }

  /** A change that is handed on, but none to those who watch the key: it counts what it counted. */
  private static boolean makeDense(Call call, HyperLogLog log) {
    if (log.isDense()) return false;
    log.makeDense();
    call.database().count(1);
    return true;
  }

  /** Makes it dense, as in Redis, where nothing else could be read register by register. */
  private static Reply registers(Call call, HyperLogLog log) {
    makeDense(call, log);
    byte[] registers = new byte[HyperLogLog.REGISTERS];
    log.mergeInto(registers);
    List<Reply> values = new ArrayList<>(registers.length);
    for (byte register : registers) values.add(Reply.integer(register));
    return Reply.array(values);
  }

  /** The HyperLogLog at a key, to be changed, or null. */
  private static HyperLogLog find(Call call, Bytes key) {
    Database database = call.database();
    Value value = database.peek(key);
    if (value == null) return null;
    string(value);
    return new HyperLogLog(database.editableString(key), call.keyspace().limits());
  }

  private static StringValue string(Value value) {
    if (!(value instanceof StringValue string)) throw new WrongTypeException();
    if (!HyperLogLog.isOne(string)) throw new CommandException(Errors.NO_HYPERLOGLOG);
    return string;
  }

  private static HyperLogLog create(Call call, Bytes key) {
    return HyperLogLog.create(call.database().editableString(key), call.keyspace().limits());
  }
}
