package course.learn;

import module java.base;

import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The learner's keys, by name. What can be printed is its own name; the others are those below. For
 * one thread.
 */
final class Keys {

  static final String UP = "up";
  static final String DOWN = "down";
  static final String NEXT_PAGE = "next page";
  static final String PAGE_BEFORE = "page before";
  static final String ENTER = "enter";
  static final String BACKSPACE = "backspace";
  static final String ESCAPE = "escape";

  /** Ctrl-C and Ctrl-D. */
  static final String STOP = "stop";

  /** The terminal is gone. */
  static final String GONE = "gone";

  private static final int MILLIS = 40;

  private final BindingReader reader;
  private final KeyMap<String> names = new KeyMap<>();

  Keys(Terminal terminal) {
    reader = new BindingReader(terminal.reader());
    for (char c = ' '; c <= '~'; c++) names.bind(String.valueOf(c), String.valueOf(c));
    names.bind(NEXT_PAGE, KeyMap.key(terminal, Capability.key_right));
    names.bind(NEXT_PAGE, KeyMap.key(terminal, Capability.key_npage));
    names.bind(PAGE_BEFORE, KeyMap.key(terminal, Capability.key_left));
    names.bind(PAGE_BEFORE, KeyMap.key(terminal, Capability.key_ppage));
    names.bind(DOWN, KeyMap.key(terminal, Capability.key_down), "\033[B", "\033OB");
    names.bind(UP, KeyMap.key(terminal, Capability.key_up), "\033[A", "\033OA");
    names.bind(ENTER, "\r", "\n");
    names.bind(BACKSPACE, "\177", "\b");
    names.bind(ESCAPE, "\033");
    names.bind(STOP, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
  }

  /** The next one, if there is one in a moment; else null, and so for a key without a name. */
  String next() {
    int next = reader.peekCharacter(MILLIS);
    if (next == NonBlockingReader.EOF) return GONE;
    return next < 0 ? null : names.getBound(typed());
  }

  /**
   * One key. Some send several characters: ESC, then [ or O, and the rest to its last letter. What
   * a terminal answers late to a question of JLine's begins so, too, and is no key of ours.
   */
  private String typed() {
    StringBuilder typed = new StringBuilder().appendCodePoint(reader.readCharacter());
    if (typed.charAt(0) != '\033') return typed.toString();
    for (int next; (next = reader.peekCharacter(MILLIS)) > 0; ) {
      typed.appendCodePoint(reader.readCharacter());
      boolean opens = typed.length() == 2 && (next == '[' || next == 'O');
      if (!opens && next >= '@') break;
    }
    return typed.toString();
  }
}
