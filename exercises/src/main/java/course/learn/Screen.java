package course.learn;

import module java.base;

import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The course on a full screen: where the learner is, what the last save came to, and a key for all
 * that one can want. The thread that called {@link #run} reads keys and draws; the {@link Loop}'s
 * thread does the work and leaves what it has to say.
 */
final class Screen implements Loop.Listener {

  private static final List<String> HELP =
      List.of(
          "You type in your editor, in another window. Whenever you save, your server is",
          "compiled, started and tested, and the first thing that is wrong stands here.",
          "",
          "  l   the lesson of this stage, a page at a time",
          "  t   test now",
          "  h   a hint: first a nudge, then where to look, then a few lines",
          "  n   the next stage",
          "  m   the list of all stages",
          "  d   the next difference between your sources and ours",
          "  s   our solution (before you have passed, only to who asks twice)",
          "  r   begin this stage anew (asked for twice; what you have is moved aside)",
          "  q   leave: where you are is kept",
          "",
          "While you read: n or space turns to the next page, p to the one before, q goes back.");

  private static final String KEYS =
      "l lesson  t test  h hint  n next  m list  d diff  ? all keys  q quit";

  private final Session session;
  private final Terminal terminal;
  private final Painter painter;
  private final Loop loop;

  // What is shown. Both threads change it, and hold this object's lock.
  private List<String> body = List.of();
  private String state = "";
  private Pages pages;
  private Outcome last;
  private boolean changed = true;

  /** The learner has pressed r once. Only the thread of the keys asks. */
  private boolean resetAsked;

  private boolean over;

  Screen(Session session, Terminal terminal) {
    this.session = session;
    this.terminal = terminal;
    painter = new Painter(terminal);
    loop = new Loop(session, this);
  }

  /** Returns when the learner leaves, or the terminal is gone. */
  void run() throws IOException {
    Attributes before = terminal.enterRawMode();
    painter.begin();
    terminal.handle(Terminal.Signal.WINCH, any -> touch());
    loop.submit(any -> arrive());
    try {
      BindingReader keys = new BindingReader(terminal.reader());
      KeyMap<String> map = keyMap();
      while (!over) {
        draw();
        int next = keys.peekCharacter(40);
        if (next == NonBlockingReader.EOF) break;
        String key = next < 0 ? null : map.getBound(typed(keys));
        if (key != null) press(key);
      }
    } finally {
      loop.close();
      painter.end();
      terminal.setAttributes(before);
      terminal.writer().println("Your code and your progress stay in exercises/workspace.");
      terminal.flush();
    }
  }

  /**
   * One key. Some send several characters: ESC, then [ or O, and the rest to its last letter. What
   * a terminal answers late to a question of JLine's begins so, too, and is no key of ours.
   */
  private static String typed(BindingReader keys) {
    StringBuilder typed = new StringBuilder().appendCodePoint(keys.readCharacter());
    if (typed.charAt(0) != '\033') return typed.toString();
    for (int next; (next = keys.peekCharacter(40)) > 0; ) {
      typed.appendCodePoint(keys.readCharacter());
      boolean opens = typed.length() == 2 && (next == '[' || next == 'O');
      if (!opens && next >= '@') break;
    }
    return typed.toString();
  }

  private KeyMap<String> keyMap() {
    KeyMap<String> map = new KeyMap<>();
    for (char c = ' '; c <= '~'; c++) map.bind(String.valueOf(c), String.valueOf(c));
    map.bind("n", KeyMap.key(terminal, Capability.key_right), "\r");
    map.bind("n", KeyMap.key(terminal, Capability.key_down));
    map.bind("n", KeyMap.key(terminal, Capability.key_npage));
    map.bind("p", KeyMap.key(terminal, Capability.key_left));
    map.bind("p", KeyMap.key(terminal, Capability.key_up));
    map.bind("p", KeyMap.key(terminal, Capability.key_ppage));
    map.bind("q", KeyMap.ctrl('C'), KeyMap.ctrl('D'));
    return map;
  }

  // ---- What the keys do.

  private void press(String key) {
    Pages open = pages();
    if (open != null) turn(open, key);
    else choose(key);
    if (!key.equals("r")) resetAsked = false;
  }

  private void turn(Pages open, String key) {
    switch (key) {
      case "n", " " -> open.turn(1, painter.room());
      case "p", "b" -> open.turn(-1, painter.room());
      case "q" -> open(null);
      default -> {}
    }
    int page = open.page();
    if (open.title().equals("Lesson"))
      loop.submit(any -> session.progress().read(session.current(), page));
    touch();
  }

  private void choose(String key) {
    switch (key) {
      case "l" -> loop.submit(any -> read());
      case "t" -> loop.test();
      case "h" -> loop.submit(any -> hint());
      case "n" -> loop.submit(any -> next());
      case "m" -> loop.submit(any -> list());
      case "d" -> loop.submit(any -> page("Difference", session.difference(session.current())));
      case "s" -> loop.submit(any -> solution());
      case "r" -> reset();
      case "?" -> page("Keys", HELP);
      case "q" -> over = true;
      default -> {}
    }
  }

  // ---- The work, done by the loop's thread.

  private void arrive() throws IOException {
    List<String> lines = new ArrayList<>(session.go(session.current()));
    lines.add("");
    lines.add("l shows the lesson of this stage. Type what it says in your editor, in another");
    lines.add("window, and save: your server is then compiled, started and tested, right here.");
    show(lines);
    if (!Typed.in(session.current().home()).isEmpty()) loop.test();
  }

  private void read() {
    Stage stage = session.current();
    open(
        new Pages(
            "Lesson", Lesson.onScreen(stage, painter.width()), session.progress().page(stage)));
  }

  private void hint() throws IOException {
    List<String> hint = session.hint(session.current(), last());
    List<String> lines = Markdown.rendered(hint, painter.width());
    if (lines.size() <= painter.room()) show(lines);
    else open(new Pages("Hint", lines, 0));
  }

  private void next() throws IOException {
    Stage now = session.current();
    Optional<Stage> next = session.stages().after(now);
    if (!session.progress().isPassed(now)) {
      show(List.of("This stage is not passed yet. (./run learn go 03.4 goes anywhere.)"));
    } else if (next.isPresent()) {
      session.progress().goTo(next.get());
      came(null, "");
      arrive();
    } else {
      show(List.of("That was the last stage: you have built it all."));
    }
  }

  private void list() {
    Overview overview = new Overview(session.stages(), session.progress(), session.current());
    List<String> lines = overview.lines();
    int at = 0;
    while (at < lines.size() - 1 && !lines.get(at).startsWith(">")) at++;
    open(new Pages("Stages", lines, at / painter.room()));
  }

  private void solution() throws IOException {
    boolean shown = session.progress().isPassed(session.current());
    boolean asked = shown || session.progress().asked(session.current());
    List<String> lines = session.solution(session.current());
    if (asked) page("Solution", lines);
    else show(lines);
  }

  private void reset() {
    if (resetAsked) loop.submit(any -> show(session.reset(session.current())));
    else
      show(
          List.of("r again begins this stage anew. What you have typed is moved aside, not lost."));
    resetAsked = !resetAsked;
  }

  private void page(String title, List<String> lines) {
    open(new Pages(title, Code.difference(lines, painter.width()), 0));
  }

  private List<String> wrapped(List<String> lines) {
    return lines.stream().flatMap(line -> Words.wrapped(line, painter.width()).stream()).toList();
  }

  // ---- What the loop says.

  @Override
  public synchronized void testing(Stage stage, String what) {
    state = what + " ...";
    changed = true;
  }

  @Override
  public void soFar(Stage stage, Outcome.Tested tested) {
    show(report(stage, tested));
  }

  @Override
  public void came(Stage stage, Outcome outcome, Duration after) {
    List<String> lines = new ArrayList<>(report(stage, outcome));
    if (outcome.isPassed()) lines.addAll(List.of("", "Passed.", "n goes on to the next stage."));
    came(outcome, "%.1f s; %s".formatted(after.toMillis() / 1000.0, loop.how()));
    show(lines);
  }

  private List<String> report(Stage stage, Outcome outcome) {
    return new Report(painter.width(), painter.room() - 3).of(stage, outcome);
  }

  @Override
  public void failed(Throwable problem) {
    String words = Trouble.in(session.workspace()).words(problem);
    show(List.of("That did not work: " + words));
  }

  // ---- What is shown.

  private synchronized void came(Outcome outcome, String words) {
    last = outcome;
    state = words;
  }

  private synchronized Outcome last() {
    return last;
  }

  private synchronized Pages pages() {
    return pages;
  }

  private synchronized void open(Pages opened) {
    pages = opened;
    changed = true;
  }

  private synchronized void show(List<String> lines) {
    body = wrapped(lines);
    changed = true;
  }

  private synchronized void touch() {
    changed = true;
  }

  private synchronized void draw() {
    if (!changed) return;
    changed = false;
    boolean reading = pages != null;
    painter.paint(
        new Painter.Picture(
            head(),
            reading ? pages.shown(painter.room()) : body,
            state,
            reading ? reading() : KEYS));
  }

  private List<String> head() {
    Stage stage = session.current();
    String passed = session.progress().isPassed(stage) ? " (passed)" : "";
    Overview overview = new Overview(session.stages(), session.progress(), stage);
    int bar = Math.max(5, painter.width() - 30);
    return List.of(stage.id() + " " + stage.title() + passed, overview.bar(bar));
  }

  private String reading() {
    String place = pages.place(painter.room());
    return pages.title() + " " + place + "   n next page  p page before  q back";
  }
}
