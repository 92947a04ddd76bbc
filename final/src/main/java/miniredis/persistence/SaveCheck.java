package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.config.Config;
import miniredis.config.SavePoint;
import miniredis.config.Setting;
import miniredis.engine.Check;
import miniredis.resp.Reply;

/**
 * Refuses writes after a save that failed, if there are save points, until one works: better than
 * to lose in silence what the user believes is saved. So is what must tell of it, such as PING.
 */
final class SaveCheck {

  private static final String TEXT =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

  private final Setting<Boolean> stopsWrites;
  private final Setting<List<SavePoint>> points;
  private final Check check = new Check(this::before);
  private boolean lastWorked = true;

  SaveCheck(Config config) {
    stopsWrites = config.flag("stop-writes-on-bgsave-error");
    points = config.savePoints();
  }

  Check check() {
    return check;
  }

  /** A save has ended. */
  void saved(boolean worked) {
    lastWorked = worked;
    check.stand(!worked);
  }

  boolean lastWorked() {
    return lastWorked;
  }

  private Reply before(Client client, Command command, Bytes[] request) {
    boolean concerned = client.wants(command, Flag.WRITE) || command.tellsOfFailingDisk();
    if (concerned && stopsWrites.get() && !points.get().isEmpty()) {
      throw new CommandException(TEXT);
    }
    return null;
  }
}
