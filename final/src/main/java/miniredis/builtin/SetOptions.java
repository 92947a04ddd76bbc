package miniredis.builtin;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Errors;

/**
 * What may follow the value of SET, and the key of GETEX.
 *
 * <p>The words come in any order and may be repeated; of two times in the same unit the last
 * counts. Words that contradict one another are a syntax error.
 *
 * @param condition NX or XX, or null
 * @param get whether the old value is wanted
 * @param keep KEEPTTL: the key keeps its deadline
 * @param persist PERSIST: the key loses its deadline
 * @param unit how the time is given, or null if there is none
 * @param time the time as it was written; not looked at before the words are all known to be right
 */
record SetOptions(
    Condition condition, boolean get, boolean keep, boolean persist, TimeOption unit, Bytes time) {

  /** On what a SET depends. */
  enum Condition {
    /** The key must not exist. */
    NX,
    /** The key must exist. */
    XX
  }

  static SetOptions ofSet(Call call) {
    Condition condition = null;
    boolean get = false;
    boolean keep = false;
    TimeOption unit = null;
    Bytes time = null;
    for (int i = 3; i < call.size(); i++) {
      Bytes word = call.arg(i);
      if (word.is("NX") && condition != Condition.XX) {
        condition = Condition.NX;
      } else if (word.is("XX") && condition != Condition.NX) {
        condition = Condition.XX;
      } else if (word.is("GET")) {
        get = true;
      } else if (word.is("KEEPTTL") && unit == null) {
        keep = true;
      } else {
        unit = unit(call, i++, unit, keep);
        time = call.arg(i);
      }
    }
    return new SetOptions(condition, get, keep, false, unit, time);
  }

  static SetOptions ofGetex(Call call) {
    boolean persist = false;
    TimeOption unit = null;
    Bytes time = null;
    for (int i = 2; i < call.size(); i++) {
      if (call.arg(i).is("PERSIST") && unit == null) {
        persist = true;
      } else {
        unit = unit(call, i++, unit, persist);
        time = call.arg(i);
      }
    }
    return new SetOptions(null, false, false, persist, unit, time);
  }

  private static TimeOption unit(Call call, int at, TimeOption before, boolean contradicted) {
    TimeOption unit = TimeOption.named(call.arg(at));
    boolean right = unit != null && (before == null || before == unit) && !contradicted;
    if (!right || at + 1 == call.size()) throw Errors.syntax();
    return unit;
  }

  /** The new deadline in Unix milliseconds; only if a time was given. */
  long deadline(Call call) {
    return unit.deadline(call, time);
  }

  boolean allows(boolean exists) {
    return condition == null || exists == (condition == Condition.XX);
  }
}
