package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.READONLY;

import module java.base;

import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.resp.Reply;
import miniredis.value.ScoreCursor;
import miniredis.value.SortedSetValue;

/** Some members of a sorted set: by chance, or a few at a time. */
final class SortedSetPickCommands {

  private SortedSetPickCommands() {}

  static void addTo(CommandTable table) {
    table
        .add("ZRANDMEMBER", atLeast(2), SortedSetPickCommands::zrandmember, READONLY)
        .key()
        .tips("nondeterministic_output")
        .summary("Picks members of a sorted set at random")
        .since("6.2.0")
        .complexity("O(M*log(N)), M members of N")
        .syntax("key options:[count:integer [WITHSCORES]]");
    table
        .add("ZSCAN", atLeast(3), SortedSetPickCommands::zscan, READONLY)
        .key()
        .tips("nondeterministic_output")
        .summary("Lists the members of a sorted set a few at a time, as SCAN lists keys")
        .since("2.8.0")
        .complexity("O(1) a call, O(N) for all, N the members of the set")
        .syntax("key cursor:integer [MATCH pattern] [COUNT count]");
  }

  /** Without a count, one member; a negative count allows the same member more than once. */
  static Reply zrandmember(Call call) {
    if (call.size() == 2) {
      SortedSetValue set = SortedSetCommands.read(call);
      if (set == null) return Reply.NULL;
      int rank = call.keyspace().random().nextInt(set.size());
      return Reply.bulk(set.cursor(rank).member());
    }
    long count = call.integer(2);
    if (count == Long.MIN_VALUE) throw new CommandException(Errors.NOT_A_COUNT);
    boolean withScores = call.size() == 4 && call.arg(3).is("WITHSCORES");
    if (call.size() > 4 || call.size() == 4 && !withScores) throw Errors.syntax();
    if (withScores && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new CommandException(Errors.VALUE_OUT_OF_RANGE);
    }
    SortedSetValue set = SortedSetCommands.read(call);
    if (set == null || count == 0) return Reply.EMPTY_ARRAY;
    RandomGenerator random = call.keyspace().random();
    ScoredReply reply = new ScoredReply(call, 0, withScores);
    IntConsumer add =
        rank -> {
          ScoreCursor at = set.cursor(rank);
          reply.add(at.member(), at.score());
        };
    if (count > 0) distinct(random, set.size(), count, add);
    else for (long i = count; i < 0; i++) add.accept(random.nextInt(set.size()));
    return reply.reply();
  }

  /** Few of many are drawn until they are enough; else all are shuffled, as far as is needed. */
  private static void distinct(RandomGenerator random, int size, long count, IntConsumer add) {
    if (count < size / 3) {
      Set<Integer> drawn = new HashSet<>();
      while (drawn.size() < count) {
        int rank = random.nextInt(size);
        if (drawn.add(rank)) add.accept(rank);
      }
      return;
    }
    int[] ranks = IntStream.range(0, size).toArray();
    for (int i = 0; i < Math.min(count, size); i++) {
      int other = random.nextInt(i, size);
      int rank = ranks[other];
      ranks[other] = ranks[i];
      add.accept(rank);
    }
  }

  static Reply zscan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(2));
    SortedSetValue set = SortedSetCommands.read(call);
    if (set == null) return ElementScan.NOTHING;
    return ElementScan.run(cursor, ScanOptions.of(call, 3, false), set::scan);
  }
}
