package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.BLOCKING;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.command.WaitingRoom;
import miniredis.command.WaitingRoom.KeyAttempt;
import miniredis.command.WaitingRoom.When;
import miniredis.resp.Reply;
import miniredis.value.End;
import miniredis.value.ListValue;

/**
 * Pops that wait for an element if there is none. In the log they are the pops that they have been
 * in effect.
 */
public final class BlockingListCommands {

  private static final String FRACTIONS = "Takes fractions of a second";
  private static final Bytes LMOVE = Bytes.of("LMOVE");
  private static final Bytes RPOPLPUSH = Bytes.of("RPOPLPUSH");

  private final WaitingRoom room;

  public BlockingListCommands(WaitingRoom room) {
    this.room = room;
  }

  public void addTo(CommandTable table) {
    table.group(Group.LIST);
    pop(table, "BLPOP", this::blpop)
        .summary("Takes the first element of the first list that has one, or waits for it");
    pop(table, "BRPOP", this::brpop)
        .summary("Takes the last element of the first list that has one, or waits for it");
    table
        .add("BLMPOP", atLeast(5), this::blmpop, WRITE, BLOCKING)
        .keys(KeySpec.counted(2, RW, ACCESS, DELETE))
        .summary("Takes elements from the first list that has some, or waits for them")
        .since("7.0.0")
        .complexity("O(N+M), N keys and M elements")
        .syntax(
            "timeout:double numkeys:integer key [key ...] where:<LEFT | RIGHT> [COUNT count:integer]");
    move(table, "BLMOVE", 6, this::blmove)
        .summary("Takes an element from one list and puts it into another, or waits for it")
        .since("6.2.0")
        .syntax(
            "source:key destination:key wherefrom:<LEFT | RIGHT> whereto:<LEFT | RIGHT>"
                + " timeout:double");
    move(table, "BRPOPLPUSH", 4, this::brpoplpush)
        .summary("Makes the last element of one list the first of another, or waits for it")
        .since("2.2.0")
        .deprecated("6.2.0", "`BLMOVE` with the `RIGHT` and `LEFT` arguments")
        .history("6.0.0", FRACTIONS)
        .syntax("source:key destination:key timeout:double");
  }

  private static Command pop(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(3), handler, WRITE, NOSCRIPT, BLOCKING)
        .keys(1, -2, 1, RW, ACCESS, DELETE)
        .since("2.0.0")
        .complexity("O(N), N keys")
        .history("6.0.0", FRACTIONS)
        .syntax("key [key ...] timeout:double");
  }

  private static Command move(CommandTable table, String name, int arity, Handler handler) {
    return table
        .add(name, arity, handler, WRITE, DENYOOM, NOSCRIPT, BLOCKING)
        .keys(KeySpec.at(1, RW, ACCESS, DELETE))
        .keys(KeySpec.at(2, RW, INSERT));
  }

  private Reply blpop(Call call) {
    return pop(call, End.HEAD);
  }

  private Reply brpop(Call call) {
    return pop(call, End.TAIL);
  }

  private Reply pop(Call call, End end) {
    long deadline = WaitTime.deadline(call, call.size() - 1);
    List<Bytes> keys = call.from(1).subList(0, call.size() - 2);
    return now(call, keys, deadline, Reply.NULL_ARRAY, (each, key) -> popOne(each, key, end));
  }

  private static Reply popOne(Call call, Bytes key, End end) {
    Bytes element = ListCommands.popOne(call, key, ListCommands.find(call, key), end);
    call.propagateAs(ListCommands.popName(end), key);
    return Reply.array(Reply.bulk(key), Reply.bulk(element));
  }

  private Reply blmpop(Call call) {
    ListCommands.ManyPop pop = ListCommands.ManyPop.of(call, 2);
    long deadline = WaitTime.deadline(call, 1);
    return now(call, pop.keys(), deadline, Reply.NULL_ARRAY, pop::on);
  }

  private Reply blmove(Call call) {
    End from = ListCommands.end(call.arg(3));
    End to = ListCommands.end(call.arg(4));
    long deadline = WaitTime.deadline(call, 5);
    return now(
        call,
        List.of(call.key()),
        deadline,
        Reply.NULL,
        (each, _) -> {
          Reply moved = ListCommands.move(each, from, to);
          each.propagateAs(LMOVE, each.key(), each.arg(2), each.arg(3), each.arg(4));
          return moved;
        });
  }

  private Reply brpoplpush(Call call) {
    long deadline = WaitTime.deadline(call, 3);
    return now(
        call,
        List.of(call.key()),
        deadline,
        Reply.NULL,
        (each, _) -> {
          Reply moved = ListCommands.move(each, End.TAIL, End.HEAD);
          each.propagateAs(RPOPLPUSH, each.key(), each.arg(2));
          return moved;
        });
  }

  /** Serves the call at once if one of the lists is there; else the client waits. */
  private Reply now(
      Call call, List<Bytes> keys, long deadline, Reply otherwise, KeyAttempt attempt) {
    for (Bytes key : keys) {
      ListValue list = ListCommands.find(call, key);
      if (list != null) return attempt.on(call, key);
    }
    return room.await(
        call,
        keys,
        When.THERE,
        deadline,
        otherwise,
        (each, key) -> isList(each, key) ? attempt.on(each, key) : null);
  }

  /** What comes under the name may be of another type: then it is not what was waited for. */
  private static boolean isList(Call call, Bytes key) {
    return "list".equals(call.database().type(key));
  }
}
