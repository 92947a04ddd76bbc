package miniredis.engine;

import module java.base;

import miniredis.bytes.Json;

/**
 * The server's log: lines with a time and a level, as text in Redis's form or as JSON.
 *
 * <p>Writing a line is safe on any thread. Not a logging library, because loading one takes a third
 * of the time in which this server has to be up.
 */
public final class ServerLog {

  /** From the most talkative to the quietest, with the marks that Redis gives them. */
  public enum Level {
    DEBUG('.'),
    VERBOSE('-'),
    NOTICE('*'),
    WARNING('#');

    final char mark;

    Level(char mark) {
      this.mark = mark;
    }
  }

  private final PrintStream out;
  private final boolean json;
  private volatile Level threshold;

  /** A log to a stream, which is standard output or a file, as text lines or JSON lines. */
  public ServerLog(PrintStream out, boolean json, Level threshold) {
    this.out = out;
    this.json = json;
    this.threshold = threshold;
  }

  /** Leaves out what is below this level from now on. */
  public void level(Level level) {
    threshold = level;
  }

  public void debug(String message) {
    write(Level.DEBUG, message);
  }

  public void verbose(String message) {
    write(Level.VERBOSE, message);
  }

  public void notice(String message) {
    write(Level.NOTICE, message);
  }

  public void warning(String message) {
    write(Level.WARNING, message);
  }

  /** A fault and where it arose, on one line. */
  public static String describe(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return fault + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private void write(Level level, String message) {
    if (level.ordinal() < threshold.ordinal()) return;
    LocalDateTime now = LocalDateTime.now();
    String line = json ? jsonLine(level, now, message) : textLine(level, now, message);
    out.print(line);
    out.flush();
  }

  private static String textLine(Level level, LocalDateTime now, String message) {
    String month = now.getMonth().name();
    return ProcessHandle.current().pid()
        + ":M "
        + two(now.getDayOfMonth())
        + ' '
        + month.charAt(0)
        + month.substring(1, 3).toLowerCase(Locale.ROOT)
        + ' '
        + now.getYear()
        + ' '
        + time(now)
        + ' '
        + level.mark
        + ' '
        + message
        + '\n';
  }

  private static String jsonLine(Level level, LocalDateTime now, String message) {
    return "{\"time\":\""
        + now.getYear()
        + '-'
        + two(now.getMonthValue())
        + '-'
        + two(now.getDayOfMonth())
        + 'T'
        + time(now)
        + "\",\"level\":\""
        + level.name().toLowerCase(Locale.ROOT)
        + "\",\"pid\":"
        + ProcessHandle.current().pid()
        + ",\"message\":"
        + Json.quoted(message)
        + "}\n";
  }

  private static String time(LocalDateTime now) {
    int millis = now.getNano() / 1_000_000;
    return two(now.getHour())
        + ':'
        + two(now.getMinute())
        + ':'
        + two(now.getSecond())
        + '.'
        + (millis < 10 ? "00" : millis < 100 ? "0" : "")
        + millis;
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
