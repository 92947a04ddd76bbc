package miniredis.cli;

import module java.base;

import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** Shows a text page by page where it is longer than the terminal. */
final class Pager {

  private Pager() {}

  static boolean isTooLong(String text, Terminal terminal) {
    return terminal.getRows() > 2
        && text.lines().skip(terminal.getRows() - 1L).findAny().isPresent();
  }

  static void show(String text, String title, Terminal terminal) throws IOException {
    Less less = new Less(terminal, Path.of("").toAbsolutePath());
    less.veryQuiet = true;
    less.chopLongLines = true;
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try {
      less.run(new Source.InputStreamSource(in, true, title));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
