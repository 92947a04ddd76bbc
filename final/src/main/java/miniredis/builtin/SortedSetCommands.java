package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.DoubleReader;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.Limits;
import miniredis.value.SortedSetValue;

/**
 * Sorted sets, member by member. A set that has lost its last member is no key any more, and a key
 * that is not there is an empty set.
 */
public final class SortedSetCommands {

  private SortedSetCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.SORTED_SET);
    table
        .add("ZADD", atLeast(4), SortedSetCommands::zadd, WRITE, DENYOOM, FAST)
        .key(RW, UPDATE)
        .brief()
        .summary("Adds members with scores to a sorted set, or changes their scores")
        .since("1.2.0")
        .complexity("O(log(N)) for each member, N the members of the set")
        .history("2.4.0", "Takes several members")
        .history("3.0.2", "The options `XX`, `NX`, `CH` and `INCR`")
        .history("6.2.0", "The options `GT` and `LT`")
        .syntax(
            "key condition@3.0.2:[NX | XX] comparison@6.2.0:[GT | LT] [change@3.0.2:CH]"
                + " [increment@3.0.2:INCR] score:double member [score:double member ...]");
    table
        .add("ZINCRBY", 4, SortedSetCommands::zincrby, WRITE, DENYOOM, FAST)
        .key(RW, ACCESS, UPDATE)
        .brief()
        .summary("Adds to the score of a member, which is 0 if absent")
        .since("1.2.0")
        .complexity("O(log(N)), N the members of the set")
        .syntax("key increment:integer member");
    table
        .add("ZREM", atLeast(3), SortedSetCommands::zrem, WRITE, FAST)
        .key(RW, DELETE)
        .brief()
        .summary("Removes members from a sorted set")
        .since("1.2.0")
        .complexity("O(M*log(N)), M members of N are removed")
        .history("2.4.0", "Takes several members")
        .syntax("key member [member ...]");
    look(table, "ZCARD", 2, SortedSetCommands::zcard)
        .key(RO)
        .summary("Counts the members of a sorted set")
        .since("1.2.0")
        .syntax("key");
    look(table, "ZSCORE", 3, SortedSetCommands::zscore)
        .key()
        .summary("Gets the score of a member")
        .since("1.2.0")
        .syntax("key member");
    look(table, "ZMSCORE", atLeast(3), SortedSetCommands::zmscore)
        .key()
        .summary("Gets the scores of members")
        .since("6.2.0")
        .complexity("O(N), N the members asked for")
        .syntax("key member [member ...]");
    rank(table, "ZRANK", SortedSetCommands::zrank)
        .summary("Counts the members before one, the lowest score first");
    rank(table, "ZREVRANK", SortedSetCommands::zrevrank)
        .summary("Counts the members before one, the highest score first");
    SortedSetRangeCommands.addTo(table);
    SortedSetPopCommands.addTo(table);
    SortedSetAlgebraCommands.addTo(table);
    SortedSetPickCommands.addTo(table);
  }

  private static Command look(CommandTable table, String name, int arity, Handler handler) {
    return table.add(name, arity, handler, READONLY, FAST).brief();
  }

  private static Command rank(CommandTable table, String name, Handler handler) {
    return look(table, name, 3, handler)
        .key()
        .since("2.0.0")
        .complexity("O(log(N)), N the members of the set")
        .syntax("key member");
  }

  // Writing

  static Reply zadd(Call call) {
    AddOptions options = AddOptions.of(call, false);
    return options.adds() ? addToScore(call, options) : add(call, options);
  }

  static Reply zincrby(Call call) {
    return addToScore(call, AddOptions.of(call, true));
  }

  private static Reply add(Call call, AddOptions options) {
    return add(call, options, scores(call, options.pairs()), 2);
  }

  /** Adds members with these scores; they are the last of every {@code each} arguments. */
  static Reply add(Call call, AddOptions options, double[] scores, int each) {
    SortedSetValue set = options.ifPresent() ? find(call) : create(call);
    if (set == null) return Reply.ZERO;
    int before = set.size();
    int changed = 0;
    for (int i = 0; i < scores.length; i++) {
      Bytes member = call.arg(options.pairs() + each * (i + 1) - 1);
      if (add(set, member, scores[i], options)) changed++;
    }
    int added = set.size() - before;
    if (changed > 0) call.edited(call.key(), EventClass.SORTED_SET, "zadd", changed);
    return Reply.integer(options.countsChanges() ? changed : added);
  }

  /** Whether anything has changed. */
  private static boolean add(SortedSetValue set, Bytes member, double score, AddOptions options) {
    double old = set.score(member);
    if (Double.isNaN(old)) {
      if (options.ifPresent()) return false;
      set.add(member, score);
      return true;
    }
    if (old == score || !options.allow(old, score)) return false;
    set.change(member, old, score);
    return true;
  }

  /** All are read before anything is changed. */
  private static double[] scores(Call call, int pairs) {
    double[] scores = new double[(call.size() - pairs) / 2];
    for (int i = 0; i < scores.length; i++) scores[i] = score(call.arg(pairs + 2 * i));
    return scores;
  }

  private static double score(Bytes bytes) {
    return number(bytes, Errors.NOT_A_FLOAT);
  }

  /** An argument that must be a number and nothing else. */
  static double number(Bytes bytes, String error) {
    double number = DoubleReader.readAll(bytes);
    if (Double.isNaN(number)) throw new CommandException(error);
    return number;
  }

  /** Replies the new score, or null if the options forbid it. */
  private static Reply addToScore(Call call, AddOptions options) {
    double by = score(call.arg(options.pairs()));
    Bytes member = call.arg(options.pairs() + 1);
    SortedSetValue set = find(call);
    double old = set == null ? Double.NaN : set.score(member);
    boolean absent = Double.isNaN(old);
    if (absent && options.ifPresent() || !absent && options.ifAbsent()) return Reply.NULL;
    double sum = absent ? by : old + by;
    if (Double.isNaN(sum)) throw new CommandException(Errors.SCORE_NAN);
    if (!absent && !options.allow(old, sum)) return Reply.NULL;
    if (absent) create(call).add(member, sum);
    else if (sum != old) set.change(member, old, sum);
    if (sum != old) call.edited(call.key(), EventClass.SORTED_SET, "zincr", 1);
    return new Reply.Double(sum);
  }

  static Reply zrem(Call call) {
    SortedSetValue set = find(call);
    if (set == null) return Reply.ZERO;
    int removed = 0;
    for (int i = 2; i < call.size() && !set.isEmpty(); i++) if (set.remove(call.arg(i))) removed++;
    if (removed > 0) call.edited(call.key(), EventClass.SORTED_SET, "zrem", removed);
    return Reply.integer(removed);
  }

  /** The set at the key, to be changed, or null. */
  private static SortedSetValue find(Call call) {
    return find(call, call.key());
  }

  /** The same for any key. */
  static SortedSetValue find(Call call, Bytes key) {
    return call.database().editable(key, SortedSetValue.class);
  }

  private static SortedSetValue create(Call call) {
    Limits limits = call.keyspace().limits();
    return call.database()
        .editable(call.key(), SortedSetValue.class, () -> new SortedSetValue(limits));
  }

  // Reading

  /** The set at the key, only to be read, or null. */
  static SortedSetValue read(Call call) {
    return call.database().typed(call.key(), SortedSetValue.class);
  }

  static Reply zcard(Call call) {
    SortedSetValue set = read(call);
    return Reply.integer(set == null ? 0 : set.size());
  }

  static Reply zscore(Call call) {
    return score(read(call), call.arg(2));
  }

  private static Reply score(SortedSetValue set, Bytes member) {
    double score = set == null ? Double.NaN : set.score(member);
    return Double.isNaN(score) ? Reply.NULL : new Reply.Double(score);
  }

  static Reply zmscore(Call call) {
    SortedSetValue set = read(call);
    List<Reply> scores = new ArrayList<>(call.size() - 2);
    for (Bytes member : call.rest()) scores.add(score(set, member));
    return Reply.array(scores);
  }

  static Reply zrank(Call call) {
    return rank(call, false);
  }

  static Reply zrevrank(Call call) {
    return rank(call, true);
  }

  private static Reply rank(Call call, boolean reversed) {
    SortedSetValue set = read(call);
    int rank = set == null ? -1 : set.rank(call.arg(2));
    if (rank < 0) return Reply.NULL;
    return Reply.integer(reversed ? set.size() - 1 - rank : rank);
  }

  // Storing

  /** Puts a set in the place of whatever is at a key; an empty one removes the key. */
  static Reply store(Call call, Bytes key, SortedSetValue set, String event) {
    if (set.isEmpty()) {
      call.storeNothing(key);
      return Reply.ZERO;
    }
    call.database().set(key, set, Entry.NO_DEADLINE);
    call.event(EventClass.SORTED_SET, event, key);
    return Reply.integer(set.size());
  }
}
