package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.MemberRange;
import miniredis.value.ScoreCursor;
import miniredis.value.SortedSetValue;
import miniredis.value.Span;

/** Members side by side: by rank, by score or by name; replied, stored, counted or removed. */
final class SortedSetRangeCommands {

  /** Of a range of scores, Redis does not know the size before, and begins with a pack. */
  private static final int UNKNOWN = 0;

  private static final String COST = "O(log(N)+M), M members of N";

  private SortedSetRangeCommands() {}

  static void addTo(CommandTable table) {
    range(table, "ZRANGE", call -> range(call, RangeQuery.Kind.FREE))
        .summary("Gets a range of members, by rank, by score or by name")
        .since("1.2.0")
        .history("6.2.0", "The options `REV`, `BYSCORE`, `BYLEX` and `LIMIT`")
        .syntax(
            "key start:string stop:string sortby@6.2.0:[BYSCORE | BYLEX] [@6.2.0:REV]"
                + " [@6.2.0:LIMIT offset count] [WITHSCORES]");
    table
        .add("ZRANGESTORE", atLeast(5), SortedSetRangeCommands::zrangestore, WRITE, DENYOOM)
        .keys(KeySpec.at(1, OW, UPDATE))
        .keys(KeySpec.at(2, RO, ACCESS))
        .summary("Stores a range of members as another sorted set")
        .since("6.2.0")
        .complexity(COST)
        .syntax(
            "dst:key src:key#1 min:string max:string sortby:[BYSCORE | BYLEX] [REV]"
                + " [LIMIT offset count]");
    range(table, "ZREVRANGE", call -> range(call, RangeQuery.Kind.BACKWARDS))
        .summary("Gets a range of members by rank, the highest score first")
        .since("1.2.0")
        .deprecated("6.2.0", "`ZRANGE` with the `REV` argument")
        .syntax("key start:integer stop:integer [WITHSCORES]");
    range(table, "ZRANGEBYSCORE", call -> range(call, RangeQuery.Kind.BY_SCORE))
        .summary("Gets the members with scores in a range")
        .since("1.0.5")
        .deprecated("6.2.0", "`ZRANGE` with the `BYSCORE` argument")
        .history("2.0.0", "The option `WITHSCORES`")
        .syntax("key min:double max:double [@2.0.0:WITHSCORES] [LIMIT offset count]");
    range(table, "ZREVRANGEBYSCORE", call -> range(call, RangeQuery.Kind.BY_SCORE_BACKWARDS))
        .summary("Gets the members with scores in a range, the highest score first")
        .since("2.2.0")
        .deprecated("6.2.0", "`ZRANGE` with the `REV` and `BYSCORE` arguments")
        .history("2.1.6", "An end of the range may be left out itself")
        .syntax("key max:double min:double [WITHSCORES] [LIMIT offset count]");
    range(table, "ZRANGEBYLEX", call -> range(call, RangeQuery.Kind.BY_MEMBER))
        .summary("Gets a range of members by name, where all scores are equal")
        .since("2.8.9")
        .deprecated("6.2.0", "`ZRANGE` with the `BYLEX` argument")
        .syntax("key min:string max:string [LIMIT offset count]");
    range(table, "ZREVRANGEBYLEX", call -> range(call, RangeQuery.Kind.BY_MEMBER_BACKWARDS))
        .summary("Gets a range of members by name, backwards, where all scores are equal")
        .since("2.8.9")
        .deprecated("6.2.0", "`ZRANGE` with the `REV` and `BYLEX` arguments")
        .syntax("key max:string min:string [LIMIT offset count]");
    addCounting(table);
    addRemoving(table);
  }

  private static Command range(CommandTable table, String name, Handler handler) {
    return table.add(name, atLeast(4), handler, READONLY).key().complexity(COST);
  }

