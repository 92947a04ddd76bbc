package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.End;
import miniredis.value.SortedSetValue;
import miniredis.value.Span;

/** Members taken from either end, {@link End#HEAD} being that of the lowest score. */
final class SortedSetPopCommands {

  private static final Bytes ZPOPMIN = Bytes.of("ZPOPMIN");
  private static final Bytes ZPOPMAX = Bytes.of("ZPOPMAX");

  private SortedSetPopCommands() {}

  static void addTo(CommandTable table) {
    pop(table, "ZPOPMIN", call -> pop(call, End.HEAD))
        .summary("Takes the members with the lowest scores");
    pop(table, "ZPOPMAX", call -> pop(call, End.TAIL))
        .summary("Takes the members with the highest scores");
    table
        .add("ZMPOP", atLeast(4), SortedSetPopCommands::zmpop, WRITE)
        .keys(KeySpec.counted(1, RW, ACCESS, DELETE))
        .summary("Takes the members with the lowest or highest scores from the first set there is")
        .since("7.0.0")
        .complexity("O(K)+O(M*log(N)), K keys and M members of N")
        .syntax("numkeys:integer key [key ...] where:<MIN | MAX> [COUNT count:integer]");
  }

  private static Command pop(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(2), handler, WRITE, FAST)
        .key(RW, ACCESS, DELETE)
        .briefUpTo(2)
        .since("5.0.0")
        .complexity("O(log(N)*M), M members of N")
        .syntax("key [count:integer]");
  }

  /** Only with a count, and only in RESP3, the reply is made of pairs. */
  private static Reply pop(Call call, End end) {
    if (call.size() > 3) throw Errors.syntax();
    boolean counted = call.size() == 3;
    long count = counted ? call.atLeast(0, 2, Errors.NOT_POSITIVE) : 1;
    SortedSetValue set = SortedSetCommands.find(call, call.key());
    if (set == null || count == 0) return Reply.EMPTY_ARRAY;
    boolean pairs = counted && call.client().protocol() > 2;
    return pop(call, call.key(), set, end, count, pairs);
  }

  /** Takes up to so many members of a set that is there. */
  private static Reply pop(
      Call call, Bytes key, SortedSetValue set, End end, long most, boolean pairs) {
    int count = (int) Math.min(most, set.size());
    int from = end == End.HEAD ? 0 : set.size() - count;
    Span ranks = new Span(from, from + count);
    Reply taken = new ScoredReply(count, pairs).addAll(set, ranks, end == End.TAIL).reply();
    set.remove(ranks);
    String event = end == End.HEAD ? "zpopmin" : "zpopmax";
    call.edited(key, EventClass.SORTED_SET, event, count);
    return taken;
  }

  /** Takes one member: key, member, score. In the log it is a pop that does not wait. */
  static Reply popOne(Call call, Bytes key, End end) {
    SortedSetValue set = SortedSetCommands.find(call, key);
    Reply.Array pair = (Reply.Array) pop(call, key, set, end, 1, false);
    call.propagateAs(name(end), key);
    return Reply.array(Reply.bulk(key), pair.items().get(0), pair.items().get(1));
  }

  private static Bytes name(End end) {
    return end == End.HEAD ? ZPOPMIN : ZPOPMAX;
  }

  static Reply zmpop(Call call) {
    ManyPop pop = ManyPop.of(call, 1);
    for (Bytes key : pop.keys) {
      if (SortedSetCommands.find(call, key) != null) return pop.on(call, key);
    }
    return Reply.NULL_ARRAY;
  }

  /** What ZMPOP is to do: how many members it takes at most, from which end, of which keys. */
  record ManyPop(List<Bytes> keys, End end, long count) {

    /** Reads it from where the number of keys stands. */
    static ManyPop of(Call call, int at) {
      long keys = call.atLeast(1, at, Errors.NO_KEYS);
      if (keys > call.size() - at - 2) throw Errors.syntax();
      int where = at + 1 + (int) keys;
      End end = end(call.arg(where));
      return new ManyPop(
          call.from(at + 1).subList(0, (int) keys), end, PopCount.of(call, where + 1));
    }

    private static End end(Bytes word) {
      if (word.is("MIN")) return End.HEAD;
      if (word.is("MAX")) return End.TAIL;
      throw Errors.syntax();
    }

    /** Takes members of a set that is there. */
    Reply on(Call call, Bytes key) {
      SortedSetValue set = SortedSetCommands.find(call, key);
      call.propagateAs(name(end), key, Bytes.of(Math.min(count, set.size())));
      return Reply.array(Reply.bulk(key), pop(call, key, set, end, count, true));
    }
  }
}
