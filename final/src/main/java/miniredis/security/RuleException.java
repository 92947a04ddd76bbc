package miniredis.security;

/** A rule for a user that cannot be taken over. */
final class RuleException extends RuntimeException {

  private static final String NO_EFFECT =
      "' flag) is not valid and does not have any effect. Try '";

  /** What can be wrong with one, as Redis says it. */
  enum Fault {
    UNKNOWN("Unknown command or category name in ACL"),
    SYNTAX("Syntax error"),
    KEYS_AFTER_ALL(
        "Adding a pattern after the * pattern (or the 'allkeys"
            + NO_EFFECT
            + "resetkeys' to start with an empty list of patterns"),
    CHANNELS_AFTER_ALL(
        "Adding a pattern after the * pattern (or the 'allchannels"
            + NO_EFFECT
            + "resetchannels' to start with an empty list of channels"),
    NO_SUCH_PASSWORD("The password you are trying to remove from the user does not exist"),
    NO_HASH(
        "The password hash must be exactly 64 characters and contain only lowercase hexadecimal"
            + " characters"),
    FIRST_ARGUMENT_OF_PART("Allowing first-arg of a subcommand is not supported");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  private final Fault fault;

  RuleException(Fault fault) {
    super(fault.text, null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
