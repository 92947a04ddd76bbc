package miniredis.engine;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.resp.Reply;

/**
 * One reason not to run a command now: no log-in yet, no memory left, a disk that fails.
 *
 * <p>A check is asked only while it {@linkplain #stand stands}. Most stand aside most of the time,
 * and a command then pays nothing for them. Whoever makes a check knows what its answer depends on,
 * and says so at the moment when that changes: the very next command is asked, even if it came in
 * the same piece of input. Belongs to the engine's thread.
 */
public final class Check {

  /** What a check says of a command. */
  @FunctionalInterface
  public interface Rule {

    /**
     * The reply that takes the place of the command's, or null to let it pass.
     *
     * @throws miniredis.command.CommandException to refuse the command with an error
     */
    Reply before(Client client, Command command, Bytes[] request);
  }

  private final Rule rule;
  private Runnable whenTurned = () -> {};
  private boolean standing;

  /** A check that stands aside until told otherwise. */
  public Check(Rule rule) {
    this.rule = rule;
  }

  /** Says whether the check may have anything to say from now on. */
  public void stand(boolean yes) {
    if (standing == yes) return;
    standing = yes;
    whenTurned.run();
  }

  /**
   * Asks, for a command that a script is about to run.
   *
   * @throws miniredis.command.CommandException to refuse it
   */
  public void ask(Client client, Command command, Bytes[] request) {
    if (standing) before(client, command, request);
  }

  /** Whether the check refuses a command that a script is about to run. */
  public boolean refuses(Client client, Command command, Bytes[] request) {
    try {
      ask(client, command, request);
      return false;
    } catch (CommandException _) {
      return true;
    }
  }

  boolean isStanding() {
    return standing;
  }

  /** Who is told when the check begins to stand or no longer does. */
  void whenTurned(Runnable listener) {
    whenTurned = listener;
  }

  Reply before(Client client, Command command, Bytes[] request) {
    return rule.before(client, command, request);
  }
}
