package miniredis;

import module java.base;

/**
 * Lists, pushed and popped at both ends. A list that has become empty is gone, and so is its key.
 */
final class ListCommands {
  static void addTo(CommandTable table) {
    table.add("LPUSH", -3, ListCommands::lPush);
    table.add("RPUSH", -3, ListCommands::rPush);
    table.add("LPOP", -2, ListCommands::lPop);
    table.add("RPOP", -2, ListCommands::rPop);
    table.add("LLEN", 2, ListCommands::lLen);
    table.add("LRANGE", 4, ListCommands::lRange);
    table.add("LINDEX", 3, ListCommands::lIndex);
  }

  /** The elements go in one by one, so LPUSH k a b c reads back as c b a. */
  static Reply lPush(Call call) {
    ListValue list = call.database().listToChange(call.key());
    call.rest().skip(1).forEach(list::pushHead);
    return new Reply.Int(list.length());
  }

  static Reply rPush(Call call) {
    ListValue list = call.database().listToChange(call.key());
    call.rest().skip(1).forEach(list::pushTail);
    return new Reply.Int(list.length());
  }

  static Reply lPop(Call call) {
    return pop(call, ListValue::popHead);
  }

  static Reply rPop(Call call) {
    return pop(call, ListValue::popTail);
  }

  /** With a count the reply is an array, even for a count of 1. */
  private static Reply pop(Call call, Function<ListValue, Bytes> end) {
    boolean one = call.words().size() == 2;
    if (call.words().size() > 3) throw new CommandException(Errors.wrongArity(call.name()));
    long count = one ? 1 : Numbers.parse(call.arg(2), Errors.NOT_POSITIVE);
    if (count < 0) throw new CommandException(Errors.NOT_POSITIVE);
    ListValue list = call.database().list(call.key());
    if (list == null) return one ? new Reply.Bulk(null) : new Reply.Array(null);
    if (count == 0) return Reply.array(List.of());
    list = call.database().listToChange(call.key());
    List<Bytes> popped = new ArrayList<>();
    while (popped.size() < count && !list.isEmpty()) popped.add(end.apply(list));
    if (list.isEmpty()) call.database().remove(call.key());
    return one ? new Reply.Bulk(popped.getFirst()) : Reply.array(popped);
  }

  static Reply lLen(Call call) {
    ListValue list = call.database().list(call.key());
    return new Reply.Int(list == null ? 0 : list.length());
  }

  /** Places count from 0, and from -1 backwards. What lies outside the list is left out. */
  static Reply lRange(Call call) {
    long from = call.number(2);
    long to = call.number(3);
    ListValue list = call.database().list(call.key());
    if (list == null) return Reply.array(List.of());
    long start = Math.max(0, from < 0 ? from + list.length() : from);
    long end = Math.min(list.length() - 1, to < 0 ? to + list.length() : to);
    return Reply.array(start > end ? List.of() : list.range((int) start, (int) end));
  }

  static Reply lIndex(Call call) {
    ListValue list = call.database().list(call.key());
    if (list == null) return new Reply.Bulk(null);
    long index = call.number(2) < 0 ? call.number(2) + list.length() : call.number(2);
    return new Reply.Bulk(index < 0 || index >= list.length() ? null : list.get((int) index));
  }
}
