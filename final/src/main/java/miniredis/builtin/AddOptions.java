package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * What may stand between the key of ZADD or GEOADD and the first score.
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

  /** Those of GEOADD, behind which are three arguments for each member. */
  private static final List<String> PLACE_WORDS = List.of("NX", "XX", "CH");

  static AddOptions of(Call call, boolean alwaysAdds) {
    return of(call, WORDS, alwaysAdds).checked(call.size());
  }

  static AddOptions ofPlaces(Call call) {
    AddOptions options = of(call, PLACE_WORDS, false);
    boolean whole = (call.size() - options.pairs) % 3 == 0;
    if (!whole || options.ifAbsent && options.ifPresent) throw Errors.syntax();
    return options;
  }

  private static AddOptions of(Call call, List<String> words, boolean alwaysAdds) {
    int found = 0;
    int at = 2;
    for (; at < call.size(); at++) {
      int word = word(call.arg(at), words);
      if (word < 0) break;
      found |= 1 << word;
    }
    return new AddOptions(
        has(found, "NX"),
        has(found, "XX"),
        has(found, "GT"),
        has(found, "LT"),
        has(found, "CH"),
        has(found, "INCR") || alwaysAdds,
        at);
  }

  private static boolean has(int found, String word) {
    return (found >> WORDS.indexOf(word) & 1) != 0;
  }

  /** Which of all words it is, or -1. Most arguments are numbers, which are none. */
  private static int word(Bytes argument, List<String> words) {
    if (argument.isEmpty() || argument.at(0) <= '9') return -1;
    for (String word : words) if (argument.is(word)) return WORDS.indexOf(word);
    return -1;
  }

  private AddOptions checked(int arguments) {
    int left = arguments - pairs;
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
