package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RM;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;

/** Keys whatever their values are: there or not, which type, removed, renamed, moved, copied. */
public final class KeyCommands {

  private static final String MANY_SHARDS = "request_policy:multi_shard";
  private static final String SUM = "response_policy:agg_sum";

  private KeyCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    addWithManyKeys(table);
    addWithTwoNames(table);
    table
        .add("TYPE", 2, KeyCommands::type, READONLY, FAST)
        .key(RO)
        .brief()
        .summary("Tells the type of the value at a key")
        .syntax("key");
    table
        .add("WAIT", 3, KeyCommands::waitForReplicas, NOSCRIPT)
        .categories(Category.CONNECTION)
        .tips("request_policy:all_shards", "response_policy:agg_min")
        .summary("Tells how many replicas have what this client wrote, once enough of them do")
        .since("3.0.0")
        .syntax("numreplicas timeout");
  }

  private static void addWithManyKeys(CommandTable table) {
    table
        .add("DEL", atLeast(2), KeyCommands::delete, WRITE)
        .keys(1, -1, 1, RM, DELETE)
        .tips(MANY_SHARDS, SUM)
        .summary("Removes keys and tells how many there were")
        .complexity("O(N), N keys and the elements of their values")
        .syntax("key [key ...]");
    table
        .add("UNLINK", atLeast(2), KeyCommands::delete, WRITE, FAST)
        .keys(1, -1, 1, RM, DELETE)
        .tips(MANY_SHARDS, SUM)
        .summary("Removes keys and leaves their memory to be reclaimed in the background")
        .since("4.0.0")
        .complexity("O(N), N keys")
        .syntax("key [key ...]");
    table
        .add("EXISTS", atLeast(2), KeyCommands::exists, READONLY, FAST)
        .keys(1, -1, 1, RO)
        .tips(MANY_SHARDS, SUM)
        .history("3.0.3", "Takes several keys")
        .summary("Counts how many of the keys are there; a key named twice counts twice")
        .complexity("O(N), N keys")
        .syntax("key [key ...]");
    table
        .add("TOUCH", atLeast(2), KeyCommands::touch, READONLY, FAST)
        .alwaysUses()
        .keys(1, -1, 1, RO)
        .tips(MANY_SHARDS, SUM)
        .summary("Marks keys as used just now and counts those that are there")
        .since("3.2.1")
        .complexity("O(N), N keys")
        .syntax("key [key ...]");
  }

  private static void addWithTwoNames(CommandTable table) {
    table
        .add("RENAME", 3, KeyCommands::rename, WRITE)
        .keys(KeySpec.at(1, RW, ACCESS, DELETE))
        .keys(KeySpec.at(2, OW, UPDATE))
        .brief()
        .summary("Gives a key another name; a key that had it before goes")
        .syntax("key newkey");
    table
        .add("RENAMENX", 3, KeyCommands::renameIfFree, WRITE, FAST)
        .keys(KeySpec.at(1, RW, ACCESS, DELETE))
        .keys(KeySpec.at(2, OW, INSERT))
        .brief()
        .history("3.2.0", "Both names may be the same")
        .summary("Gives a key another name unless that is taken")
        .syntax("key newkey");
    table
        .add("COPY", atLeast(3), KeyCommands::copy, WRITE, DENYOOM)
        .keys(KeySpec.at(1, RO, ACCESS))
        .keys(KeySpec.at(2, OW, UPDATE))
        .summary("Copies a value and its deadline to another key")
        .since("6.2.0")
        .complexity("O(N), N the elements of a collection; O(1) for strings")
        .syntax("source:key destination:key [DB destination-db:integer] [REPLACE]");
    table
        .add("MOVE", 3, KeyCommands::move, WRITE, FAST)
        .key(RW, ACCESS, UPDATE)
        .brief()
        .summary("Moves a key to another database unless it is there too")
        .syntax("key db:integer");
  }

  static Reply delete(Call call) {
    int removed = 0;
    for (Bytes key : call.keys(1, 1)) {
      if (!call.database().delete(key)) continue;
      call.event(EventClass.GENERIC, "del", key);
      removed++;
    }
    return Reply.integer(removed);
  }

  static Reply exists(Call call) {
    return count(call, call.database()::glance);
  }

  static Reply touch(Call call) {
    return count(call, call.database()::use);
  }

  private static Reply count(Call call, Predicate<Bytes> test) {
    int count = 0;
    for (Bytes key : call.keys(1, 1)) if (test.test(key)) count++;
    return Reply.integer(count);
  }

  static Reply type(Call call) {
    boolean found = call.database().glance(call.key());
    return Reply.simple(found ? call.database().type(call.key()) : "none");
  }

  static Reply rename(Call call) {
    if (!exists(call, call.key())) throw new CommandException(Errors.NO_SUCH_KEY);
    if (call.key().equals(call.arg(2))) return Reply.OK;
    moveTo(call, call.arg(2));
    return Reply.OK;
  }

  static Reply renameIfFree(Call call) {
    if (!exists(call, call.key())) throw new CommandException(Errors.NO_SUCH_KEY);
    if (exists(call, call.arg(2))) return Reply.ZERO;
    moveTo(call, call.arg(2));
    return Reply.ONE;
  }

  private static boolean exists(Call call, Bytes key) {
    return call.database().exists(key);
  }

  private static void moveTo(Call call, Bytes name) {
    call.database().move(call.key(), call.database(), name);
    call.event(EventClass.GENERIC, "rename_from", call.key());
    call.event(EventClass.GENERIC, "rename_to", name);
  }

  static Reply copy(Call call) {
    CopyOptions options = CopyOptions.of(call);
    Database target = options.target();
    Bytes name = call.arg(2);
    if (target == call.database() && name.equals(call.key())) {
      throw new CommandException(Errors.SAME_OBJECT);
    }
    if (!call.database().use(call.key())) return Reply.ZERO;
    if (target.exists(name)) {
      if (!options.replace()) return Reply.ZERO;
      target.delete(name);
    }
    call.database().copy(call.key(), target, name);
    event(call, "copy_to", target, name);
    return Reply.ONE;
  }

  private record CopyOptions(Database target, boolean replace) {
    static CopyOptions of(Call call) {
      Database target = call.database();
      boolean replace = false;
      for (int i = 3; i < call.size(); i++) {
        if (call.arg(i).is("REPLACE")) replace = true;
        else if (call.arg(i).is("DB") && i + 1 < call.size()) target = call.database(++i);
        else throw Errors.syntax();
      }
      return new CopyOptions(target, replace);
    }
  }

  static Reply move(Call call) {
    Database target = call.database(2);
    if (target == call.database()) throw new CommandException(Errors.SAME_OBJECT);
    Bytes key = call.key();
    if (!exists(call, key) || target.exists(key)) return Reply.ZERO;
    call.database().move(key, target, key);
    event(call, "move_from", call.database(), key);
    event(call, "move_to", target, key);
    return Reply.ONE;
  }

  private static void event(Call call, String event, Database database, Bytes key) {
    call.keyspace().listener().event(EventClass.GENERIC, event, database, key);
  }

  /** There are no replicas, so there is nothing to wait for. */
  static Reply waitForReplicas(Call call) {
    call.integer(1);
    if (!Numbers.isInteger(call.arg(2))) throw new CommandException(Errors.TIMEOUT);
    if (call.integer(2) < 0) throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    return Reply.ZERO;
  }
}
