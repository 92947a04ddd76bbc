package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.End;
import miniredis.value.ListValue;

/**
 * Lists at their ends: pushed, popped, moved from one to another. All of it is O(1) an element.
 *
 * <p>A list that becomes empty is no key any more, and a key that is not there is an empty list.
 */
public final class ListCommands {

  private static final Bytes LPOP = Bytes.of("LPOP");
  private static final Bytes RPOP = Bytes.of("RPOP");
  private static final String MANY = "Takes several elements";
  private static final String EACH = "O(N), N the elements";

  private ListCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.LIST);
    push(table, "LPUSH", ListCommands::lpush)
        .summary("Puts elements at the head of a list")
        .history("2.4.0", MANY);
    push(table, "RPUSH", ListCommands::rpush)
        .summary("Puts elements at the tail of a list")
        .history("2.4.0", MANY);
    push(table, "LPUSHX", ListCommands::lpushx)
        .summary("Puts elements at the head of a list that is there")
        .history("4.0.0", MANY)
        .since("2.2.0");
    push(table, "RPUSHX", ListCommands::rpushx)
        .summary("Puts elements at the tail of a list that is there")
        .history("4.0.0", MANY)
        .since("2.2.0");
    pop(table, "LPOP", ListCommands::lpop).summary("Takes elements from the head of a list");
    pop(table, "RPOP", ListCommands::rpop).summary("Takes elements from the tail of a list");
    addBetweenLists(table);
    ListRangeCommands.addTo(table);
  }

  private static Command push(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(3), handler, WRITE, DENYOOM, FAST)
        .key(RW, INSERT)
        .complexity(EACH)
        .brief()
        .syntax("key element [element ...]");
  }

  private static Command pop(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(2), handler, WRITE, FAST)
        .key(RW, ACCESS, DELETE)
        .complexity(EACH)
        .briefUpTo(2)
        .history("6.2.0", "The argument `count`")
        .syntax("key [@6.2.0:count]");
  }

  private static void addBetweenLists(CommandTable table) {
    table
        .add("LMOVE", 5, ListCommands::lmove, WRITE, DENYOOM)
        .keys(KeySpec.at(1, RW, ACCESS, DELETE))
        .keys(KeySpec.at(2, RW, INSERT))
        .brief()
        .summary("Takes an element from an end of one list and puts it at an end of another")
        .since("6.2.0")
        .syntax("source:key destination:key wherefrom:<LEFT | RIGHT> whereto:<LEFT | RIGHT>");
    table
        .add("RPOPLPUSH", 3, ListCommands::rpoplpush, WRITE, DENYOOM)
        .keys(KeySpec.at(1, RW, ACCESS, DELETE))
        .keys(KeySpec.at(2, RW, INSERT))
        .brief()
        .summary("Takes the last element of one list and makes it the first of another")
        .since("1.2.0")
        .deprecated("6.2.0", "`LMOVE` with the `RIGHT` and `LEFT` arguments")
        .syntax("source:key destination:key");
    table
        .add("LMPOP", atLeast(4), ListCommands::lmpop, WRITE)
        .keys(KeySpec.counted(1, RW, ACCESS, DELETE))
        .summary("Takes elements from the first list that is not empty")
        .since("7.0.0")
        .complexity("O(N+M), N keys and M elements")
        .syntax("numkeys:integer key [key ...] where:<LEFT | RIGHT> [COUNT count]");
  }

  // Pushing

  static Reply lpush(Call call) {
    return push(call, End.HEAD, create(call, call.key()));
  }

  static Reply rpush(Call call) {
    return push(call, End.TAIL, create(call, call.key()));
  }

  static Reply lpushx(Call call) {
    return push(call, End.HEAD, find(call, call.key()));
  }

  static Reply rpushx(Call call) {
    return push(call, End.TAIL, find(call, call.key()));
  }

  /** The elements go in one by one, so LPUSH k a b c reads back as c b a. */
  private static Reply push(Call call, End end, ListValue list) {
    if (list == null) return Reply.ZERO;
    for (int i = 2; i < call.size(); i++) list.push(end, call.arg(i));
    call.edited(call.key(), EventClass.LIST, pushed(end), call.size() - 2L);
    return Reply.integer(list.length());
  }

  /** The list at a key, to be changed, or null. */
  static ListValue find(Call call, Bytes key) {
    return call.database().editable(key, ListValue.class);
  }

  /** The same; where there is none, one is made. */
  static ListValue create(Call call, Bytes key) {
    int limit = call.keyspace().limits().listNode;
    return call.database().editable(key, ListValue.class, () -> new ListValue(limit));
  }

  private static String pushed(End end) {
    return end == End.HEAD ? "lpush" : "rpush";
  }

  // Popping

  static Reply lpop(Call call) {
    return pop(call, End.HEAD);
  }

  static Reply rpop(Call call) {
    return pop(call, End.TAIL);
  }

  private static Reply pop(Call call, End end) {
    if (call.size() > 3) throw Errors.wrongArity(call.command().name());
    if (call.size() == 3) return popMany(call, end);
    ListValue list = find(call, call.key());
    if (list == null) return Reply.NULL;
    return Reply.bulk(popOne(call, call.key(), list, end));
  }

  static Bytes popOne(Call call, Bytes key, ListValue list, End end) {
    Bytes element = list.pop(end);
    popped(call, key, end, 1);
    return element;
  }

  /** The command that pops at an end, for the log. */
  static Bytes popName(End end) {
    return end == End.HEAD ? LPOP : RPOP;
  }

  private static Reply popMany(Call call, End end) {
    long count = call.atLeast(0, 2, Errors.NOT_POSITIVE);
    ListValue list = find(call, call.key());
    if (list == null) return Reply.NULL_ARRAY;
    return count == 0 ? Reply.EMPTY_ARRAY : popMany(call, call.key(), list, end, count);
  }

  private static Reply popMany(Call call, Bytes key, ListValue list, End end, long most) {
    long count = Math.min(most, list.length());
    long from = end == End.HEAD ? 0 : list.length() - count;
    Reply taken =
        end == End.HEAD
            ? ListRangeCommands.range(list, from, from + count)
            : ListRangeCommands.rangeBackwards(list, from, from + count);
    list.removeRange(from, from + count);
    popped(call, key, end, count);
    return taken;
  }

  private static void popped(Call call, Bytes key, End end, long count) {
    call.edited(key, EventClass.LIST, end == End.HEAD ? "lpop" : "rpop", count);
  }

  // Between lists

  static Reply lmove(Call call) {
    End from = end(call.arg(3));
    return move(call, from, end(call.arg(4)));
  }

  static Reply rpoplpush(Call call) {
    return move(call, End.TAIL, End.HEAD);
  }

  static End end(Bytes word) {
    if (word.is("LEFT")) return End.HEAD;
    if (word.is("RIGHT")) return End.TAIL;
    throw Errors.syntax();
  }

  /** Source and target may be the same list, which turns it round by one element. */
  static Reply move(Call call, End from, End to) {
    ListValue source = find(call, call.key());
    if (source == null) return Reply.NULL;
    Bytes targetKey = call.arg(2);
    ListValue target = create(call, targetKey);
    Bytes element = source.pop(from);
    target.push(to, element);
    call.edited(targetKey, EventClass.LIST, pushed(to), 0);
    popped(call, call.key(), from, 1);
    return Reply.bulk(element);
  }

  static Reply lmpop(Call call) {
    ManyPop pop = ManyPop.of(call, 1);
    for (Bytes key : pop.keys) if (find(call, key) != null) return pop.on(call, key);
    return Reply.NULL_ARRAY;
  }

  /** What LMPOP is to do: how many elements it takes at most, from which end, of which keys. */
  record ManyPop(List<Bytes> keys, End end, long count) {

    /** Reads it from where the number of keys stands. */
    static ManyPop of(Call call, int at) {
      long keys = call.atLeast(1, at, Errors.NO_KEYS);
      if (keys > call.size() - at - 2) throw Errors.syntax();
      int where = at + 1 + (int) keys;
      End end = ListCommands.end(call.arg(where));
      return new ManyPop(
          call.from(at + 1).subList(0, (int) keys), end, PopCount.of(call, where + 1));
    }

    /** Takes elements of a list that is there. */
    Reply on(Call call, Bytes key) {
      ListValue list = find(call, key);
      call.propagateAs(popName(end), key, Bytes.of(Math.min(count, list.length())));
      return Reply.array(Reply.bulk(key), popMany(call, key, list, end, count));
    }
  }
}
