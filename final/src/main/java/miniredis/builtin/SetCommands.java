package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandTable;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.SetValue;

/**
 * Sets, one member at a time. A set that has lost its last member is no key any more, and a key
 * that is not there is an empty set.
 */
public final class SetCommands {

  private SetCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.SET);
    addWriting(table);
    addReading(table);
    SetAlgebraCommands.addTo(table);
    SetPickCommands.addTo(table);
  }

  private static void addWriting(CommandTable table) {
    table
        .add("SADD", atLeast(3), SetCommands::sadd, WRITE, DENYOOM, FAST)
        .key(RW, INSERT)
        .brief()
        .summary("Adds members to a set and tells how many were not in it yet")
        .complexity("O(N), N the members named")
        .history("2.4.0", "Takes several members")
        .syntax("key member [member ...]");
    table
        .add("SREM", atLeast(3), SetCommands::srem, WRITE, FAST)
        .key(RW, DELETE)
        .brief()
        .summary("Removes members from a set and tells how many were in it")
        .complexity("O(N), N the members named")
        .history("2.4.0", "Takes several members")
        .syntax("key member [member ...]");
    table
        .add("SMOVE", 4, SetCommands::smove, WRITE, FAST)
        .keys(KeySpec.at(1, RW, ACCESS, DELETE))
        .keys(KeySpec.at(2, RW, INSERT))
        .brief()
        .summary("Moves a member from one set to another")
        .syntax("source:key destination:key member");
  }

  private static void addReading(CommandTable table) {
    table
        .add("SISMEMBER", 3, SetCommands::sismember, READONLY, FAST)
        .key(RO)
        .brief()
        .summary("Says whether something is a member of a set")
        .syntax("key member");
    table
        .add("SMISMEMBER", atLeast(3), SetCommands::smismember, READONLY, FAST)
        .key()
        .brief()
        .summary("Says of several things whether each is a member of a set")
        .since("6.2.0")
        .complexity("O(N), N the things asked for")
        .syntax("key member [member ...]");
    table
        .add("SCARD", 2, SetCommands::scard, READONLY, FAST)
        .key(RO)
        .brief()
        .summary("Counts the members of a set")
        .syntax("key");
    table
        .add("SMEMBERS", 2, SetCommands::smembers, READONLY)
        .key()
        .tips("nondeterministic_output_order")
        .summary("Gets all members of a set")
        .complexity("O(N), N the members of the set")
        .syntax("key");
  }

  // Writing

  static Reply sadd(Call call) {
    SetValue set = create(call, call.key());
    int added = 0;
    for (int i = 2; i < call.size(); i++) if (set.add(call.arg(i))) added++;
    if (added > 0) call.edited(call.key(), EventClass.SET, "sadd", added);
    return Reply.integer(added);
  }

  static Reply srem(Call call) {
    SetValue set = find(call, call.key());
    if (set == null) return Reply.ZERO;
    int removed = 0;
    for (int i = 2; i < call.size() && !set.isEmpty(); i++) if (set.remove(call.arg(i))) removed++;
    if (removed > 0) call.edited(call.key(), EventClass.SET, "srem", removed);
    return Reply.integer(removed);
  }

  /** To where the member is already, it is moved all the same; within one set nothing happens. */
  static Reply smove(Call call) {
    Bytes target = call.arg(2);
    Bytes member = call.arg(3);
    // Redis looks for both before it knows whether there is anything to move: dead ones go.
    call.database().exists(call.key());
    call.database().exists(target);
    SetValue from = find(call, call.key());
    if (from == null) return Reply.ZERO;
    SetValue to = find(call, target);
    if (from == to) return from.contains(member) ? Reply.ONE : Reply.ZERO;
    if (!from.remove(member)) return Reply.ZERO;
    call.edited(call.key(), EventClass.SET, "srem", 1);
    if (to == null) to = create(call, target);
    if (to.add(member)) call.edited(target, EventClass.SET, "sadd", 1);
    return Reply.ONE;
  }

  /** The set at a key, to be changed, or null. */
  static SetValue find(Call call, Bytes key) {
    return call.database().editable(key, SetValue.class);
  }

  /** The same; where there is none, one is made. */
  private static SetValue create(Call call, Bytes key) {
    return call.database()
        .editable(key, SetValue.class, () -> new SetValue(call.keyspace().limits()));
  }

  // Reading

  /** The set at a key, only to be read, or null. */
  static SetValue read(Call call, Bytes key) {
    return call.database().typed(key, SetValue.class);
  }

  static Reply sismember(Call call) {
    return isMember(call.arg(2), read(call, call.key()));
  }

  private static Reply isMember(Bytes wanted, SetValue set) {
    return set != null && set.contains(wanted) ? Reply.ONE : Reply.ZERO;
  }

  static Reply smismember(Call call) {
    SetValue set = read(call, call.key());
    return Reply.array(call.rest().stream().map(wanted -> isMember(wanted, set)).toList());
  }

  static Reply scard(Call call) {
    SetValue set = read(call, call.key());
    return Reply.integer(set == null ? 0 : set.size());
  }

  static Reply smembers(Call call) {
    SetValue set = read(call, call.key());
    return set == null ? new Reply.Set(List.of()) : all(set);
  }

  /** All members of a set, written from where they lie. */
  static Reply all(SetValue set) {
    BulkList members = BulkList.ofAbout(set.size());
    BooleanSupplier walk = set.walk(members);
    while (walk.getAsBoolean()) {}
    return new Reply.Set(members);
  }
}
