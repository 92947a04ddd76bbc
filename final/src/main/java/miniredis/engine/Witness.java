package miniredis.engine;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;

/**
 * Who is told of what is run, at once and one by one: those who watch with MONITOR, and the table
 * of keys that clients have read. While there is none, nothing is paid for it.
 *
 * <p>Called on the engine's thread.
 */
public interface Witness {

  /** A command has run, for a client or for an EXEC; what waits for the reply is to be sent yet. */
  default void ran(Call call) {}

  /** A command begins that runs others, and wants to be shown before them. */
  default void begins(Call call) {}

  /** A request was refused before it ran. */
  default void refused(Client client, Command command, Bytes[] request) {}

  /**
   * A request has been dealt with: run, queued or refused.
   *
   * @param command null if there is none of that name
   */
  default void ended(Client client, Command command) {}
}
