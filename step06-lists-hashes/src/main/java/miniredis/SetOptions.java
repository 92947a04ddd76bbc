package miniredis;

import module java.base;

/** What may come after SET key value: a deadline, and when not to set at all. */
record SetOptions(boolean ifAbsent, boolean ifPresent, boolean keepTtl, long deadline) {

  /** Reads all options before anything is changed: a command that is refused changes nothing. */
  static SetOptions parse(Call call) {
    boolean ifAbsent = false;
    boolean ifPresent = false;
    boolean keepTtl = false;
    String unit = "";
    int at = 0;
    int last = call.words().size() - 1;
    for (int i = 3; i <= last; i++) {
      String word = call.arg(i).toString().toUpperCase(Locale.ROOT);
      switch (word) {
        case "NX" -> ifAbsent = true;
        case "XX" -> ifPresent = true;
        case "KEEPTTL" -> keepTtl = true;
        case "EX", "PX", "EXAT", "PXAT" -> {
          if (at > 0 && !unit.equals(word)) throw new CommandException(Errors.SYNTAX);
          unit = word;
          at = ++i;
        }
        default -> throw new CommandException(Errors.SYNTAX);
      }
    }
    boolean contradiction = ifAbsent && ifPresent || keepTtl && at > 0;
    if (contradiction || at > last) throw new CommandException(Errors.SYNTAX);
    long deadline = at == 0 ? Expiry.NEVER : parseDeadline(call, unit, at);
    return new SetOptions(ifAbsent, ifPresent, keepTtl, deadline);
  }

  /** EX and PX count from now, in seconds and in milliseconds; EXAT and PXAT count from 1970. */
  static long parseDeadline(Call call, String unit, int at) {
    if (call.number(at) <= 0) throw new CommandException(Errors.invalidExpireTime(call.name()));
    long now = call.database().now();
    return switch (unit) {
      case "EX" -> call.moment(at, 1000, now);
      case "PX" -> call.moment(at, 1, now);
      case "EXAT" -> call.moment(at, 1000, 0);
      default -> call.moment(at, 1, 0);
    };
  }
}
