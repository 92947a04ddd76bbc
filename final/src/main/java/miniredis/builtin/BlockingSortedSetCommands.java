package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.BLOCKING;
import static miniredis.command.Flag.FAST;
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

/**
 * Pops that wait for a member if there is none. In the log they are the pops that they have been in
 * effect.
 */
public final class BlockingSortedSetCommands {

  private final WaitingRoom room;

  public BlockingSortedSetCommands(WaitingRoom room) {
    this.room = room;
  }

  public void addTo(CommandTable table) {
    table.group(Group.SORTED_SET);
    pop(table, "BZPOPMIN", call -> pop(call, End.HEAD))
        .summary("Takes the member with the lowest score of the first set there is, or waits");
    pop(table, "BZPOPMAX", call -> pop(call, End.TAIL))
        .summary("Takes the member with the highest score of the first set there is, or waits");
    table
        .add("BZMPOP", atLeast(5), this::bzmpop, WRITE, BLOCKING)
        .keys(KeySpec.counted(2, RW, ACCESS, DELETE))
        .summary("Takes members with the lowest or highest scores of the first set, or waits")
        .since("7.0.0")
        .complexity("O(K)+O(M*log(N)), K keys and M members of N")
        .syntax(
            "timeout:double numkeys:integer key [key ...] where:<MIN | MAX> [COUNT count:integer]");
  }

  private static Command pop(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(3), handler, WRITE, NOSCRIPT, BLOCKING, FAST)
        .keys(1, -2, 1, RW, ACCESS, DELETE)
        .since("5.0.0")
        .complexity("O(log(N)), N the members of the set")
        .history("6.0.0", "Takes fractions of a second")
        .syntax("key [key ...] timeout:double");
  }

  private Reply pop(Call call, End end) {
    long deadline = WaitTime.deadline(call, call.size() - 1);
    List<Bytes> keys = call.from(1).subList(0, call.size() - 2);
    return now(call, keys, deadline, (each, key) -> SortedSetPopCommands.popOne(each, key, end));
  }

  private Reply bzmpop(Call call) {
    SortedSetPopCommands.ManyPop pop = SortedSetPopCommands.ManyPop.of(call, 2);
    long deadline = WaitTime.deadline(call, 1);
    return now(call, pop.keys(), deadline, pop::on);
  }

  /** Serves the call at once if one of the sets is there; else the client waits. */
  private Reply now(Call call, List<Bytes> keys, long deadline, KeyAttempt attempt) {
    for (Bytes key : keys) {
      if (SortedSetCommands.find(call, key) != null) return attempt.on(call, key);
    }
    return room.await(
        call,
        keys,
        When.THERE,
        deadline,
        Reply.NULL_ARRAY,
        (each, key) -> isSortedSet(each, key) ? attempt.on(each, key) : null);
  }

  /** What comes under the name may be of another type: then it is not what was waited for. */
  private static boolean isSortedSet(Call call, Bytes key) {
    return "zset".equals(call.database().type(key));
  }
}
