package miniredis.builtin;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Errors;

/** How a client says when a key shall die: in seconds or milliseconds, from now or from 1970. */
enum TimeOption {
  EX(1000, false),
  PX(1, false),
  EXAT(1000, true),
  PXAT(1, true);

  private final long unit;
  private final boolean absolute;

  TimeOption(long unit, boolean absolute) {
    this.unit = unit;
    this.absolute = absolute;
  }

  /** The option of this name, or null. */
  static TimeOption named(Bytes word) {
    for (TimeOption option : values()) {
      if (word.is(option.name())) return option;
    }
    return null;
  }

  boolean isAbsolute() {
    return absolute;
  }

  /** Milliseconds. */
  long unit() {
    return unit;
  }

  /** The deadline in Unix milliseconds; zero, a negative number or too large a one is refused. */
  long deadline(Call call, Bytes argument) {
    long amount = Call.integer(argument);
    if (amount <= 0 || amount > Long.MAX_VALUE / unit) throw refused(call);
    long deadline = amount * unit + (absolute ? 0 : call.now());
    if (deadline <= 0) throw refused(call);
    return deadline;
  }

  private static RuntimeException refused(Call call) {
    return Errors.invalidExpire(call.command().name());
  }
}
