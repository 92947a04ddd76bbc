package miniredis;

import module java.base;

/** Hashes: one key with many fields. A hash that has lost its last field is gone, like its key. */
final class HashCommands {
  static void addTo(CommandTable table) {
    table.add("HSET", -4, HashCommands::hSet);
    table.add("HGET", 3, HashCommands::hGet);
    table.add("HMGET", -3, HashCommands::hMGet);
    table.add("HGETALL", 2, HashCommands::hGetAll);
    table.add("HDEL", -3, HashCommands::hDel);
    table.add("HEXISTS", 3, HashCommands::hExists);
    table.add("HLEN", 2, HashCommands::hLen);
    table.add("HINCRBY", 4, HashCommands::hIncrBy);
  }

  /** Counts the fields that were not there before. */
  static Reply hSet(Call call) {
    int count = call.words().size();
    if (count % 2 == 1) throw new CommandException(Errors.wrongArity(call.name()));
    Map<Bytes, Bytes> fields = call.database().hashToChange(call.key());
    int before = fields.size();
    for (int i = 2; i < count; i += 2) fields.put(call.arg(i), call.arg(i + 1));
    return new Reply.Int(fields.size() - before);
  }

  static Reply hGet(Call call) {
    return new Reply.Bulk(call.database().hash(call.key()).get(call.arg(2)));
  }

  static Reply hMGet(Call call) {
    Map<Bytes, Bytes> fields = call.database().hash(call.key());
    return Reply.array(call.rest().skip(1).map(fields::get).toList());
  }

  static Reply hGetAll(Call call) {
    List<Bytes> all = new ArrayList<>();
    call.database().hash(call.key()).forEach((field, value) -> all.addAll(List.of(field, value)));
    return Reply.array(all);
  }

  static Reply hDel(Call call) {
    Map<Bytes, Bytes> old = call.database().hash(call.key());
    List<Bytes> found = call.rest().skip(1).distinct().filter(old::containsKey).toList();
    if (found.isEmpty()) return new Reply.Int(0);
    Map<Bytes, Bytes> fields = call.database().hashToChange(call.key());
    found.forEach(fields::remove);
    if (fields.isEmpty()) call.database().remove(call.key());
    return new Reply.Int(found.size());
  }

  static Reply hExists(Call call) {
    return new Reply.Int(call.database().hash(call.key()).containsKey(call.arg(2)) ? 1 : 0);
  }

  static Reply hLen(Call call) {
    return new Reply.Int(call.database().hash(call.key()).size());
  }

  static Reply hIncrBy(Call call) {
    long more = call.number(3);
    Bytes old = call.database().hash(call.key()).get(call.arg(2));
    long sum = Numbers.sum(old == null ? 0 : Numbers.parse(old, Errors.HASH_NOT_AN_INTEGER), more);
    call.database().hashToChange(call.key()).put(call.arg(2), Bytes.of("" + sum));
    return new Reply.Int(sum);
  }
}
