package miniredis.engine;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.resp.Reply;

/**
 * A reason not to run a command now: no log-in yet, no memory left, inside MULTI.
 *
 * <p>Gates that stand are asked in order, before each command.
 */
@FunctionalInterface
public interface Gate {

  /**
   * Whether the gate may have anything to say: if not, it is not asked. That must not change but
   * between batches of requests, and by commands that are not {@linkplain Command#isBrief brief}.
   */
  default boolean stands() {
    return true;
  }

  /**
   * The reply that takes the place of the command's, or null to let it pass.
   *
   * @throws miniredis.command.CommandException to refuse the command with an error
   */
  Reply before(Client client, Command command, Bytes[] request);
}
