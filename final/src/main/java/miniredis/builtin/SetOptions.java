package miniredis.builtin;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Errors;
import miniredis.keyspace.Database;

/**
 * What may follow the value of SET, the key of GETEX, and the pairs of MSETEX.
 *
 * <p>The words come in any order and may be repeated; of two times in the same unit the last
 * counts. Words that contradict one another are a syntax error.
 *
 * @param condition on what it depends, or null
 * @param operand what the value is compared with, or null
 * @param get whether the old value is wanted
 * @param keep KEEPTTL: the key keeps its deadline
 * @param persist PERSIST: the key loses its deadline
 * @param unit how the time is given, or null if there is none
 * @param time the time as it was written; not looked at before the words are all known to be right
 */
record SetOptions(
    Condition condition,
    Bytes operand,
    boolean get,
    boolean keep,
    boolean persist,
    TimeOption unit,
    Bytes time) {

  /** On what a SET depends. */
  enum Condition {
    /** The key must not exist. */
    NX,
    /** The key must exist. */
    XX,
    /** The key must hold this value. */
    IFEQ,
    /** The key must not hold this value; it need not exist. */
    IFNE;

    /** IFEQ or IFNE, or null if it is another word. */
    static Condition comparing(Bytes word) {
      return word.is("IFEQ") ? IFEQ : word.is("IFNE") ? IFNE : null;
    }

    /** Whether a value, null where there is none, is as it must be. */
    boolean holds(Bytes value, Bytes operand) {
      return operand.equals(value) == (this == IFEQ);
    }
  }

  /** As Redis 7.0 has them. */
  static SetOptions ofSet(Call call) {
    return parse(call, 3, true, false);
  }

  /** With IFEQ and IFNE. */
  static SetOptions ofComparingSet(Call call) {
    return parse(call, 3, true, true);
  }

  /** From a place on. */
  static SetOptions ofMsetex(Call call, int from) {
    return parse(call, from, false, false);
  }

  private static SetOptions parse(Call call, int from, boolean mayGet, boolean mayCompare) {
    Condition condition = null;
    Bytes operand = null;
    boolean get = false;
    boolean keep = false;
    TimeOption unit = null;
    Bytes time = null;
    for (int i = from; i < call.size(); i++) {
      Bytes word = call.arg(i);
      Condition comparing = mayCompare ? Condition.comparing(word) : null;
      if (word.is("NX") && (condition == null || condition == Condition.NX)) {
        condition = Condition.NX;
      } else if (word.is("XX") && (condition == null || condition == Condition.XX)) {
        condition = Condition.XX;
      } else if (comparing != null && condition == null && i + 1 < call.size()) {
        condition = comparing;
        operand = call.arg(++i);
      } else if (word.is("GET") && mayGet) {
        get = true;
      } else if (word.is("KEEPTTL") && unit == null) {
        keep = true;
      } else {
        unit = unit(call, i++, unit, keep);
        time = call.arg(i);
      }
    }
    return new SetOptions(condition, operand, get, keep, false, unit, time);
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
    return new SetOptions(null, null, false, false, persist, unit, time);
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

  /** Whether the condition holds; WRONGTYPE if it is about the value, and that is no string. */
  boolean allow(Database database, Bytes key) {
    if (condition == null) return true;
    return switch (condition) {
      case NX -> !database.exists(key);
      case XX -> database.exists(key);
      case IFEQ, IFNE -> condition.holds(database.peekString(key), operand);
    };
  }
}
