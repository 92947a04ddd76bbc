package course;

import module java.base;

import course.LessonView.Page;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/** Shows pages at a terminal, one at a time, and turns them as its keys are pressed. */
final class Pager {

  private enum Key {
    NEXT,
    PREVIOUS,
    DOWN,
    UP,
    LINE_DOWN,
    LINE_UP,
    END
  }

  private static final String KEYS = "n next  p previous  space down  b up  q end";

  private final Terminal terminal;
  private final List<Page> pages;

  private int page;

  /** The first line of the page that is shown. */
  private int top;

  Pager(Terminal terminal, List<Page> pages) {
    this.terminal = terminal;
    this.pages = pages;
  }

  static void show(List<Page> pages) throws IOException {
    try (Terminal terminal = TerminalBuilder.terminal()) {
      new Pager(terminal, pages).turn();
    }
  }

  /** Returns when the reader has had enough, or turns behind the last page. */
  void turn() {
    Attributes before = terminal.enterRawMode();
    BindingReader keys = new BindingReader(terminal.reader());
    try {
      while (page < pages.size()) {
        draw();
        Key key = keys.readBinding(keyMap());
        if (key == null || key == Key.END) break;
        move(key);
      }
    } finally {
      terminal.setAttributes(before);
      terminal.puts(Capability.clear_screen);
      terminal.flush();
    }
  }

  private KeyMap<Key> keyMap() {
    KeyMap<Key> map = new KeyMap<>();
    map.bind(Key.NEXT, "n", KeyMap.key(terminal, Capability.key_right));
    map.bind(Key.PREVIOUS, "p", KeyMap.key(terminal, Capability.key_left));
    map.bind(Key.DOWN, " ", KeyMap.key(terminal, Capability.key_npage));
    map.bind(Key.UP, "b", KeyMap.key(terminal, Capability.key_ppage));
    map.bind(Key.LINE_DOWN, "j", "\r", KeyMap.key(terminal, Capability.key_down));
    map.bind(Key.LINE_UP, "k", KeyMap.key(terminal, Capability.key_up));
    map.bind(Key.END, "q", KeyMap.ctrl('C'), KeyMap.ctrl('D'));
    return map;
  }

  private void move(Key key) {
    int height = height();
    int last = Math.max(0, lines().size() - height);
    switch (key) {
      case NEXT -> open(page + 1);
      case PREVIOUS -> open(Math.max(0, page - 1));
      // Space reads on: at the end of a file it opens the next.
      case DOWN -> {
        if (top >= last) open(page + 1);
        else top = Math.min(last, top + height);
      }
      case UP -> top = Math.max(0, top - height);
      case LINE_DOWN -> top = Math.min(last, top + 1);
      case LINE_UP -> top = Math.max(0, top - 1);
      case END -> {}
    }
  }

  private void open(int number) {
    page = number;
    top = 0;
  }

  private List<String> lines() {
    return pages.get(page).text().strip().lines().toList();
  }

  /** The last line is for the keys. */
  private int height() {
    return Math.max(1, terminal.getSize().getRows() - 1);
  }

  private void draw() {
    List<String> lines = lines();
    int end = Math.min(lines.size(), top + height());
    terminal.puts(Capability.clear_screen);
    for (String line : lines.subList(Math.min(top, end), end))
      terminal.writer().println(fitting(line));
    String place = "%d of %d: %s".formatted(page + 1, pages.size(), pages.get(page).title());
    String more = end < lines.size() ? "  (more)" : "";
    terminal.writer().print(fitting("\u001b[7m " + place + more + "   " + KEYS + " \u001b[0m"));
    terminal.flush();
  }

  /** Cut at the terminal's edge: a line that wraps would push another off the screen. */
  private String fitting(String line) {
    int width = Math.max(1, terminal.getSize().getColumns() - 1);
    return AttributedString.fromAnsi(line).columnSubSequence(0, width).toAnsi(terminal);
  }
}
