package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.READONLY;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.resp.Reply;
import miniredis.value.HashValue;

/** Some of a hash's fields: by chance, or a few at a time. */
final class HashPickCommands {

  /** A field and its value. */
  private record Pair(Bytes field, Bytes value) {}

  private HashPickCommands() {}

  static void addTo(CommandTable table) {
    table
        .add("HRANDFIELD", atLeast(2), HashPickCommands::hrandfield, READONLY)
        .key()
        .tips("nondeterministic_output")
        .summary("Picks fields of a hash at random")
        .since("6.2.0")
        .complexity("O(N), N the fields asked for")
        .syntax("key options:[count:integer [WITHVALUES]]");
    table
        .add("HSCAN", atLeast(3), HashPickCommands::hscan, READONLY)
        .key()
        .tips("nondeterministic_output")
        .summary("Lists the fields of a hash a few at a time, as SCAN lists keys")
        .since("2.8.0")
        .complexity("O(1) a call, O(N) for all, N the fields of the hash")
        .syntax("key cursor:integer [MATCH pattern] [COUNT count]");
  }

  /** Without a count, one field; a negative count allows the same field more than once. */
  static Reply hrandfield(Call call) {
    if (call.size() == 2) {
      HashValue hash = HashCommands.read(call);
      return hash == null ? Reply.NULL : Reply.bulk(pick(call, hash).field());
    }
    long count = call.integer(2);
    if (count == Long.MIN_VALUE) throw new CommandException(Errors.NOT_A_COUNT);
    boolean withValues = call.size() == 4 && call.arg(3).is("WITHVALUES");
    if (call.size() > 4 || call.size() == 4 && !withValues) throw Errors.syntax();
    if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new CommandException(Errors.VALUE_OUT_OF_RANGE);
    }
    HashValue hash = HashCommands.read(call);
    if (hash == null || count == 0) return Reply.EMPTY_ARRAY;
    List<Pair> picked = count < 0 ? repeated(call, hash, -count) : distinct(call, hash, count);
    return reply(picked, withValues, call.client().protocol());
  }

  private static Pair pick(Call call, HashValue hash) {
    Pair[] picked = new Pair[1];
    hash.pick(call.keyspace().random(), (field, value) -> picked[0] = new Pair(field, value));
    return picked[0];
  }

  private static List<Pair> repeated(Call call, HashValue hash, long count) {
    List<Pair> picked = new ArrayList<>();
    for (long i = 0; i < count; i++) picked.add(pick(call, hash));
    return picked;
  }

  /** Few of many are drawn until they are enough; else all are shuffled, as far as is needed. */
  private static List<Pair> distinct(Call call, HashValue hash, long count) {
    if (count < hash.size() / 3) {
      Map<Bytes, Pair> drawn = new LinkedHashMap<>();
      while (drawn.size() < count) {
        Pair pair = pick(call, hash);
        drawn.put(pair.field(), pair);
      }
      return List.copyOf(drawn.values());
    }
    List<Pair> all = new ArrayList<>(hash.size());
    hash.forEach((field, value) -> all.add(new Pair(field, value)));
    if (count >= all.size()) return all;
    RandomGenerator random = call.keyspace().random();
    for (int i = 0; i < count; i++) Collections.swap(all, i, random.nextInt(i, all.size()));
    return all.subList(0, (int) count);
  }

  /** RESP3 has pairs, RESP2 one after the other. */
  private static Reply reply(List<Pair> pairs, boolean withValues, int protocol) {
    List<Reply> items = new ArrayList<>();
    for (Pair pair : pairs) {
      Reply field = Reply.bulk(pair.field());
      if (withValues && protocol > 2) {
        items.add(Reply.array(field, Reply.bulk(pair.value())));
      } else {
        items.add(field);
        if (withValues) items.add(Reply.bulk(pair.value()));
      }
    }
    return Reply.array(items);
  }

  static Reply hscan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(2));
    HashValue hash = HashCommands.read(call);
    if (hash == null) return ElementScan.NOTHING;
    ScanOptions options = ScanOptions.of(call, 3, false);
    return ElementScan.run(cursor, options, hash::scan);
  }
}
