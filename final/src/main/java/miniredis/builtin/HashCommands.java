package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.LongDouble;
import miniredis.bytes.LongDoubleReader;
import miniredis.bytes.Numbers;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.HashValue;

/**
 * Hashes: one key with many fields. A hash that has lost its last field is no key any more, and a
 * key that is not there is an empty hash.
 */
public final class HashCommands {

  private static final Bytes HSET = Bytes.of("HSET");
  private static final Bytes HSETEX = Bytes.of("HSETEX");
  private static final Bytes KEEPTTL = Bytes.of("KEEPTTL");
  private static final Bytes FIELDS = Bytes.of("FIELDS");
  private static final Bytes ONE = Bytes.of(1);

  private HashCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.HASH);
    write(table, "HSET", atLeast(4), HashCommands::hset, RW, UPDATE)
        .summary("Sets fields of a hash")
        .history("4.0.0", "Takes several fields")
        .complexity("O(N), N the fields")
        .syntax("key field value [field value ...]");
    write(table, "HMSET", atLeast(4), HashCommands::hmset, RW, UPDATE)
        .summary("Sets fields of a hash")
        .deprecated("4.0.0", "`HSET` with multiple field-value pairs")
        .complexity("O(N), N the fields")
        .syntax("key field value [field value ...]");
    write(table, "HSETNX", 4, HashCommands::hsetnx, RW, INSERT)
        .summary("Sets a field of a hash unless it is there")
        .syntax("key field value");
    write(table, "HINCRBY", 4, HashCommands::hincrby, RW, ACCESS, UPDATE)
        .summary("Adds to the integer in a field, which is 0 if absent")
        .syntax("key field increment:integer");
    write(table, "HINCRBYFLOAT", 4, HashCommands::hincrbyfloat, RW, ACCESS, UPDATE)
        .summary("Adds to the floating-point number in a field, which is 0 if absent")
        .since("2.6.0")
        .syntax("key field increment:double");
    table
        .add("HDEL", atLeast(3), HashCommands::hdel, WRITE, FAST)
        .key(RW, DELETE)
        .summary("Removes fields from a hash")
        .history("2.4.0", "Takes several fields")
        .since("2.0.0")
        .complexity("O(N), N the fields")
        .brief()
        .syntax("key field [field ...]");
    addReading(table);
    HashPickCommands.addTo(table);
  }

  private static Command write(
      CommandTable table, String name, int arity, Handler handler, Access... access) {
    return table.add(name, arity, handler, WRITE, DENYOOM, FAST).key(access).brief().since("2.0.0");
  }

  private static void addReading(CommandTable table) {
    look(table, "HGET", 3, HashCommands::hget)
        .key()
        .summary("Gets the value of a field")
        .syntax("key field");
    look(table, "HMGET", atLeast(3), HashCommands::hmget)
        .key()
        .summary("Gets the values of fields")
        .complexity("O(N), N the fields asked for")
        .syntax("key field [field ...]");
    look(table, "HEXISTS", 3, HashCommands::hexists)
        .key(RO)
        .summary("Says whether a hash has a field")
        .syntax("key field");
    look(table, "HLEN", 2, HashCommands::hlen)
        .key(RO)
        .summary("Counts the fields of a hash")
        .syntax("key");
    look(table, "HSTRLEN", 3, HashCommands::hstrlen)
        .key(RO)
        .summary("Counts the bytes of the value of a field")
        .since("3.2.0")
        .syntax("key field");
    all(table, "HGETALL", HashCommands::hgetall).summary("Gets all fields and values of a hash");
    all(table, "HKEYS", HashCommands::hkeys).summary("Gets all fields of a hash");
    all(table, "HVALS", HashCommands::hvals).summary("Gets all values of a hash");
  }

  private static Command look(CommandTable table, String name, int arity, Handler handler) {
    return table.add(name, arity, handler, READONLY, FAST).brief().since("2.0.0");
  }

  private static Command all(CommandTable table, String name, Handler handler) {
    return table
        .add(name, 2, handler, READONLY)
        .key()
        .tips("nondeterministic_output_order")
        .since("2.0.0")
        .complexity("O(N), N the fields of the hash")
        .syntax("key");
  }

  // Writing

  static Reply hset(Call call) {
    return Reply.integer(setAll(call));
  }

  static Reply hmset(Call call) {
    setAll(call);
    return Reply.OK;
  }

  /** How many of the fields are new. */
  private static int setAll(Call call) {
    if (call.size() % 2 != 0) throw Errors.wrongArity(call.command().name());
    HashValue hash = create(call);
    hash.makeRoomFor(call.rest());
    int added = 0;
    for (int i = 2; i < call.size(); i += 2) {
      if (hash.set(call.arg(i), call.arg(i + 1))) added++;
    }
    call.edited(call.key(), EventClass.HASH, "hset", (call.size() - 2) / 2);
    return added;
  }

  static Reply hsetnx(Call call) {
    HashValue hash = find(call);
    if (hash != null && hash.contains(call.arg(2))) return Reply.ZERO;
    set(call, call.arg(3), "hset");
    return Reply.ONE;
  }

  /**
   * Whatever may fail has been done before: no empty hash must stay behind. A sum leaves the field
   * its deadline.
   */
  private static void set(Call call, Bytes value, String event) {
    HashValue hash = create(call);
    hash.replace(call.arg(2), value);
    call.edited(call.key(), EventClass.HASH, event, 1);
  }

  static Reply hincrby(Call call) {
    long by = call.integer(3);
    HashValue hash = find(call);
    Bytes old = hash == null ? null : hash.get(call.arg(2));
    if (old != null && !Numbers.isInteger(old)) throw new CommandException(Errors.HASH_NO_INTEGER);
    long sum;
    try {
      sum = Math.addExact(old == null ? 0 : Numbers.integer(old), by);
    } catch (ArithmeticException overflow) {
      throw new CommandException(Errors.OVERFLOW);
    }
    set(call, Bytes.of(sum), "hincrby");
    return Reply.integer(sum);
  }

  /** Logged as the result: a machine that reckons otherwise must not come to another one. */
  static Reply hincrbyfloat(Call call) {
    LongDouble by = number(call.arg(3), Errors.NOT_A_FLOAT);
    if (!by.isFinite()) throw new CommandException(Errors.NOT_FINITE);
    HashValue hash = find(call);
    Bytes old = hash == null ? null : hash.get(call.arg(2));
    LongDouble before = old == null ? LongDouble.ZERO : number(old, Errors.HASH_NO_FLOAT);
    LongDouble sum = before.plus(by);
    if (!sum.isFinite()) throw new CommandException(Errors.NAN_OR_INFINITY);
    Bytes result = Bytes.of(sum.toString());
    boolean timed = hash != null && hash.deadline(call.arg(2)) != Entry.NO_DEADLINE;
    set(call, result, "hincrbyfloat");
    if (timed) call.propagateAs(HSETEX, call.key(), KEEPTTL, FIELDS, ONE, call.arg(2), result);
    else call.propagateAs(HSET, call.key(), call.arg(2), result);
    return Reply.bulk(result);
  }

  private static LongDouble number(Bytes bytes, String error) {
    return LongDoubleReader.read(bytes).orElseThrow(() -> new CommandException(error));
  }

  static Reply hdel(Call call) {
    HashValue hash = find(call);
    if (hash == null) return Reply.ZERO;
    int removed = 0;
    for (int i = 2; i < call.size() && !hash.isEmpty(); i++) {
      if (hash.remove(call.arg(i))) removed++;
    }
    if (removed == 0) return Reply.ZERO;
    call.edited(call.key(), EventClass.HASH, "hdel", removed);
    return Reply.integer(removed);
  }

  /** The hash at the key, to be changed, or null. */
  static HashValue find(Call call) {
    return call.database().editable(call.key(), HashValue.class);
  }

  /** The same; where there is none, one is made. */
  static HashValue create(Call call) {
    return call.database()
        .editable(call.key(), HashValue.class, () -> new HashValue(call.keyspace().limits()));
  }

  // Reading

  /** The hash at the key, only to be read, or null. */
  static HashValue read(Call call) {
    return call.database().typed(call.key(), HashValue.class);
  }

  static Reply hget(Call call) {
    HashValue hash = read(call);
    return Reply.bulk(hash == null ? null : hash.get(call.arg(2)));
  }

  static Reply hmget(Call call) {
    HashValue hash = read(call);
    List<Reply> values = new ArrayList<>(call.size() - 2);
    for (Bytes field : call.rest()) values.add(Reply.bulk(hash == null ? null : hash.get(field)));
    return Reply.array(values);
  }

  static Reply hexists(Call call) {
    HashValue hash = read(call);
    return hash != null && hash.contains(call.arg(2)) ? Reply.ONE : Reply.ZERO;
  }

  static Reply hlen(Call call) {
    HashValue hash = read(call);
    return Reply.integer(hash == null ? 0 : hash.size());
  }

  static Reply hstrlen(Call call) {
    HashValue hash = read(call);
    Bytes value = hash == null ? null : hash.get(call.arg(2));
    return Reply.integer(value == null ? 0 : value.length());
  }

  static Reply hgetall(Call call) {
    return new Reply.Map(collect(call, true, true));
  }

  static Reply hkeys(Call call) {
    return Reply.array(collect(call, true, false));
  }

  static Reply hvals(Call call) {
    return Reply.array(collect(call, false, true));
  }

  private static List<Reply> collect(Call call, boolean fields, boolean values) {
    HashValue hash = read(call);
    if (hash == null) return List.of();
    List<Reply> all = new ArrayList<>(fields && values ? 2 * hash.size() : hash.size());
    hash.forEach(
        (field, value) -> {
          if (fields) all.add(Reply.bulk(field));
          if (values) all.add(Reply.bulk(value));
        });
    return all;
  }
}
