package miniredis.command;

/**
 * That a user may not do what a request asks for.
 *
 * @param at the index of the argument that is not allowed; 0 if it is the command
 */
public record Denial(Reason reason, int at) implements Comparable<Denial> {

  /** What is not allowed; the later ones are looked at later. */
  public enum Reason {
    COMMAND,
    KEY,
    CHANNEL
  }

  /** The one that was found after more had been allowed is the greater. */
  @Override
  public int compareTo(Denial other) {
    int byReason = reason.compareTo(other.reason);
    return byReason != 0 ? byReason : Integer.compare(at, other.at);
  }
}
