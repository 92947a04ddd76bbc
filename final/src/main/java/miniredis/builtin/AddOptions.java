package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * What may stand between the key of ZADD and the first score.
 *
 * @param ifAbsent NX: only members that are not there
 * @param ifPresent XX: only members that are there
 * @param ifGreater GT: a score that is there only becomes greater
 * @param ifLess LT: a score that is there only becomes less
 * @param countsChanges CH: replies how many have changed, and not how many are new
 * @param adds INCR: the score is added to the one that is there
 * @param pairs where the first score stands
 */
record AddOptions(
    boolean ifAbsent,
    boolean ifPresent,
    boolean ifGreater,
    boolean ifLess,
    boolean countsChanges,
    boolean adds,
    int pairs) {

  private static final List<String> WORDS = List.of("NX", "XX", "GT", "LT", "CH", "INCR");

  static AddOptions of(Call call, boolean alwaysAdds) {
    boolean[] has = new boolean[WORDS.size()];
    int at = 2;
    for (int word; at < call.size() && (word = word(call.arg(at))) >= 0; at++) has[word] = true;
    return new AddOptions(has[0], has[1], has[2], has[3], has[4], has[5] || alwaysAdds, at)
        .checked(call.size() - at);
  }

  /** Most arguments are numbers, which are no words. */
  private static int word(Bytes argument) {
    if (argument.isEmpty() || argument.at(0) <= '9') return -1;
    for (int i = 0; i < WORDS.size(); i++) if (argument.is(WORDS.get(i))) return i;
    return -1;
  }

  private AddOptions checked(int left) {
    if (left == 0 || left % 2 != 0) throw Errors.syntax();
    if (ifAbsent && ifPresent) throw new CommandException(Errors.XX_AND_NX);
    if (ifGreater && ifAbsent || ifLess && ifAbsent || ifGreater && ifLess) {
      throw new CommandException(Errors.GT_LT_AND_NX);
    }
    if (adds && left > 2) throw new CommandException(Errors.INCR_OF_MANY);
    return this;
  }

  /** Whether a member that is there may get this score instead of the one that it has. */
  boolean allow(double old, double score) {
    return !ifAbsent && !(ifLess && score >= old) && !(ifGreater && score <= old);
  }
}
