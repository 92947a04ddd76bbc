package miniredis.builtin;

import miniredis.bytes.DoubleReader;
import miniredis.bytes.LongDoubleReader;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.command.WaitingRoom;

/** For how long a blocking command waits: seconds with a fraction, 0 for ever. */
final class WaitTime {

  private WaitTime() {}

  /**
   * The deadline in Unix milliseconds, rounded up, or {@link WaitingRoom#NEVER}. More milliseconds
   * than 64 bits can count are negative to Redis; a deadline beyond that never comes.
   */
  static long deadline(Call call, int index) {
    if (LongDoubleReader.read(call.arg(index)).isEmpty()) {
      throw new CommandException(Errors.TIMEOUT_NO_FLOAT);
    }
    double milliseconds = Math.ceil(DoubleReader.read(call.arg(index)) * 1000);
    if (!(milliseconds >= 0 && milliseconds <= 0x1p63)) {
      throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    }
    return deadline(call, (long) milliseconds);
  }

  /** The same of a command that counts in milliseconds, and those whole. */
  static long deadlineInMilliseconds(Call call, int index) {
    long time = call.atLeast(Long.MIN_VALUE, index, Errors.TIMEOUT);
    if (time < 0) throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    return deadline(call, time);
  }

  private static long deadline(Call call, long time) {
    if (time == 0) return WaitingRoom.NEVER;
    return time > Long.MAX_VALUE - call.now() ? Long.MAX_VALUE : call.now() + time;
  }
}
