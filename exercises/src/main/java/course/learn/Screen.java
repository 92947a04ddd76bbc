package course.learn;

import module java.base;

import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * The course on a full screen: where the learner is, what the last save came to, and a key for all
 * that one can want. The thread that called {@link #run} reads keys, opens pages and draws; the
 * {@link Loop}'s thread tests behind it and leaves what it has to say.
 */
final class Screen implements Loop.Listener {

  private static final List<String> HELP =
      List.of(
          "You type in your editor, in another window. Whenever you save, your server is",
          "compiled, started and tested, and the first thing that is wrong stands here.",
          "",
          "  l  the lesson of this stage            t  test now",
          "  h  a hint: a nudge, then where to look, then a few lines",
          "  d  the next difference between your sources and ours",
          "  s  our solution beside yours (before you have passed: to who asks twice)",
          "  a  the answers to the lesson's questions",
          "  n  the next stage",
          "  g  go to any stage: type 03.4, or time, and Enter",
          "  m  the list of all stages: up and down choose one, Enter goes there",
          "  r  begin this stage anew (asked for twice; what you have is moved aside)",
          "  q  leave: where you are is kept",
          "",
          "While you read: n or space is the next page, p the one before, q goes back.",
          "Tests go on meanwhile; the line above the last says what they came to.");

  private static final String LESSON = "Lesson";
  private static final String HINT = "Hint";
  private static final String STAGES = "Stages";

  private final Session session;
  private final Terminal terminal;
  private final Painter painter;
  private final Loop loop;

  private final Shown shown = new Shown();

  /** Of the stage that the learner is at; null: none yet. */
  private volatile Outcome last;

  // Only the thread of the keys asks for these.

  /** The learner has pressed r once. */
  private boolean resetAsked;

  /** What is typed behind "go to", or null. */
  private StringBuilder typed;

  /** Where the mark of the list is. */
  private Stage chosen;

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
    terminal.handle(Terminal.Signal.WINCH, any -> shown.touch());
    loop.submit(any -> arrive(session.current(), true));
    try {
      Keys keys = new Keys(terminal);
      while (!over) {
        draw();
        String key = keys.next();
        if (key != null) press(key);
      }
    } finally {
      // First, because the loop may have to finish a build.
      painter.end();
      terminal.setAttributes(before);
      terminal.writer().println("Your code and your progress stay in exercises/workspace.");
      terminal.flush();
      loop.close();
    }
  }

  // ---- What the keys do.

  private void press(String key) {
    try {
      shown.say("");
      Pages open = shown.pages();
      if (key.equals(Keys.GONE)) over = true;
      else if (typed != null) type(key);
      else if (open == null) choose(key);
      else if (!turned(open, key)) choose(key);
      if (!key.equals("r")) resetAsked = false;
    } catch (IllegalArgumentException e) {
      shown.say(e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
  }

  /** Whether it was a key of the pages, and not one that is good everywhere. */
  private boolean turned(Pages open, String key) throws IOException {
    switch (key) {
      case "n", " ", Keys.NEXT_PAGE -> turn(open, 1);
      case "p", "b", Keys.PAGE_BEFORE -> turn(open, -1);
      case Keys.DOWN -> choose(open, 1);
      case Keys.UP -> choose(open, -1);
      case Keys.ENTER -> {
        if (isList(open)) go(chosen);
        else turn(open, 1);
      }
      case "q", Keys.ESCAPE, Keys.STOP -> shown.open(null);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isList(Pages open) {
    return open.title().equals(STAGES);
  }

  private void turn(Pages open, int by) throws IOException {
    if (isList(open)) {
      choose(open, by * painter.room());
      return;
    }
    open.turn(by, painter.room());
    if (open.title().equals(LESSON)) session.progress().read(session.current(), open.page());
    shown.touch();
  }

  /** Moves the mark of the list so many rows, and on to the next stage; elsewhere turns a page. */
  private void choose(Pages open, int by) throws IOException {
    if (!isList(open)) {
      turn(open, by);
      return;
    }
    List<Stage> rows =
        overview().rows(chosen).stream()
            .map(Overview.Row::stage)
            .map(row -> row.orElse(null))
            .toList();
    int at = Math.clamp(rows.indexOf(chosen) + by, 0, rows.size() - 1);
    while (at > 0 && at < rows.size() - 1 && rows.get(at) == null) at += Integer.signum(by);
    list(rows.get(at) == null ? chosen : rows.get(at));
  }

  private void choose(String key) throws IOException {
    Stage stage = session.current();
    switch (key) {
      case "l" -> read(stage);
      case "t" -> loop.test();
      case "h" -> page(HINT, Markdown.rendered(session.hint(stage, last), painter.width()));
      case "n" -> next(stage);
      case "m" -> list(stage);
      case "d" -> page("Difference", session.difference(stage));
      case "s" -> solution(stage);
      case "a" -> answers(stage);
      case "g" -> typed = new StringBuilder();
      case "r" -> reset();
      case "?" -> page("Keys", HELP);
      case "q", Keys.STOP -> over = true;
      default -> {}
    }
    shown.touch();
  }

  /** Behind "go to": a stage's name, and Enter. */
  private void type(String key) {
    String name = typed.toString();
    switch (key) {
      case Keys.ENTER -> {
        typed = null;
        if (!name.isBlank()) go(session.stages().named(name.strip()));
      }
      case Keys.BACKSPACE -> typed.setLength(Math.max(0, typed.length() - 1));
      case Keys.ESCAPE, Keys.STOP -> typed = null;
      default -> {
        if (key.length() == 1 && typed.length() < 30) typed.append(key);
      }
    }
    shown.touch();
  }

  private void read(Stage stage) throws IOException {
    session.progress().begin(stage);
    shown.open(
        new Pages(LESSON, Lesson.onScreen(stage, painter.width()), session.progress().page(stage)));
  }

  private void next(Stage now) {
    Optional<Stage> next = session.stages().after(now);
    if (!session.progress().isPassed(now))
      shown.say("This stage is not passed yet. (g goes anywhere.)");
    else if (next.isPresent()) go(next.get());
    else shown.say("That was the last stage: you have built it all.");
  }

  private void list(Stage marked) {
    chosen = marked;
    List<Overview.Row> rows = overview().rows(marked);
    List<String> lines = rows.stream().map(Overview.Row::line).toList();
    String row = lines.stream().filter(line -> line.startsWith(">")).findFirst().orElse("");
    Pages list = new Pages(STAGES, lines, 0);
    for (int i = 1; i < list.count(painter.room()) && !shows(list, row); i++)
      list.turn(1, painter.room());
    shown.open(list);
  }

  private boolean shows(Pages list, String row) {
    return list.shown(painter.room()).contains(row);
  }

  private void solution(Stage stage) throws IOException {
    boolean mayBeShown = session.progress().isPassed(stage) || session.progress().asked(stage);
    List<String> lines = session.solution(stage);
    if (mayBeShown) page("Solution", lines);
    else shown.say(lines.getFirst());
  }

  private void answers(Stage stage) throws IOException {
    List<String> lines = session.answers(stage, painter.width());
    if (lines.size() > 1) page("Answers", lines);
    else shown.say(lines.getFirst());
  }

  private void reset() {
    if (!resetAsked)
      shown.say("r again begins this stage anew. What you have typed is moved aside, not lost.");
    else {
      shown.say("beginning anew ...");
      loop.submit(any -> startAnew());
    }
    resetAsked = !resetAsked;
  }

  private void page(String title, List<String> lines) {
    shown.open(new Pages(title, Code.difference(lines, painter.width()), 0));
  }

  private List<String> wrapped(List<String> lines) {
    return lines.stream().flatMap(line -> Words.wrapped(line, painter.width()).stream()).toList();
  }

  private Overview overview() {
    return new Overview(session.stages(), session.progress(), session.current());
  }

  // ---- The work, done by the loop's thread.

  private void go(Stage stage) {
    shown.open(null);
    shown.say("going to " + stage.id() + " ...");
    loop.submit(any -> arrive(stage, false));
  }

  /**
   * Whoever comes to a stage for the first time reads what it is about before they see a test fail.
   * At the start of a move that one has typed something for, it is tested.
   */
  private void arrive(Stage stage, boolean isStart) throws IOException {
    boolean isTyped = !Typed.in(stage.home()).isEmpty();
    boolean isBegun = session.progress().isBegun(stage) || isStart && stage.isMove() && isTyped;
    List<String> lines = new ArrayList<>(session.go(stage));
    if (!lines.isEmpty()) lines.add("");
    lines.add("l shows the lesson of this stage. Do what it says in your editor, in another");
    lines.add("window, and save: your server is then compiled, started and tested. What that");
    lines.add("comes to is shown right here. t tests without a save.");
    arrived(lines);
    if (isBegun && isTyped) loop.test();
    else if (!isBegun && !(isStart && stage.isMove())) read(stage);
  }

  private void startAnew() throws IOException {
    List<String> lines = session.reset(session.current());
    arrived(lines);
  }

  // ---- What the loop says.

  @Override
  public void begins(Stage stage) {
    shown.begins();
  }

  @Override
  public void testing(Stage stage, String what) {
    shown.state(what + " ...");
  }

  @Override
  public void soFar(Stage stage, Outcome.Tested tested) {
    result(new Report(painter.width(), painter.room()).of(stage, tested), tested);
  }

  @Override
  public void came(Stage stage, Outcome outcome, Duration after) {
    List<String> offers = outcome.isPassed() ? offers(stage) : List.of();
    int height = painter.room() - offers.size();
    List<String> lines = new ArrayList<>(new Report(painter.width(), height).of(stage, outcome));
    lines.addAll(offers);
    last = outcome;
    shown.state("%.1f s; %s".formatted(after.toMillis() / 1000.0, loop.how()));
    result(lines, outcome);
  }

  private void result(List<String> lines, Outcome outcome) {
    shown.result(wrapped(lines), Report.brief(outcome));
  }

  /** What is worth a look now that it passes. */
  private List<String> offers(Stage stage) {
    List<String> lines = new ArrayList<>(List.of("", "Passed.", "s shows ours beside yours."));
    if (Answers.in(stage)) lines.add("a shows the answers to the lesson's questions.");
    session
        .stages()
        .after(stage)
        .ifPresent(next -> lines.add("n goes on to " + next.id() + " " + next.title() + "."));
    return lines;
  }

  @Override
  public void stopped(Stage stage, String why) {
    shown.state(why);
  }

  @Override
  public void failed(Throwable problem) {
    shown.say("");
    String words = Trouble.in(session.workspace()).words(problem);
    shown.show(wrapped(List.of("That did not work: " + words)));
  }

  // ---- What is shown.

  /** At another stage nothing of the one before counts. */
  private void arrived(List<String> lines) {
    last = null;
    shown.state("");
    shown.say("");
    shown.show(wrapped(lines));
  }

  private void draw() {
    if (!shown.takeChange()) return;
    painter.paint(
        new Painter.Picture(
            head(),
            shown.middle(painter.room()),
            shown.isOld(),
            shown.foot(),
            typed == null ? keys() : prompt()));
  }

  private List<String> head() {
    Stage stage = session.current();
    String passed = session.progress().isPassed(stage) ? " (passed)" : "";
    int bar = Math.max(5, painter.width() - 30);
    return List.of(stage.id() + " " + stage.title() + passed, overview().bar(bar));
  }

  private String prompt() {
    return "go to: " + typed + "_   (03.4, time, museum.08)   Enter goes  Esc does not";
  }

  private String keys() {
    if (shown.pages() != null) return reading(shown.pages());
    boolean passed = session.progress().isPassed(session.current());
    String middle = passed ? "s ours  a answers" : "h hint  d diff";
    return "l lesson  t test  " + middle + "  n next  m list  g go  ? all keys  q quit";
  }

  private String reading(Pages pages) {
    String place = pages.title() + " " + pages.place(painter.room());
    return switch (pages.title()) {
      case STAGES -> place + "   up and down choose  Enter goes there  g go to  q back";
      case HINT -> place + "   h the next hint  n next page  q back";
      case LESSON -> place + "   n next page  p page before  a answers  q back";
      default -> place + "   n next page  p page before  q back";
    };
  }
}
