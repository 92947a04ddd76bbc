package miniredis.builtin;

import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * How a client says when a field of a hash shall die. Unlike with a key, zero is a time like any
 * other, and what lies too far ahead is refused.
 */
final class FieldTime {

  /** Unix milliseconds, in the year 4199: Redis keeps two bits of its 48 free. */
  static final long LATEST = (1L << 46) - 1;

  private FieldTime() {}

  /**
   * The deadline in Unix milliseconds that an argument says.
   *
   * @param unit the milliseconds that one of it means
   * @param base what it counts from, in Unix milliseconds
   */
  static long deadline(Call call, int argument, long unit, long base) {
    long time = call.integer(argument);
    if (time < 0) throw new CommandException(Errors.TIME_NEGATIVE);
    if (time > LATEST / unit || time * unit > LATEST - base) {
      throw Errors.invalidExpire(call.command().name());
    }
    return time * unit + base;
  }

  /** The same for a time that stands behind an option. */
  static long deadline(Call call, int argument, TimeOption option) {
    return deadline(call, argument, option.unit(), option.isAbsolute() ? 0 : call.now());
  }
}
