package miniredis.cli;

import module java.base;

import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Shows a text page by page where it is longer than the terminal. */
final class Pager {

  private static final int LINES_ACROSS = 2;

  private Pager() {}

  static boolean isTooLong(String text, Terminal terminal) {
    return terminal.getRows() > 2 && rows(text, terminal) >= terminal.getRows();
  }

  /** A line that is longer than the terminal is wide takes several. */
  private static long rows(String text, Terminal terminal) {
    int columns = Math.max(1, terminal.getColumns());
    return text.lines().mapToLong(line -> 1 + Math.max(0, width(line) - 1) / columns).sum();
  }

  private static int width(String line) {
    return line.indexOf('\033') < 0 ? line.length() : AttributedString.stripAnsi(line).length();
  }

  static void show(String text, String title, Terminal terminal) throws IOException {
    Less less = new Less(terminal, Path.of("").toAbsolutePath());
    less.veryQuiet = true;
    // A table that is a little too wide is easier to read cut off; a value of a thousand lines is
    // not.
    int widest = LINES_ACROSS * terminal.getColumns();
    less.chopLongLines = text.lines().allMatch(line -> width(line) <= widest);
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try {
      less.run(new Source.InputStreamSource(in, true, title));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
