package miniredis.builtin;

import static miniredis.command.Access.RO;
import static miniredis.command.Flag.READONLY;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.keyspace.Database;
import miniredis.keyspace.Usage;
import miniredis.resp.Reply;
import miniredis.value.StringValue;

/**
 * OBJECT: how the value at a key is kept. Asking changes nothing, not even the time of last use.
 */
public final class ObjectCommands {

  private static final long SHARED_INTEGERS = 10_000;
  private static final long SHARED = Integer.MAX_VALUE;

  private ObjectCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    table.addContainer("OBJECT").noCategory().summary("Tells how a value is kept").since("2.2.3");
    question(table, "OBJECT|ENCODING", ObjectCommands::encoding)
        .summary("Names the way the value is kept in memory");
    question(table, "OBJECT|FREQ", ObjectCommands::frequency)
        .summary("Tells how often the key is used, on a logarithmic scale")
        .since("4.0.0");
    question(table, "OBJECT|IDLETIME", ObjectCommands::idleTime)
        .summary("Tells how many seconds ago the key was used last");
    question(table, "OBJECT|REFCOUNT", ObjectCommands::referenceCount)
        .summary("Tells how many keys share the value");
    table.addHelp("OBJECT").since("6.2.0");
  }

  private static Command question(CommandTable table, String name, Handler handler) {
    return table
        .add(name, 3, handler, READONLY)
        .keys(2, 2, 1, RO)
        .brief()
        .tips("nondeterministic_output")
        .since("2.2.3")
        .syntax("key");
  }

  static Reply encoding(Call call) {
    if (!call.database().glanceQuietly(call.arg(2))) return Reply.NULL;
    return Reply.bulk(call.database().encoding(call.arg(2)));
  }

  static Reply frequency(Call call) {
    if (!call.database().glanceQuietly(call.arg(2))) return Reply.NULL;
    int access = call.database().access(call.arg(2));
    Usage usage = call.keyspace().usage();
    if (!usage.byFrequency()) throw new CommandException(Errors.NO_FREQUENCIES);
    return Reply.integer(usage.frequency(access));
  }

  static Reply idleTime(Call call) {
    if (!call.database().glanceQuietly(call.arg(2))) return Reply.NULL;
    int access = call.database().access(call.arg(2));
    Usage usage = call.keyspace().usage();
    if (usage.byFrequency()) throw new CommandException(Errors.NO_IDLE_TIMES);
    return Reply.integer(usage.idleSeconds(access));
  }

  /** Redis keeps the integers below 10,000 once for all keys and gives them an endless count. */
  static Reply referenceCount(Call call) {
    Database database = call.database();
    Bytes key = call.arg(2);
    if (!database.glanceQuietly(key)) return Reply.NULL;
    if (!database.encoding(key).equals("int")) return Reply.ONE;
    long value = Numbers.integer(((StringValue) database.peek(key)).content());
    return Reply.integer(value >= 0 && value < SHARED_INTEGERS ? SHARED : 1);
  }
}
