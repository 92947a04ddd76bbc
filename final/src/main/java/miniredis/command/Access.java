package miniredis.command;

import module java.base;

/**
 * What a command does to a key. One of the first four says what happens to the value as a whole;
 * one or more of the next four, what happens to the data in it. A key whose data is not touched,
 * such as that of EXISTS, has none of those.
 */
public enum Access {
  /** The value is read and stays as it is. */
  RO,
  /** The value is changed, and what it was before makes a difference. */
  RW,
  /** The value is replaced, whatever it was. */
  OW,
  /** The value is removed. */
  RM,

  /** Data is replied, copied, or decides what happens. */
  ACCESS,
  /** Data that was there is replaced. */
  UPDATE,
  /** Data is added, and what was there stays. */
  INSERT,
  /** Data is removed. */
  DELETE,

  /** Not a key, but to be sent to the server that would have a key of this name. */
  NOT_KEY,
  /** There are keys besides that the specification does not find. */
  INCOMPLETE,
  /** Depends on the other arguments; the specification says the most that can happen. */
  VARIABLE_FLAGS;

  private static final Set<Access> WHOLE = EnumSet.of(RO, RW, OW, RM);

  /** The word in COMMAND INFO. */
  public String word() {
    return WHOLE.contains(this) ? name() : name().toLowerCase(Locale.ROOT);
  }
}
