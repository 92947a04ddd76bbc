package miniredis.engine;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.Session;
import miniredis.resp.Reply;

/**
 * A reason not to run a command now: no log-in yet, no memory left, inside MULTI.
 *
 * <p>Gates are asked in order, before each command; most have nothing to say.
 */
@FunctionalInterface
public interface Gate {

  /**
   * The reply that takes the place of the command's, or null to let it pass.
   *
   * @throws miniredis.command.CommandException to refuse the command with an error
   */
  Reply before(Session session, Command command, Bytes[] request);
}
