package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Denial;
import miniredis.command.Errors;

/** The texts of the errors that have to do with users and their rights, exactly as Redis's. */
final class AclErrors {

  static final String NAME = "ERR Usernames can't contain spaces or null characters";
  static final String DEFAULT_STAYS = "ERR The 'default' user cannot be removed";
  static final String BITS =
      "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
          + " number up to 4096";
  static final String NOT_SAVED =
      "ERR There was an error trying to save the ACLs. Please check the server logs for more"
          + " information";
  static final String NO_FILE =
      "ERR This Redis instance is not configured to use an ACL file. You may want to specify users"
          + " via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a"
          + " Redis configuration file set) in order to store users in the Redis configuration.";

  private static final String TAKEN =
      "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC"
          + " call. This command is no longer allowed for the following reason: no permission to ";

  private static final int LONGEST_CATEGORY = 128;

  private AclErrors() {}

  /** A request that its user may not have run. */
  static CommandException denied(Denial denial, Command command) {
    return new CommandException(
        "NOPERM this user has no permissions to "
            + switch (denial.reason()) {
              case COMMAND -> "run the '" + command.name() + "' command";
              case KEY -> "access one of the keys used as arguments";
              case CHANNEL -> "access one of the channels used as arguments";
            });
  }

  /** The same of one that was allowed when it was queued. */
  static CommandException taken(Denial denial) {
    return new CommandException(
        TAKEN
            + switch (denial.reason()) {
              case COMMAND -> "execute the command or subcommand";
              case KEY -> "touch the specified keys";
              case CHANNEL -> "access one of the channels used as arguments";
            });
  }

  /** What ACL DRYRUN answers; this is a reply and no error. */
  static Bytes wouldBeDenied(Denial denial, Command command, Bytes[] request) {
    String name = Errors.quote(request[denial.at()]);
    return Bytes.latin(
        "This user has no permissions to "
            + switch (denial.reason()) {
              case COMMAND -> "run the '" + command.name() + "' command";
              case KEY -> "access the '" + name + "' key";
              case CHANNEL -> "access the '" + name + "' channel";
            });
  }

  static CommandException badRule(Bytes rule, RuleException reason) {
    return new CommandException(
        "ERR Error in ACL SETUSER modifier '%s': %s"
            .formatted(Errors.quote(rule), reason.getMessage()));
  }

  static CommandException unmatched(Bytes rule) {
    return new CommandException(
        "ERR Unmatched parenthesis in acl selector starting at '" + Errors.quote(rule) + "'.");
  }

  static CommandException noUser(Bytes name) {
    return new CommandException("ERR User '" + Errors.quote(name) + "' not found");
  }

  static CommandException noCommand(Bytes name) {
    return new CommandException("ERR Command '" + Errors.quote(name) + "' not found");
  }

  static CommandException noCategory(Bytes name) {
    Bytes shown = name.slice(0, Math.min(LONGEST_CATEGORY, name.length()));
    return new CommandException("ERR Unknown category '" + Errors.quote(shown) + "'");
  }
}
