package miniredis.server;

import module java.base;

import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.ServerLog;

/** Where the server's log goes, and how much of it, as the settings say. */
public final class LogSettings {

  private enum Format {
    TEXT,
    JSON
  }

  private LogSettings() {}

  /**
   * The file that the setting logfile names, to which is added, or another stream if it names none.
   *
   * @throws IOException if the file cannot be written to
   */
  public static PrintStream open(Config config, PrintStream otherwise) throws IOException {
    String file = config.name("logfile").get();
    return file.isEmpty() ? otherwise : new PrintStream(new FileOutputStream(file, true), false);
  }

  /** A log to a stream, in the form and from the level that the settings say now and later. */
  public static ServerLog follow(Config config, PrintStream out) {
    boolean json = config.choice("logformat", Format.class).get() == Format.JSON;
    Setting<ServerLog.Level> level = config.choice("loglevel", ServerLog.Level.class);
    ServerLog log = new ServerLog(out, json, level.get());
    level.onChange(log::level);
    return log;
  }
}
