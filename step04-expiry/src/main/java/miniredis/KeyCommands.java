package miniredis;

/** Commands about keys, whatever their values are. EXISTS counts a key as often as it is named. */
final class KeyCommands {
  static void addTo(CommandTable table) {
    table.add("DEL", -2, KeyCommands::del);
    table.add("EXISTS", -2, KeyCommands::exists);
    table.add("EXPIRE", 3, KeyCommands::expire);
    table.add("PEXPIRE", 3, KeyCommands::pExpire);
    table.add("EXPIREAT", 3, KeyCommands::expireAt);
    table.add("PEXPIREAT", 3, KeyCommands::pExpireAt);
    table.add("TTL", 2, KeyCommands::ttl);
    table.add("PTTL", 2, KeyCommands::pTtl);
    table.add("PERSIST", 2, KeyCommands::persist);
  }

  static Reply del(Call call) {
    return new Reply.Int(call.rest().filter(call.database()::remove).count());
  }

  static Reply exists(Call call) {
    return new Reply.Int(call.rest().filter(call.database()::contains).count());
  }

  static Reply expire(Call call) {
    return setDeadline(call, call.moment(2, 1000, call.database().now()));
  }

  static Reply pExpire(Call call) {
    return setDeadline(call, call.moment(2, 1, call.database().now()));
  }

  static Reply expireAt(Call call) {
    return setDeadline(call, call.moment(2, 1000, 0));
  }

  static Reply pExpireAt(Call call) {
    return setDeadline(call, call.moment(2, 1, 0));
  }

  /** A moment in the past is allowed: the key is dead then, and is removed like any dead key. */
  private static Reply setDeadline(Call call, long deadline) {
    if (!call.database().contains(call.key())) return new Reply.Int(0);
    call.database().expireAt(call.key(), deadline);
    return new Reply.Int(1);
  }

  /** Seconds, rounded to the nearest. */
  static Reply ttl(Call call) {
    long left = left(call);
    return new Reply.Int(left < 0 ? left : (left + 500) / 1000);
  }

  static Reply pTtl(Call call) {
    return new Reply.Int(left(call));
  }

  /** The milliseconds that are left; -1 for a key without a deadline, -2 for no key. */
  private static long left(Call call) {
    if (!call.database().contains(call.key())) return -2;
    long deadline = call.database().deadline(call.key());
    return deadline == Expiry.NEVER ? -1 : deadline - call.database().now();
  }

  static Reply persist(Call call) {
    if (left(call) < 0) return new Reply.Int(0);
    call.database().expireAt(call.key(), Expiry.NEVER);
    return new Reply.Int(1);
  }
}
