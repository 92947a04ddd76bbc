package miniredis.cli;

import module java.base;

import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/**
 * The terminal that the user sits at, opened as fast as it can be: the first prompt waits for it.
 * No program is started to find out what it can do, and it is not asked, as a slow line would hold
 * up the answer.
 */
final class UserTerminal {

  private UserTerminal() {}

  static Terminal open(Map<String, String> environment) throws IOException {
    String type = environment.get("TERM");
    if (type != null) know(type);
    try {
      return builder(type).provider("jni").dumb(false).build();
    } catch (IOException | RuntimeException | LinkageError e) {
      // No library of JLine's for this machine: the slower ways are left, and the poorest of all.
      return builder(type).dumb(true).build();
    }
  }

  private static TerminalBuilder builder(String type) {
    TerminalBuilder builder = TerminalBuilder.builder().name("mini Redis");
    return builder.system(true).type(type).graphemeCluster(false);
  }

  /** Has JLine use the table that it brings along, in place of asking the program infocmp. */
  private static void know(String type) {
    String table = InfoCmp.getDefaultInfoCmp(type.startsWith("tmux") ? "screen-256color" : type);
    if (table != null) InfoCmp.setLoadedInfoCmp(type, table);
  }
}