  private static void addCounting(CommandTable table) {
    table
        .add("ZCOUNT", 4, SortedSetRangeCommands::zcount, READONLY, FAST)
        .key()
        .brief()
        .summary("Counts the members with scores in a range")
        .since("2.0.0")
        .complexity("O(log(N)), N the members of the set")
        .syntax("key min:double max:double");
    table
        .add("ZLEXCOUNT", 4, SortedSetRangeCommands::zlexcount, READONLY, FAST)
        .key()
        .brief()
        .summary("Counts the members in a range of names, where all scores are equal")
        .since("2.8.9")
        .complexity("O(log(N)), N the members of the set")
        .syntax("key min:string max:string");
  }

  private static void addRemoving(CommandTable table) {
    remove(table, "ZREMRANGEBYRANK", SortedSetRangeCommands::zremrangebyrank)
        .summary("Removes a range of members by rank")
        .since("2.0.0")
        .syntax("key start:integer stop:integer");
    remove(table, "ZREMRANGEBYSCORE", SortedSetRangeCommands::zremrangebyscore)
        .summary("Removes the members with scores in a range")
        .since("1.2.0")
        .syntax("key min:double max:double");
    remove(table, "ZREMRANGEBYLEX", SortedSetRangeCommands::zremrangebylex)
        .summary("Removes a range of members by name, where all scores are equal")
        .since("2.8.9")
        .syntax("key min:string max:string");
  }

  private static Command remove(CommandTable table, String name, Handler handler) {
    return table.add(name, 4, handler, WRITE).key(RW, DELETE).complexity(COST);
  }

  // Reading

  private static Reply range(Call call, RangeQuery.Kind kind) {
    RangeQuery query = RangeQuery.of(call, 2, kind);
    SortedSetValue set = SortedSetCommands.read(call);
    return set == null ? Reply.EMPTY_ARRAY : ScoredReply.of(call, set, query);
  }

  static Reply zrangestore(Call call) {
    RangeQuery query = RangeQuery.of(call, 3, RangeQuery.Kind.STORE);
    SortedSetValue source = call.database().typed(call.arg(2), SortedSetValue.class);
    Span ranks = source == null ? Span.NONE : query.in(source);
    int expected = query.range() == null ? ranks.size() : UNKNOWN;
    SortedSetValue result = SortedSetValue.forMembers(expected, 0, call.keyspace().limits());
    if (ranks.size() > 0) addAll(result, source, ranks);
    return SortedSetCommands.store(call, call.key(), result, "zrangestore");
  }

  private static void addAll(SortedSetValue target, SortedSetValue source, Span ranks) {
    ScoreCursor at = source.cursor(ranks.from());
    for (int i = 0; i < ranks.size(); i++, at.next()) target.add(at.member(), at.score());
  }

  static Reply zcount(Call call) {
    return count(call, RangeBounds.scores(call.arg(2), call.arg(3)));
  }

  static Reply zlexcount(Call call) {
    return count(call, RangeBounds.members(call.arg(2), call.arg(3)));
  }

  private static Reply count(Call call, MemberRange range) {
    SortedSetValue set = SortedSetCommands.read(call);
    return Reply.integer(set == null ? 0 : set.find(range, false).size());
  }

  // Removing

  static Reply zremrangebyrank(Call call) {
    RangeQuery query = RangeQuery.ranks(call, 2, false, false);
    SortedSetValue set = SortedSetCommands.find(call, call.key());
    return set == null ? Reply.ZERO : remove(call, set, query.in(set), "zremrangebyrank");
  }

  static Reply zremrangebyscore(Call call) {
    MemberRange range = RangeBounds.scores(call.arg(2), call.arg(3));
    return remove(call, range, "zremrangebyscore");
  }

  static Reply zremrangebylex(Call call) {
    MemberRange range = RangeBounds.members(call.arg(2), call.arg(3));
    return remove(call, range, "zremrangebylex");
  }

  private static Reply remove(Call call, MemberRange range, String event) {
    SortedSetValue set = SortedSetCommands.find(call, call.key());
    return set == null ? Reply.ZERO : remove(call, set, set.find(range, false), event);
  }

  private static Reply remove(Call call, SortedSetValue set, Span ranks, String event) {
    if (ranks.size() == 0) return Reply.ZERO;
    set.remove(ranks);
    call.edited(call.key(), EventClass.SORTED_SET, event, ranks.size());
    return Reply.integer(ranks.size());
  }
}
