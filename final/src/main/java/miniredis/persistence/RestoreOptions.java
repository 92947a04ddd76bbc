package miniredis.persistence;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * What stands after the value in RESTORE.
 *
 * @param replace whether a key of that name may be there
 * @param absolute whether the time to live is a deadline in Unix milliseconds
 * @param idle for how many seconds the key was not used, or -1
 * @param frequency how often it was used, or -1
 */
record RestoreOptions(boolean replace, boolean absolute, long idle, int frequency) {

  static RestoreOptions parse(Call call) {
    boolean replace = false;
    boolean absolute = false;
    long idle = -1;
    long frequency = -1;
    for (int i = 4; i < call.size(); i++) {
      Bytes option = call.arg(i);
      boolean more = i + 1 < call.size();
      if (option.is("REPLACE")) {
        replace = true;
      } else if (option.is("ABSTTL")) {
        absolute = true;
      } else if (option.is("IDLETIME") && more && frequency == -1) {
        idle = call.integer(++i);
        check(idle >= 0, "ERR Invalid IDLETIME value, must be >= 0");
      } else if (option.is("FREQ") && more && idle == -1) {
        frequency = call.integer(++i);
        check(
            frequency >= 0 && frequency <= 255, "ERR Invalid FREQ value, must be >= 0 and <= 255");
      } else {
        throw Errors.syntax();
      }
    }
    return new RestoreOptions(replace, absolute, idle, (int) frequency);
  }

  static void check(boolean well, String otherwise) {
    if (!well) throw new CommandException(otherwise);
  }
}
