package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.resp.Reply;
import miniredis.value.SortedSetValue;

/** Commands on several sorted sets, and sets, at a time: {@link SortedSetAlgebra} does the work. */
final class SortedSetAlgebraCommands {

  private static final String WEIGHTED =
      " [WEIGHTS weight:integer [weight:integer ...]] [AGGREGATE aggregate:<SUM | MIN | MAX>]";
  private static final String UNION = "O(N)+O(M*log(M)), N members of which M are in the result";
  private static final String INTERSECTION =
      "O(N*K)+O(M*log(M)), N members of the smallest of K sets, M of the result";
  private static final String DIFFERENCE =
      "O(N*K)+O(M*log(M)), N members of the first of K sets, M of the result";

  private SortedSetAlgebraCommands() {}

  static void addTo(CommandTable table) {
    reply(table, "ZUNION", SortedSetAlgebraCommands::zunion)
        .summary("Gets the members of any of several sorted sets")
        .complexity(UNION)
        .syntax("numkeys:integer key [key ...]" + WEIGHTED + " [WITHSCORES]");
    reply(table, "ZINTER", SortedSetAlgebraCommands::zinter)
        .summary("Gets the members that several sorted sets share")
        .complexity(INTERSECTION)
        .syntax("numkeys:integer key [key ...]" + WEIGHTED + " [WITHSCORES]");
    reply(table, "ZDIFF", SortedSetAlgebraCommands::zdiff)
        .summary("Gets the members of the first sorted set that are in no other")
        .complexity(DIFFERENCE)
        .syntax("numkeys:integer key [key ...] [WITHSCORES]");
    reply(table, "ZINTERCARD", SortedSetAlgebraCommands::zintercard)
        .summary("Counts the members that several sorted sets share")
        .since("7.0.0")
        .complexity("O(N*K), N members of the smallest of K sets")
        .syntax("numkeys:integer key [key ...] [LIMIT limit:integer]");
    store(table, "ZUNIONSTORE", SortedSetAlgebraCommands::zunionstore)
        .summary("Stores the members of any of several sorted sets")
        .since("2.0.0")
        .complexity(UNION)
        .syntax("destination:key numkeys:integer key#1 [key#1 ...]" + WEIGHTED);
    store(table, "ZINTERSTORE", SortedSetAlgebraCommands::zinterstore)
        .summary("Stores the members that several sorted sets share")
        .since("2.0.0")
        .complexity(INTERSECTION)
        .syntax("destination:key numkeys:integer key#1 [key#1 ...]" + WEIGHTED);
    store(table, "ZDIFFSTORE", SortedSetAlgebraCommands::zdiffstore)
        .summary("Stores the members of the first sorted set that are in no other")
        .complexity(DIFFERENCE)
        .syntax("destination:key numkeys:integer key#1 [key#1 ...]");
  }

  private static Command reply(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(3), handler, READONLY)
        .keys(KeySpec.counted(1, RO, ACCESS))
        .since("6.2.0");
  }

  private static Command store(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(4), handler, WRITE, DENYOOM)
        .keys(KeySpec.at(1, OW, UPDATE))
        .keys(KeySpec.counted(2, RO, ACCESS))
        .since("6.2.0");
  }

  static Reply zunion(Call call) {
    return reply(call, CombineOptions.Kind.WEIGHTED, SortedSetAlgebra::union);
  }

  static Reply zinter(Call call) {
    return reply(call, CombineOptions.Kind.WEIGHTED, SortedSetAlgebra::intersection);
  }

  static Reply zdiff(Call call) {
    return reply(call, CombineOptions.Kind.PLAIN, SortedSetAlgebra::difference);
  }

  static Reply zintercard(Call call) {
    Request request = Request.of(call, 1, CombineOptions.Kind.COUNT);
    return Reply.integer(request.algebra().intersection().size());
  }

  static Reply zunionstore(Call call) {
    return store(call, CombineOptions.Kind.WEIGHTED_STORE, SortedSetAlgebra::union);
  }

  static Reply zinterstore(Call call) {
    return store(call, CombineOptions.Kind.WEIGHTED_STORE, SortedSetAlgebra::intersection);
  }

  static Reply zdiffstore(Call call) {
    return store(call, CombineOptions.Kind.PLAIN_STORE, SortedSetAlgebra::difference);
  }

  private static Reply reply(
      Call call, CombineOptions.Kind kind, UnaryOperator<SortedSetAlgebra> operation) {
    Request request = Request.of(call, 1, kind);
    SortedSetAlgebra result = operation.apply(request.algebra());
    ScoredReply reply = new ScoredReply(call, result.size(), request.options.withScores());
    result.forEach(reply::add);
    return reply.reply();
  }

  /** The event has the command's name. */
  private static Reply store(
      Call call, CombineOptions.Kind kind, UnaryOperator<SortedSetAlgebra> operation) {
    Request request = Request.of(call, 2, kind);
    SortedSetAlgebra result = operation.apply(request.algebra());
    SortedSetValue set = result.toValue(call.keyspace().limits());
    return SortedSetCommands.store(call, call.key(), set, call.command().name());
  }

  /** The sets at the keys, and the options behind them. */
  private record Request(List<Operand> operands, CombineOptions options) {

    /** Reads it from where the number of keys stands. */
    static Request of(Call call, int at, CombineOptions.Kind kind) {
      long keys = call.integer(at);
      if (keys < 1) throw Errors.noInputKeys(call.command().name());
      if (keys >= call.size() - at) throw Errors.syntax();
      int end = at + 1 + (int) keys;
      List<Operand> operands = new ArrayList<>((int) keys);
      for (Bytes key : call.from(at + 1).subList(0, (int) keys)) {
        operands.add(Operand.of(call.database().value(key)));
      }
      return new Request(operands, CombineOptions.of(call, end, (int) keys, kind));
    }

    SortedSetAlgebra algebra() {
      return new SortedSetAlgebra(operands, options);
    }
  }
}
