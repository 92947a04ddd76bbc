package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.resp.Reply;

/** Whole databases: counted, emptied, exchanged. All of it is O(1): a new table, not a loop. */
public final class DatabaseCommands {

  private static final String ALL_SHARDS = "request_policy:all_shards";

  private DatabaseCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table
        .add("DBSIZE", 1, DatabaseCommands::size, READONLY, FAST)
        .brief()
        .categories(Category.KEYSPACE)
        .tips(ALL_SHARDS, "response_policy:agg_sum")
        .summary("Counts the keys of the database");
    flush(table, "FLUSHALL", DatabaseCommands::flushAll)
        .summary("Removes all keys of all databases");
    flush(table, "FLUSHDB", DatabaseCommands::flush).summary("Removes all keys of the database");
    table
        .add("SWAPDB", 3, DatabaseCommands::swap, WRITE, FAST)
        .categories(Category.KEYSPACE, Category.DANGEROUS)
        .summary("Exchanges two databases: the clients of one see the keys of the other")
        .since("4.0.0")
        .syntax("index1:integer index2:integer");
  }

  private static Command flush(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(1), handler, WRITE)
        .categories(Category.KEYSPACE, Category.DANGEROUS)
        .tips(ALL_SHARDS, "response_policy:all_succeeded")
        .history("4.0.0", "The argument `ASYNC`")
        .history("6.2.0", "The argument `SYNC`")
        .syntax("async:[@4.0.0:ASYNC | @6.2.0:SYNC]");
  }

  static Reply size(Call call) {
    return Reply.integer(call.database().size());
  }

  static Reply flush(Call call) {
    checkHow(call);
    call.keyspace().clear(call.database());
    call.propagateAs(call.args());
    return Reply.OK;
  }

  /** Logged even where there was nothing to remove, as Redis does. */
  static Reply flushAll(Call call) {
    checkHow(call);
    call.keyspace().clear();
    call.propagateAs(call.args());
    return Reply.OK;
  }

  /**
   * ASYNC and SYNC are understood and make no difference: the collector is always another thread.
   */
  private static void checkHow(Call call) {
    if (call.size() == 1) return;
    if (call.size() > 2 || !call.arg(1).is("SYNC") && !call.arg(1).is("ASYNC")) {
      throw Errors.syntax();
    }
  }

  static Reply swap(Call call) {
    int first = index(call.arg(1), Errors.FIRST_DB_INDEX);
    int second = index(call.arg(2), Errors.SECOND_DB_INDEX);
    int count = call.keyspace().count();
    if (first < 0 || first >= count || second < 0 || second >= count) {
      throw new CommandException(Errors.DB_INDEX);
    }
    call.keyspace().swap(first, second);
    return Reply.OK;
  }

  private static int index(Bytes bytes, String error) {
    if (!Numbers.isInteger(bytes)) throw new CommandException(error);
    long value = Numbers.integer(bytes);
    if (value != (int) value) throw new CommandException(error);
    return (int) value;
  }
}
