package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RW;
import static miniredis.command.CommandTable.atLeast;
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
import miniredis.value.SetValue;

/** Some of a set's members: by chance, or a few at a time. */
final class SetPickCommands {

  private static final Bytes SREM = Bytes.of("SREM");
  private static final Bytes DEL = Bytes.of("DEL");
  private static final Reply EMPTY_SET = new Reply.Set(List.of());
  private static final long SLOTS_PER_MEMBER = 10;

  private SetPickCommands() {}

  static void addTo(CommandTable table) {
    table
        .add("SPOP", atLeast(2), SetPickCommands::spop, WRITE, FAST)
        .key(RW, ACCESS, DELETE)
        .tips("nondeterministic_output")
        .summary("Removes members of a set at random and replies them")
        .complexity("O(N), N the members asked for")
        .history("3.2.0", "The count")
        .syntax("key [@3.2.0:count:integer]");
    table
        .add("SRANDMEMBER", atLeast(2), SetPickCommands::srandmember, READONLY)
        .key()
        .tips("nondeterministic_output")
        .summary("Picks members of a set at random")
        .complexity("O(N), N the members asked for")
        .history("2.6.0", "The count")
        .syntax("key [@2.6.0:count:integer]");
    table
        .add("SSCAN", atLeast(3), SetPickCommands::sscan, READONLY)
        .key()
        .tips("nondeterministic_output")
        .summary("Lists the members of a set a few at a time, as SCAN lists keys")
        .since("2.8.0")
        .complexity("O(1) a call, O(N) for all, N the members of the set")
        .syntax("key cursor:integer [MATCH pattern] [COUNT count]");
  }

  /** Logged as the removal of what was drawn. */
  static Reply spop(Call call) {
    if (call.size() > 3) throw Errors.syntax();
    if (call.size() == 3) return spopMany(call, call.atLeast(0, 2, Errors.NOT_POSITIVE));
    SetValue set = SetCommands.find(call, call.key());
    if (set == null) return Reply.NULL;
    Bytes picked = set.pick(call.keyspace().random());
    set.remove(picked);
    call.propagateAs(SREM, call.key(), picked);
    call.edited(call.key(), EventClass.SET, "spop", 1);
    return Reply.bulk(picked);
  }

  private static Reply spopMany(Call call, long count) {
    SetValue set = SetCommands.find(call, call.key());
    if (set == null || count == 0) return EMPTY_SET;
    if (count >= set.size()) return spopAll(call, set);
    Collection<Bytes> picked = distinct(set, (int) count, call.keyspace().random());
    for (Bytes member : picked) {
      set.remove(member);
      call.propagateAs(SREM, call.key(), member);
    }
    call.edited(call.key(), EventClass.SET, "spop", count);
    return new Reply.Set(bulks(picked));
  }

  private static Reply spopAll(Call call, SetValue set) {
    Reply all = SetCommands.all(set);
    call.propagateAs(DEL, call.key());
    call.event(EventClass.SET, "spop", call.key());
    call.database().delete(call.key());
    call.event(EventClass.GENERIC, "del", call.key());
    return all;
  }

  /** Without a count, one member; a negative count allows the same member more than once. */
  static Reply srandmember(Call call) {
    if (call.size() > 3) throw Errors.syntax();
    RandomGenerator random = call.keyspace().random();
    if (call.size() == 2) {
      SetValue set = SetCommands.read(call, call.key());
      return set == null ? Reply.NULL : Reply.bulk(set.pick(random));
    }
    long count = call.integer(2);
    if (count == Long.MIN_VALUE) throw new CommandException(Errors.NOT_A_COUNT);
    SetValue set = SetCommands.read(call, call.key());
    if (set == null || count == 0) return Reply.EMPTY_ARRAY;
    if (count < 0) return Reply.array(repeated(set, -count, random));
    int most = (int) Math.min(count, set.size());
    return Reply.array(bulks(distinct(set, most, random)));
  }

  private static BulkList repeated(SetValue set, long count, RandomGenerator random) {
    BulkList picked = BulkList.ofAbout(count);
    for (long i = 0; i < count; i++) picked.append(set.pick(random));
    return picked;
  }

  /**
   * Few of many are drawn until they are enough. Of many, each is asked in turn, and its chance is
   * how many are still wanted among those that are left: so all choices are equally likely.
   */
  private static Collection<Bytes> distinct(SetValue set, int count, RandomGenerator random) {
    if (count < set.size() / 3) {
      Set<Bytes> drawn = LinkedHashSet.newLinkedHashSet(count);
      while (drawn.size() < count) drawn.add(set.pick(random));
      return drawn;
    }
    List<Bytes> chosen = new ArrayList<>(count);
    int left = set.size();
    for (Bytes member : set) {
      if (random.nextInt(left--) < count - chosen.size()) chosen.add(member);
    }
    return chosen;
  }

  private static BulkList bulks(Collection<Bytes> members) {
    BulkList bulks = BulkList.ofAbout(members.size());
    members.forEach(bulks::append);
    return bulks;
  }

  /**
   * A set of integers comes whole, as in Redis; of a table, as many slots as SCAN would look at.
   */
  static Reply sscan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(2));
    SetValue set = SetCommands.read(call, call.key());
    if (set == null) return scanned(0, new BulkList());
    ScanOptions options = ScanOptions.of(call, 3, false);
    BulkList found = new BulkList();
    long slots = Math.min(options.count(), Long.MAX_VALUE / SLOTS_PER_MEMBER) * SLOTS_PER_MEMBER;
    long[] seen = new long[1];
    do {
      cursor =
          set.scan(
              cursor,
              (bytes, from, to) -> {
                seen[0]++;
                Bytes member = Bytes.copyOf(bytes, from, to);
                if (options.matches(member)) found.append(member);
              });
    } while (cursor != 0 && --slots > 0 && seen[0] < options.count());
    return scanned(cursor, found);
  }

  private static Reply scanned(long cursor, BulkList found) {
    return Reply.array(Reply.bulk(Bytes.of(Long.toUnsignedString(cursor))), Reply.array(found));
  }
}
