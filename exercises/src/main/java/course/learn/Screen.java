package course.learn;

import module java.base;

import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The course on a full screen: where the learner is, what the last save came to, and a key for all
 * that one can want. Keys are read by the thread that called {@link #run}; the {@link Loop}'s
 * thread leaves what it has to say, and this one draws it.
 */
final class Screen implements Loop.Listener {

  private static final List<String> HELP =
      List.of(
          "You type in your editor, in another window. Whenever you save, your server is compiled,",
          "started and tested, and the first thing that is wrong stands here.",
          "",
          "  l   the lesson of this stage, a page at a time",
          "  t   test now",
          "  h   a hint: first a nudge, then where, then a few lines",
          "  n   the next stage",
          "  m   the list of all stages",
          "  d   the next difference between your sources and ours",
          "  s   our solution as a difference from yours (asked for twice, before you have passed)",
          "  r   begin this stage anew: what you have is moved aside, not lost (asked for twice)",
          "  q   leave: where you are is kept",
          "",
          "While you read:  n or space  the next page,   p  the one before,   q  back.");

  private static final String KEYS =
      " l lesson  t test  h hint  n next  m list  d diff  ? more  q quit";

  private final Session session;
  private final Terminal terminal;
  private final Display display;
  private final Loop loop;

  /** Guarded by this: the loop's thread writes it. */
  private List<String> body = List.of();

  private String status = "";
  private Outcome last;
  private boolean changed = true;

  private volatile Pages pages;
  private boolean resetAsked;
  private boolean over;

  Screen(Session session, Terminal terminal) {
    this.session = session;
    this.terminal = terminal;
    display = new Display(terminal, true);
    loop = new Loop(session, this);
  }

  /** Returns when the learner leaves. */
  void run() throws IOException {
    Attributes before = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.handle(Terminal.Signal.WINCH, any -> touch());
    try {
      open();
      BindingReader keys = new BindingReader(terminal.reader());
      KeyMap<String> map = keyMap();
      while (!over) {
        draw();
        if (keys.peekCharacter(40) == org.jline.utils.NonBlockingReader.EOF) break;
        String key = keys.readBinding(map, null, false);
        if (key != null) press(key);
      }
    } finally {
      loop.close();
      terminal.puts(Capability.exit_ca_mode);
      terminal.puts(Capability.keypad_local);
      terminal.setAttributes(before);
      terminal.writer().println("Your code and your progress stay in exercises/workspace.");
      terminal.flush();
    }
  }

  private KeyMap<String> keyMap() {
    KeyMap<String> map = new KeyMap<>();
    for (char c = ' '; c <= '~'; c++) map.bind(String.valueOf(c), String.valueOf(c));
    map.bind(" ", KeyMap.key(terminal, Capability.key_npage), "\r");
    map.bind(
        "n", KeyMap.key(terminal, Capability.key_right), KeyMap.key(terminal, Capability.key_down));
    map.bind("p", KeyMap.key(terminal, Capability.key_ppage));
    map.bind(
        "p", KeyMap.key(terminal, Capability.key_left), KeyMap.key(terminal, Capability.key_up));
    map.bind("q", KeyMap.ctrl('C'), KeyMap.ctrl('D'));
    map.setAmbiguousTimeout(50);
    return map;
  }

  // ---- What the keys do. All that needs the session is done by the loop.

  private void open() {
    loop.submit(
        any -> {
          List<String> said = session.go(session.current());
          show(welcome(said));
          if (said.isEmpty()) check();
        });
  }

  private List<String> welcome(List<String> said) {
    List<String> lines = new ArrayList<>(said);
    lines.add("");
    lines.add("l shows the lesson of this stage. Type what it says in your editor, in another");
    lines.add("window, and save: your server is then compiled, started and tested, right here.");
    return lines;
  }

  private void check() {
    loop.test();
  }

  private void press(String key) {
    if (pages != null) turn(key);
    else choose(key);
    if (!key.equals("r")) resetAsked = false;
    touch();
  }

  private void turn(String key) {
    switch (key) {
      case "n", " ", "j" -> pages.turn(1, room());
      case "p", "b", "k" -> pages.turn(-1, room());
      case "q", "l", "m", "?" -> close(pages);
      default -> {}
    }
    if (pages != null && pages.title().equals("lesson")) keep(pages.page());
  }

  private void close(Pages read) {
    pages = null;
  }

  /** Where the learner stopped to read. */
  private void keep(int page) {
    loop.submit(any -> session.progress().read(session.current(), page));
  }

  private void choose(String key) {
    switch (key) {
      case "l" -> loop.submit(any -> read());
      case "t" -> check();
      case "h" -> loop.submit(any -> show(session.hint(session.current(), last())));
      case "n" -> loop.submit(any -> next());
      case "m" -> loop.submit(any -> list());
      case "d" -> loop.submit(any -> page("difference", session.difference(session.current())));
      case "s" -> loop.submit(any -> page("solution", session.solution(session.current())));
      case "r" -> reset();
      case "?" -> page("keys", HELP);
      case "q" -> over = true;
      default -> {}
    }
  }

  private void read() {
    Stage stage = session.current();
    synchronized (this) {
      pages = new Pages("lesson", Lesson.of(stage, width() - 2), session.progress().page(stage));
    }
    touch();
  }

  private void next() throws IOException {
    Stage now = session.current();
    Stage next = session.progress().isPassed(now) ? session.stages().after(now).orElse(now) : now;
    if (next.equals(now)) {
      show(
          List.of("This stage is not passed yet. m lists all; ./run learn go 03.4 goes anywhere."));
      return;
    }
    last(null);
    List<String> said = session.go(next);
    show(welcome(said));
  }

  private void list() {
    Overview overview = new Overview(session.stages(), session.progress(), session.current());
    List<String> lines = overview.lines();
    int at =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains("[>]"))
            .findFirst()
            .orElse(0);
    synchronized (this) {
      pages = new Pages("stages", lines, at / room());
    }
    touch();
  }

  private void reset() {
    if (resetAsked) loop.submit(any -> show(session.reset(session.current())));
    else
      show(
          List.of("r again begins this stage anew; what you have typed is moved aside, not lost."));
    resetAsked = !resetAsked;
  }

  private void page(String title, List<String> lines) {
    List<String> wrapped =
        lines.stream().flatMap(line -> Words.wrapped(line, width() - 2).stream()).toList();
    synchronized (this) {
      pages = new Pages(title, wrapped, 0);
    }
    touch();
  }

  // ---- What the loop says.

  @Override
  public synchronized void testing(Stage stage, String what) {
    status = what + " ...";
    changed = true;
  }

  @Override
  public void came(Stage stage, Outcome outcome, Duration after) {
    List<String> lines = new ArrayList<>(new Report(width() - 2, room() - 2).of(stage, outcome));
    if (outcome.isPassed()) lines.addAll(List.of("", "Passed. n goes on to the next stage."));
    synchronized (this) {
      last = outcome;
      status = "%.1f s; %s".formatted(after.toMillis() / 1000.0, loop.how());
    }
    show(lines);
  }

  @Override
  public void failed(Exception problem) {
    show(List.of("That did not work: " + problem.getMessage()));
  }

  private synchronized Outcome last() {
    return last;
  }

  private synchronized void last(Outcome outcome) {
    last = outcome;
    status = "";
  }

  private synchronized void show(List<String> lines) {
    body = List.copyOf(lines);
    changed = true;
  }

  private synchronized void touch() {
    changed = true;
  }

  // ---- Drawing.

  private int width() {
    return Math.max(20, terminal.getSize().getColumns());
  }

  /** What is left between the head and the two lines at the bottom. */
  private int room() {
    return Math.max(3, terminal.getSize().getRows() - 5);
  }

  private synchronized void draw() {
    if (!changed) return;
    changed = false;
    display.resize(terminal.getSize());
    List<AttributedString> lines = new ArrayList<>();
    head().forEach(line -> lines.add(bold(line)));
    List<String> middle = pages == null ? body : pages.shown(room());
    int room = terminal.getSize().getRows() - lines.size() - 2;
    for (int i = 0; i < room; i++)
      lines.add(i < middle.size() ? text(" " + middle.get(i)) : AttributedString.EMPTY);
    lines.add(text(" " + status));
    lines.add(inverse(pages == null ? KEYS : reading()));
    display.update(lines, -1);
  }

  private List<String> head() {
    Stage stage = session.current();
    String mark = session.progress().isPassed(stage) ? " (passed)" : "";
    Overview overview = new Overview(session.stages(), session.progress(), stage);
    return List.of(
        " " + stage.id() + " " + stage.title() + mark,
        " " + overview.bar(Math.max(5, width() - 30)),
        "");
  }

  private String reading() {
    return " %s %s   n next page  p page before  q back"
        .formatted(pages.title(), pages.place(room()));
  }

  private AttributedString text(String line) {
    return new AttributedString(line).columnSubSequence(0, width() - 1);
  }

  private AttributedString bold(String line) {
    return new AttributedString(line, AttributedStyle.BOLD).columnSubSequence(0, width() - 1);
  }

  private AttributedString inverse(String line) {
    AttributedStringBuilder whole = new AttributedStringBuilder();
    whole.styled(
        AttributedStyle.INVERSE, line + " ".repeat(Math.max(0, width() - 1 - line.length())));
    return whole.toAttributedString().columnSubSequence(0, width() - 1);
  }
}
