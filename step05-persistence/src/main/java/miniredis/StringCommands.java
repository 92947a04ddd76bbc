package miniredis;

/** Strings: any bytes, up to 512 MB of them. */
final class StringCommands {
  static void addTo(CommandTable table) {
    table.add("GET", 2, StringCommands::get);
    table.add("SET", -3, StringCommands::set);
    table.add("INCR", 2, StringCommands::incr);
    table.add("DECR", 2, StringCommands::decr);
    table.add("INCRBY", 3, StringCommands::incrBy);
    table.add("DECRBY", 3, StringCommands::decrBy);
    table.add("SETEX", 4, StringCommands::setEx);
    table.add("PSETEX", 4, StringCommands::pSetEx);
  }

  static Reply get(Call call) {
    return new Reply.Bulk(call.database().string(call.key()));
  }

  static Reply set(Call call) {
    SetOptions options = SetOptions.parse(call);
    boolean present = call.database().contains(call.key());
    if (present ? options.ifAbsent() : options.ifPresent()) return new Reply.Bulk(null);
    call.database().put(call.key(), call.arg(2));
    if (!options.keepTtl()) call.database().expireAt(call.key(), options.deadline());
    return Reply.OK;
  }

  static Reply incr(Call call) {
    return add(call, 1);
  }

  static Reply decr(Call call) {
    return add(call, -1);
  }

  static Reply incrBy(Call call) {
    return add(call, call.number(2));
  }

  static Reply decrBy(Call call) {
    long less = call.number(2);
    // The smallest of all numbers has no opposite.
    if (less == Long.MIN_VALUE) throw new CommandException(Errors.DECREMENT_OVERFLOWS);
    return add(call, -less);
  }

  /**
   * Numbers are kept as the strings that show them, and a key that is not there counts as 0. This
   * is the classic place for a lost update: between the reading at the top and the writing at the
   * bottom nobody else may write. {@link CommandTable#run} sees to that, for all commands alike.
   */
  private static Reply add(Call call, long more) {
    Bytes old = call.database().string(call.key());
    long sum = Numbers.sum(old == null ? 0 : Numbers.parse(old), more);
    call.database().put(call.key(), Bytes.of(Long.toString(sum)));
    return new Reply.Int(sum);
  }

  static Reply setEx(Call call) {
    return setWithDeadline(call, "EX");
  }

  static Reply pSetEx(Call call) {
    return setWithDeadline(call, "PX");
  }

  private static Reply setWithDeadline(Call call, String unit) {
    long deadline = SetOptions.parseDeadline(call, unit, 2);
    call.database().put(call.key(), call.arg(3));
    call.database().expireAt(call.key(), deadline);
    return Reply.OK;
  }
}
