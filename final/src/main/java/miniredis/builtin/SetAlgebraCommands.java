package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.SetValue;

/**
 * Intersection, union and difference of sets, replied or stored under another key.
 *
 * <p>A result is a set in the making, not yet of any key, so that it has each member once, and is
 * stored as it is.
 */
final class SetAlgebraCommands {

  private static final String INTERSECTION =
      "O(N*M) at worst, N the members of the smallest set, M the sets";
  private static final String ALL = "O(N), N the members of all sets";

  private SetAlgebraCommands() {}

  static void addTo(CommandTable table) {
    read(table, "SINTER", SetAlgebraCommands::sinter, INTERSECTION)
        .summary("Gets what is in all of the sets");
    read(table, "SUNION", SetAlgebraCommands::sunion, ALL)
        .summary("Gets what is in any of the sets");
    read(table, "SDIFF", SetAlgebraCommands::sdiff, ALL)
        .summary("Gets what is in the first set and in no other");
    store(table, "SINTERSTORE", SetAlgebraCommands::sinterstore, INTERSECTION, RW)
        .summary("Stores what is in all of the sets");
    store(table, "SUNIONSTORE", SetAlgebraCommands::sunionstore, ALL, OW)
        .summary("Stores what is in any of the sets");
    store(table, "SDIFFSTORE", SetAlgebraCommands::sdiffstore, ALL, OW)
        .summary("Stores what is in the first set and in no other");
    table
        .add("SINTERCARD", atLeast(3), SetAlgebraCommands::sintercard, READONLY)
        .keys(KeySpec.counted(1, RO, ACCESS))
        .summary("Counts what is in all of the sets")
        .since("7.0.0")
        .complexity(INTERSECTION)
        .syntax("numkeys key [key ...] [LIMIT limit:integer]");
  }

  private static Command read(CommandTable table, String name, Handler handler, String complexity) {
    return table
        .add(name, atLeast(2), handler, READONLY)
        .keys(1, -1, 1)
        .tips("nondeterministic_output_order")
        .complexity(complexity)
        .syntax("key [key ...]");
  }

  private static Command store(
      CommandTable table, String name, Handler handler, String complexity, Access target) {
    return table
        .add(name, atLeast(3), handler, WRITE, DENYOOM)
        .keys(KeySpec.at(1, target, UPDATE))
        .keys(KeySpec.range(2, -1, 1, RO, ACCESS))
        .complexity(complexity)
        .syntax("destination:key key [key ...]");
  }

  // Replying

  /** What one set has comes once each, so it is replied as it is found. */
  static Reply sinter(Call call) {
    BulkList common = new BulkList();
    intersect(sets(call, call.from(1)), Long.MAX_VALUE, common);
    return new Reply.Set(common);
  }

  static Reply sunion(Call call) {
    return SetCommands.all(union(call, sets(call, call.from(1))));
  }

  static Reply sdiff(Call call) {
    return SetCommands.all(difference(call, sets(call, call.from(1))));
  }

  static Reply sintercard(Call call) {
    long keys = call.atLeast(1, 1, Errors.NO_KEYS);
    if (keys > call.size() - 2) throw new CommandException(Errors.TOO_MANY_KEYS);
    int end = 2 + (int) keys;
    long limit = 0;
    for (int i = end; i < call.size(); i += 2) {
      if (!call.arg(i).is("LIMIT") || i + 1 == call.size()) throw Errors.syntax();
      limit = call.atLeast(0, i + 1, Errors.LIMIT_NEGATIVE);
    }
    long most = limit == 0 ? Long.MAX_VALUE : limit;
    List<SetValue> sets = sets(call, call.from(2).subList(0, (int) keys));
    return Reply.integer(intersect(sets, most, (_, _, _) -> {}));
  }

  // Storing

  static Reply sinterstore(Call call) {
    SetValue result = empty(call);
    intersect(
        sets(call, call.rest()),
        Long.MAX_VALUE,
        (bytes, from, to) -> result.add(Bytes.copyOf(bytes, from, to)));
    return store(call, result, "sinterstore");
  }

  static Reply sunionstore(Call call) {
    return store(call, union(call, sets(call, call.rest())), "sunionstore");
  }

  static Reply sdiffstore(Call call) {
    return store(call, difference(call, sets(call, call.rest())), "sdiffstore");
  }

  /** Storing nothing removes the key. */
  private static Reply store(Call call, SetValue result, String event) {
    if (result.isEmpty()) {
      call.storeNothing(call.key());
      return Reply.ZERO;
    }
    call.database().set(call.key(), result, Entry.NO_DEADLINE);
    call.event(EventClass.SET, event, call.key());
    return Reply.integer(result.size());
  }

  // Reckoning

  /** The sets at the keys; an empty one for a key that is not there. */
  private static List<SetValue> sets(Call call, List<Bytes> keys) {
    SetValue none = empty(call);
    List<SetValue> sets = new ArrayList<>(keys.size());
    for (Bytes key : keys) sets.add(Objects.requireNonNullElse(SetCommands.read(call, key), none));
    return sets;
  }

  private static SetValue empty(Call call) {
    return new SetValue(call.keyspace().limits());
  }

  /**
   * Visits what is in all sets, so many members at the most, and returns how many: looks up the
   * smallest one's.
   */
  private static long intersect(List<SetValue> sets, long most, StringSink visitor) {
    List<SetValue> bySize = new ArrayList<>(sets);
    bySize.sort((a, b) -> Integer.compare(a.size(), b.size()));
    List<SetValue> others = bySize.subList(1, bySize.size());
    long[] found = new long[1];
    BooleanSupplier walk =
        bySize
            .getFirst()
            .walk(
                (bytes, from, to) -> {
                  if (found[0] == most || !areAllWith(others, bytes, from, to)) return;
                  found[0]++;
                  visitor.string(bytes, from, to);
                });
    while (walk.getAsBoolean() && found[0] < most) {}
    return found[0];
  }

  private static boolean areAllWith(List<SetValue> sets, byte[] bytes, int from, int to) {
    for (SetValue set : sets) if (!set.contains(bytes, from, to)) return false;
    return true;
  }

  /** A loop: a stream for each member would take longer than the look-up. */
  private static boolean areAll(List<SetValue> sets, Predicate<SetValue> test) {
    for (SetValue set : sets) if (!test.test(set)) return false;
    return true;
  }

  private static SetValue union(Call call, List<SetValue> sets) {
    SetValue result = empty(call);
    for (SetValue set : sets) set.forEach(result::add);
    return result;
  }

  /**
   * There are two ways, and the better one depends on the sizes: to look up each member of the
   * first set in all others, which may stop early; or to take the members of all others away from a
   * copy of the first. The weighing is Redis's, because the way also decides whether what is left
   * is an intset.
   */
  private static SetValue difference(Call call, List<SetValue> sets) {
    SetValue first = sets.getFirst();
    List<SetValue> others = new ArrayList<>(sets.subList(1, sets.size()));
    SetValue result = empty(call);
    if (first.isEmpty() || others.contains(first)) return result;
    long looked = sets.stream().filter(set -> !set.isEmpty()).count();
    long lookingUp = first.size() * looked / 2;
    long takingAway = sets.stream().mapToLong(SetValue::size).sum();
    if (lookingUp <= takingAway) {
      others.sort((a, b) -> Integer.compare(b.size(), a.size()));
      for (Bytes member : first) {
        if (areAll(others, set -> !set.contains(member))) result.add(member);
      }
    } else {
      first.forEach(result::add);
      for (SetValue set : others) set.forEach(result::remove);
    }
    return result;
  }
}
