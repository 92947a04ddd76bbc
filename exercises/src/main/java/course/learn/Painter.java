package course.learn;

import module java.base;

import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** A full screen: a head, a middle, a line that says how it stands, a line of keys. */
final class Painter {

  /** Rows that are not the middle's: two of the head and a blank one, the state, the keys. */
  private static final int AROUND = 5;

  /**
   * What is to be seen.
   *
   * @param head two lines
   * @param isOld the middle is no longer true: it has no colours
   */
  record Picture(
      List<String> head, List<String> middle, boolean isOld, String state, String keys) {}

  private final Terminal terminal;
  private final Display display;
  private volatile Size known;

  Painter(Terminal terminal) {
    this.terminal = terminal;
    known = terminal.getSize();
    display = new Display(terminal, true);
  }

  /** Not every terminal's other screen is empty, nor does its cursor stand in the corner. */
  void begin() {
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.clear_screen);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
  }

  void end() {
    terminal.puts(Capability.cursor_visible);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
  }

  /** Of the terminal; the last one known, when its window has been closed. */
  private Size size() {
    try {
      known = terminal.getSize();
    } catch (IllegalStateException closed) {
      // What is still being wrapped for it will not be seen.
    }
    return known;
  }

  /** Characters in a line of the middle. */
  int width() {
    return Math.max(20, size().getColumns() - 2);
  }

  /** Lines in the middle. */
  int room() {
    return Math.max(3, size().getRows() - AROUND);
  }

  void paint(Picture picture) {
    display.resize(size());
    List<AttributedString> lines = new ArrayList<>();
    picture.head().forEach(line -> lines.add(styled(AttributedStyle.BOLD, line)));
    lines.add(AttributedString.EMPTY);
    for (int i = 0; i < room(); i++)
      lines.add(
          middle(i < picture.middle().size() ? picture.middle().get(i) : "", picture.isOld()));
    lines.add(styled(AttributedStyle.DEFAULT.faint(), picture.state()));
    String keys = picture.keys();
    String bar = keys + " ".repeat(Math.max(0, width() - keys.length()));
    lines.add(styled(AttributedStyle.INVERSE, bar));
    display.update(lines, -1);
  }

  /** What was added or taken away has its colour, and so has a verdict. */
  private AttributedString middle(String line, boolean isOld) {
    if (isOld) return styled(AttributedStyle.DEFAULT.faint(), line);
    AttributedStyle style = AttributedStyle.DEFAULT;
    if (line.startsWith("+ ") || line.equals("Passed."))
      style = style.foreground(AttributedStyle.GREEN);
    if (line.startsWith("- ") || line.startsWith("Not yet"))
      style = style.foreground(AttributedStyle.RED);
    if (line.startsWith("> [")) style = style.bold();
    return styled(style, line);
  }

  private AttributedString styled(AttributedStyle style, String line) {
    return new AttributedString(" " + line, style).columnSubSequence(0, width() + 1);
  }
}
