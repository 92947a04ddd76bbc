package miniredis.persistence;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.command.Quirk;
import miniredis.command.Session;
import miniredis.config.Config;
import miniredis.engine.Gate;
import miniredis.resp.Reply;

/**
 * Refuses writes after a save that failed, if there are save points, until one works: better than
 * to lose in silence what the user believes is saved. PING is refused too, so that whoever watches
 * the server hears of it.
 */
final class SaveGate implements Gate {

  private static final String TEXT =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

  private final Config config;
  private final Saves saves;

  SaveGate(Config config, Saves saves) {
    this.config = config;
    this.saves = saves;
  }

  @Override
  public boolean stands() {
    return !saves.lastWorked();
  }

  @Override
  public Reply before(Session session, Command command, Bytes[] request) {
    boolean concerned = command.is(Flag.WRITE) || command.has(Quirk.TELLS_HEALTH);
    if (concerned && config.stopWritesOnBgsaveError() && !config.savePoints().isEmpty()) {
      throw new CommandException(TEXT);
    }
    return null;
  }
}
