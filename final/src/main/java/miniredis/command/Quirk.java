package miniredis.command;

/**
 * What sets a command apart that no {@link Flag} says, since COMMAND INFO does not show it. The row
 * says it, so that nobody else has to know the command by its name.
 */
public enum Quirk {
  /** Is refused, as a write is, while the server cannot write to its disk: monitors ask it. */
  TELLS_HEALTH,

  /** Leaves no key in any database, which a snapshot is to hold at once. */
  EMPTIES_ALL
}
