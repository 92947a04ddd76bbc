package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.resp.Reply;

/**
 * All checks, in the one order in which a command passes them. A command that two would refuse gets
 * the error of the first, so the order is seen by clients: it is that of Redis's {@code
 * processCommand}, and stands in one place, where the server is wired.
 *
 * <p>Those that stand are kept in an array of their own, made anew when one begins or ends to
 * stand. A list that is being gone through is left as it is.
 */
final class Checks {

  private final List<Check> all;
  private Check[] standing = {};

  Checks(List<Check> inOrder) {
    all = List.copyOf(inOrder);
    for (Check each : all) each.whenTurned(this::find);
    find();
  }

  private void find() {
    standing = all.stream().filter(Check::isStanding).toArray(Check[]::new);
  }

  /** The reply that takes the place of a command's, or null if all let it pass. */
  Reply before(Client client, Command command, Bytes[] request) {
    for (Check check : standing) {
      Reply instead = check.before(client, command, request);
      if (instead != null) return instead;
    }
    return null;
  }
}
