package miniredis.builtin;

import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
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
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.keyspace.EventClass;
import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.ListCursor;
import miniredis.value.ListValue;

/** Lists inside: by index, by range, by what an element is. Indices below 0 count from the tail. */
final class ListRangeCommands {

  private static final String WALK = "O(N), N the elements up to the one that is meant";
  private static final String ALL = "O(N), N the length of the list";

  private ListRangeCommands() {}

  static void addTo(CommandTable table) {
    addReaders(table);
    addWriters(table);
  }

  private static void addReaders(CommandTable table) {
    table
        .add("LLEN", 2, ListRangeCommands::llen, READONLY, FAST)
        .key(RO)
        .brief()
        .summary("Tells the length of a list")
        .syntax("key");
    table
        .add("LRANGE", 4, ListRangeCommands::lrange, READONLY)
        .key()
        .summary("Replies the elements from one index to another, that one included")
        .complexity("O(S+N), S the way to the first of N elements from the nearer end")
        .syntax("key start:integer stop:integer");
    table
        .add("LINDEX", 3, ListRangeCommands::lindex, READONLY)
        .key()
        .summary("Replies the element of an index")
        .complexity(WALK)
        .syntax("key index:integer");
    table
        .add("LPOS", atLeast(3), ListRangeCommands::lpos, READONLY)
        .key()
        .summary("Tells the indices at which an element is")
        .since("6.0.6")
        .complexity(ALL)
        .syntax("key element [RANK rank:integer] [COUNT num-matches:integer] [MAXLEN len:integer]");
  }

  private static void addWriters(CommandTable table) {
    table
        .add("LSET", 4, ListRangeCommands::lset, WRITE, DENYOOM)
        .key(RW, UPDATE)
        .summary("Puts another element at an index")
        .complexity(WALK)
        .syntax("key index:integer element");
    table
        .add("LINSERT", 5, ListRangeCommands::linsert, WRITE, DENYOOM)
        .key(RW, INSERT)
        .summary("Puts an element before or after the first one that equals a given one")
        .since("2.2.0")
        .complexity(WALK)
        .syntax("key where:<BEFORE | AFTER> pivot element");
    table
        .add("LREM", 4, ListRangeCommands::lrem, WRITE)
        .key(RW, DELETE)
        .summary("Removes elements that equal a given one")
        .complexity(ALL)
        .syntax("key count element");
    table
        .add("LTRIM", 4, ListRangeCommands::ltrim, WRITE)
        .key(RW, DELETE)
        .summary("Removes all elements but those from one index to another")
        .complexity("O(N), N the elements that are removed")
        .syntax("key start:integer stop:integer");
  }

  // Reading

  private static ListValue read(Call call) {
    return call.database().typed(call.key(), ListValue.class);
  }

  static Reply llen(Call call) {
    ListValue list = read(call);
    return list == null ? Reply.ZERO : Reply.integer(list.length());
  }

  static Reply lrange(Call call) {
    long start = call.integer(2);
    long stop = call.integer(3);
    ListValue list = read(call);
    if (list == null) return Reply.EMPTY_ARRAY;
    return range(list, from(start, list), to(stop, list));
  }

  private static long from(long start, ListValue list) {
    return Math.max(start < 0 ? list.length() + start : start, 0);
  }

  /** The index after the last one of a range. */
  private static long to(long stop, ListValue list) {
    return stop < 0 ? list.length() + stop + 1 : Math.min(stop, list.length() - 1) + 1;
  }

  /** The elements from one index (inclusive) to another (exclusive). */
  static Reply range(ListValue list, long from, long to) {
    if (from >= to) return Reply.EMPTY_ARRAY;
    BulkList bulks = BulkList.ofAbout(to - from);
    list.give(from, to - from, bulks);
    return Reply.array(bulks);
  }

  /** The same the other way round, from the last to the first. */
  static Reply rangeBackwards(ListValue list, long from, long to) {
    if (from >= to) return Reply.EMPTY_ARRAY;
    BulkList bulks = BulkList.ofAbout(to - from);
    ListCursor cursor = list.cursor(to - 1);
    for (long left = to - from; left > 0; left--) {
      cursor.pack().give(cursor.at(), bulks);
      cursor.previous();
    }
    return Reply.array(bulks);
  }

  static Reply lindex(Call call) {
    ListValue list = read(call);
    return list == null ? Reply.NULL : Reply.bulk(list.get(call.integer(2)));
  }

