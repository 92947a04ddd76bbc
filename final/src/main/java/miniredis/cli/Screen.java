package miniredis.cli;

import module java.base;

import miniredis.bytes.BytesBuilder;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * The terminal as the shell writes to it: in colours or without, long texts through a pager. Any
 * thread may use it. A terminal that has gone swallows what is said: nobody is there to read it.
 */
final class Screen implements AutoCloseable {

  private final Terminal terminal;
  private final boolean owned;
  private final boolean colours;

  /**
   * @param owned whether the terminal is closed with this screen
   */
  Screen(Terminal terminal, boolean owned, Map<String, String> environment) {
    this.terminal = terminal;
    this.owned = owned;
    colours = !terminal.getType().startsWith("dumb") && !environment.containsKey("NO_COLOR");
  }

  Terminal terminal() {
    return terminal;
  }

  int columns() {
    return terminal.getColumns();
  }

  Streams streams() {
    return new Streams(
        InputStream.nullInputStream(), terminal.output(), terminal.output(), true, true);
  }

  /** Prints as it is; on a terminal without colours, without them. */
  void say(String text) {
    try {
      terminal.writer().print(plain(text).replace("\r\n", "\n"));
      terminal.flush();
    } catch (IllegalStateException closed) {
      // It has gone.
    }
  }

  void warn(String line) {
    say(Palette.WARNING.paint(line) + "\n");
  }

  void fail(String line) {
    say(Palette.ERROR.paint(line) + "\n");
  }

  /** Without the colours, where the terminal has none. */
  String plain(String text) {
    return colours ? text : text.replaceAll("\033\\[[0-9;]*[A-Za-z]", "");
  }

  /**
   * @param wanted whether a text that is taller than the screen is to be turned over in pages
   */
  void page(String text, String title, boolean wanted) throws IOException {
    boolean pages = wanted && colours && Pager.isTooLong(text, terminal);
    if (pages) Pager.show(text, title, terminal);
    else say(text);
  }

  /** Asks, and takes one key for the answer, which need not be followed by Enter. */
  boolean agrees(String question) throws IOException {
    say(Palette.WARNING.paint(question + " Go on? [y/N] "));
    boolean yes = yes();
    say(yes ? "y\n" : "n\n");
    return yes;
  }

  private boolean yes() throws IOException {
    Attributes before = terminal.enterRawMode();
    try {
      int key = terminal.reader().read();
      return key == 'y' || key == 'Y';
    } finally {
      terminal.setAttributes(before);
    }
  }

  /** Whether a key waits to be read; it stays where it is. */
  boolean keyPressed() {
    try {
      return terminal.reader().peek(1) >= 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Runs a command of this machine on what is given to it; it prints here. */
  void runOnMachine(String command, BytesBuilder input) throws IOException {
    terminal.flush();
    MachineShell.run(command, input, owned ? null : terminal.output());
  }

  @Override
  public void close() throws IOException {
    if (owned) terminal.close();
  }
}
