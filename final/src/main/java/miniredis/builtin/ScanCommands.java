package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.READONLY;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.CommandTable;
import miniredis.command.Group;
import miniredis.keyspace.Database;
import miniredis.resp.Reply;

/** Finding keys whose names are not known: all, a few at a time, or one by chance. */
public final class ScanCommands {

  private static final long SLOTS_PER_KEY = 10;

  private ScanCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    table
        .add("KEYS", 2, ScanCommands::keys, READONLY)
        .categories(Category.KEYSPACE, Category.DANGEROUS)
        .tips("request_policy:all_shards", "nondeterministic_output_order")
        .summary("Lists all keys that match a pattern; everyone waits meanwhile, so prefer SCAN")
        .complexity("O(N), N the keys of the database")
        .syntax("pattern");
    table
        .add("SCAN", atLeast(2), ScanCommands::scan, READONLY)
        .tips("nondeterministic_output", "request_policy:special")
        .summary("Lists keys a few at a time; begin with cursor 0 and go on until it is 0 again")
        .since("2.8.0")
        .complexity("O(1) a call, O(N) for all, N the keys of the database")
        .history("6.0.0", "The option `TYPE`")
        .syntax("cursor:integer [MATCH pattern] [COUNT count] [@6.0.0:TYPE type]");
    table
        .add("RANDOMKEY", 1, ScanCommands::randomKey, READONLY)
        .tips("request_policy:all_shards", "nondeterministic_output")
        .summary("Picks a key at random");
  }

  static Reply keys(Call call) {
    Bytes pattern = call.arg(1);
    boolean all = Glob.isEverything(pattern);
    List<Bytes> found = new ArrayList<>();
    call.database()
        .forEachKey(
            key -> {
              if (all || Glob.matches(pattern, key)) found.add(key);
            });
    return Reply.bulks(found);
  }

  /** Stops at the count, or after looking at ten times as many slots, however empty they are. */
  static Reply scan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(1));
    ScanOptions options = ScanOptions.of(call, 2, true);
    List<Bytes> seen = new ArrayList<>();
    long slots = Math.min(options.count(), Long.MAX_VALUE / SLOTS_PER_KEY) * SLOTS_PER_KEY;
    do {
      cursor = call.database().scan(cursor, seen::add);
    } while (cursor != 0 && --slots > 0 && seen.size() < options.count());
    seen.removeIf(key -> !wanted(key, options, call.database()));
    return Reply.array(Reply.bulk(Bytes.of(cursor)), Reply.bulks(seen));
  }

  /** Asking for the type, or whether it is there, removes a key whose deadline has passed. */
  private static boolean wanted(Bytes key, ScanOptions options, Database database) {
    if (!options.matches(key)) return false;
    String type = database.type(key);
    return type != null && options.matchesType(type);
  }

  static Reply randomKey(Call call) {
    return Reply.bulk(call.database().randomKey());
  }
}