  static Reply lpos(Call call) {
    PositionOptions options = PositionOptions.of(call);
    ListValue list = read(call);
    if (list == null) return options.many() ? Reply.EMPTY_ARRAY : Reply.NULL;
    List<Reply> found = options.find(list, call.arg(2));
    if (options.many()) return Reply.array(found);
    return found.isEmpty() ? Reply.NULL : found.getFirst();
  }

  /**
   * What may follow the element of LPOS.
   *
   * @param rank with which match to begin; negative: counted from the tail
   * @param count how many matches are wanted, 0 for all, or -1 for one that is no array
   * @param longest how many elements are looked at, 0 for all
   */
  private record PositionOptions(long rank, long count, long longest) {
    static PositionOptions of(Call call) {
      long rank = 1;
      long count = -1;
      long longest = 0;
      for (int i = 3; i < call.size(); i += 2) {
        Bytes option = call.arg(i);
        if (i + 1 == call.size()) throw Errors.syntax();
        if (option.is("RANK")) {
          rank = call.integer(i + 1);
          if (rank == 0) throw new CommandException(Errors.RANK_ZERO);
        } else if (option.is("COUNT")) {
          count = call.atLeast(0, i + 1, Errors.COUNT_NEGATIVE);
        } else if (option.is("MAXLEN")) {
          longest = call.atLeast(0, i + 1, Errors.MAXLEN_NEGATIVE);
        } else {
          throw Errors.syntax();
        }
      }
      return new PositionOptions(rank, count, longest);
    }

    boolean many() {
      return count >= 0;
    }

    /** The lowest rank has no positive twin: in Redis it stands for all matches, from the tail. */
    List<Reply> find(ListValue list, Bytes element) {
      List<Reply> found = new ArrayList<>();
      boolean backwards = rank < 0;
      boolean all = count == 0 || count > 0 && rank == Long.MIN_VALUE;
      long most = all ? Long.MAX_VALUE : Math.abs(count);
      long skip = rank == Long.MIN_VALUE ? 0 : Math.abs(rank) - 1;
      long looked = longest == 0 ? list.length() : Math.min(longest, list.length());
      ListCursor cursor = list.cursor(backwards ? -1 : 0);
      for (long i = 0; i < looked && found.size() < most; i++) {
        if (cursor.holds(element) && skip-- <= 0) {
          found.add(Reply.integer(backwards ? list.length() - 1 - i : i));
        }
        if (backwards) cursor.previous();
        else cursor.next();
      }
      return found;
    }
  }

  // Changing

  static Reply lset(Call call) {
    ListValue list = ListCommands.find(call, call.key());
    if (list == null) throw new CommandException(Errors.NO_SUCH_KEY);
    ListCursor place = list.cursor(call.integer(2));
    if (!place.isThere()) throw new CommandException(Errors.OUT_OF_RANGE);
    list.set(place, call.arg(3));
    call.edited(call.key(), EventClass.LIST, "lset", 1);
    return Reply.OK;
  }

  static Reply linsert(Call call) {
    boolean after = call.arg(2).is("AFTER");
    if (!after && !call.arg(2).is("BEFORE")) throw Errors.syntax();
    ListValue list = ListCommands.find(call, call.key());
    if (list == null) return Reply.ZERO;
    ListCursor cursor = list.cursor(0);
    while (cursor.isThere() && !cursor.holds(call.arg(3))) cursor.next();
    if (!cursor.isThere()) return Reply.integer(-1);
    list.insert(cursor, call.arg(4), after);
    call.edited(call.key(), EventClass.LIST, "linsert", 1);
    return Reply.integer(list.length());
  }

  static Reply lrem(Call call) {
    long most = call.integer(2);
    ListValue list = ListCommands.find(call, call.key());
    if (list == null) return Reply.ZERO;
    long removed = list.remove(call.arg(3), most);
    if (removed > 0) {
      call.edited(call.key(), EventClass.LIST, "lrem", removed);
    }
    return Reply.integer(removed);
  }

  /** Counts as a change for those who watch the key even if nothing was removed. */
  static Reply ltrim(Call call) {
    long start = call.integer(2);
    long stop = call.integer(3);
    ListValue list = ListCommands.find(call, call.key());
    if (list == null) return Reply.OK;
    long before = list.length();
    long from = from(start, list);
    long to = to(stop, list);
    if (from >= to) from = to = before;
    list.removeRange(to, before);
    list.removeRange(0, from);
    call.edited(call.key(), EventClass.LIST, "ltrim", before - list.length());
    return Reply.OK;
  }
}
