package miniredis.command;

/** Which arguments of a command name channels. */
public enum Channels {
  NONE,
  /** The first one. */
  FIRST,
  /** All of them. */
  ALL,
  /** All of them, and they are patterns. */
  PATTERNS;

  /** The index after the last one, in a request of so many arguments, the name counted. */
  public int end(int arguments) {
    return switch (this) {
      case NONE -> 1;
      case FIRST -> Math.min(2, arguments);
      case ALL, PATTERNS -> arguments;
    };
  }
}
