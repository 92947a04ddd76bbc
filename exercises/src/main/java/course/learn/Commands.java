package course.learn;

import module java.base;

import course.learn.Outcome.Tested;

/**
 * The plain commands: what the screen does, one at a time, for scripts and for terminals that can
 * do no more. Exit codes: 0 it passed or was done, 1 it did not pass, 2 it was not understood.
 */
final class Commands {

  static final String USAGE =
      """
      ./run learn               the course on your screen: it watches your sources and tests them
      ./run learn list          every stage, and which you have passed
      ./run learn next          goes to the next stage that you have not passed, and says how it begins
      ./run learn go 03.4       goes to that one
      ./run learn read 03.4     its lesson
      ./run learn test 03.4     tests your server (exit code 0: it passes, 1: not yet)
      ./run learn hint 03.4     a hint; the next time, the next of three
      ./run learn answer 03.4   the answers to the questions of its lesson
      ./run learn diff 03.4     the next place where your sources differ from ours
      ./run learn solution 03.4 ours as a difference from yours
      ./run learn reset 03.4    begins the stage anew; what you have is moved aside
      ./run learn verify        tests again all that you have passed (exit code 0: all of it still
                                does; 1: something does not, or nothing is passed yet)
      ./run learn bench         how long it takes from a save to the result, on this machine
      Without a number it is the stage that you are at. 03 is the first of step 03.
      --target HOST:PORT        tests a server that runs, in any language
      --command 'PROG {port} {dir}'  a command line that starts it: port and folder are put in
      --json                    the answer as JSON, for list, test and verify
      --plain                   no full screen
      """;

  static final List<String> NAMES =
      List.of(
          "list",
          "next",
          "go",
          "read",
          "test",
          "hint",
          "answer",
          "diff",
          "solution",
          "reset",
          "verify",
          "help");

  /** Of a terminal, as it may be assumed. */
  private static final int WIDTH = 80;

  private final Session session;
  private final Options options;
  private final PrintStream out;

  Commands(Session session, Options options, PrintStream out) {
    this.session = session;
    this.options = options;
    this.out = out;
  }

  /** Runs the command. Returns the exit code. */
  int run() throws IOException {
    List<String> words = options.words();
    Stage stage = words.size() > 1 ? session.stages().named(words.get(1)) : session.current();
    return switch (words.getFirst()) {
      case "list" -> list();
      case "next" -> go(session.stages().next(session.progress()));
      case "go" -> go(stage);
      case "read" -> say(Lesson.of(stage, WIDTH));
      case "test" -> test(stage);
      case "hint" -> say(Markdown.rendered(session.hint(stage, null), WIDTH));
      case "answer" -> say(session.answers(stage, WIDTH));
      case "diff" -> say(Code.difference(session.difference(stage), WIDTH));
      case "solution" -> say(Code.difference(session.solution(stage), WIDTH));
      case "reset" -> say(session.reset(stage));
      case "verify" -> new Verify(session, options.json(), out).run();
      case "bench" -> new SaveBench(session.stages().course(), out).run();
      case "help" -> say(USAGE.lines().toList());
      default -> throw new IllegalArgumentException(unknown(words.getFirst()));
    };
  }

  private static String unknown(String word) {
    return Words.meant(word, NAMES)
        .map(meant -> "there is no " + word + "; did you mean " + meant + "?")
        .orElse("there is no " + word + "; ./run learn help lists what there is");
  }

  private int say(List<String> lines) {
    for (String line : lines) Words.wrapped(line, WIDTH).forEach(out::println);
    return 0;
  }

  private int list() {
    if (options.json())
      out.println(Json.of(session.stages().all().stream().map(this::json).toList()));
    else say(new Overview(session.stages(), session.progress(), session.current()).lines());
    return 0;
  }

  private Map<String, Object> json(Stage stage) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", stage.id());
    map.put("title", stage.title());
    map.put("kind", stage.kind().shown());
    map.put("passed", session.progress().isPassed(stage));
    map.put("minutes", stage.minutes());
    return map;
  }

  private int go(Stage stage) throws IOException {
    List<String> lines = new ArrayList<>(List.of(stage.id() + " " + stage.title()));
    lines.addAll(session.go(stage));
    lines.add("Its lesson: ./run learn read " + stage.id());
    return say(lines);
  }

  private int test(Stage stage) throws IOException {
    Outcome outcome = session.check(stage, any -> true);
    if (options.json()) {
      out.println(Json.of(json(stage, outcome)));
    } else {
      say(List.of(stage.id() + " " + stage.title()));
      say(Report.UNBOUNDED.of(stage, outcome));
      if (outcome.isPassed()) passed(stage);
    }
    return outcome.isPassed() ? 0 : 1;
  }

  private void passed(Stage stage) {
    out.println("Passed.");
    out.println("Ours beside yours: ./run learn solution " + stage.id());
    if (Answers.in(stage)) out.println("Its answers: ./run learn answer " + stage.id());
    session
        .stages()
        .after(stage)
        .ifPresent(next -> out.println("Next: " + next.id() + " " + next.title()));
  }

  static Map<String, Object> json(Stage stage, Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", stage.id());
    map.put("passed", outcome.isPassed());
    map.put("outcome", outcome.getClass().getSimpleName());
    if (outcome instanceof Tested tested) {
      map.put("tested", tested.tested().name());
      map.put("pass", tested.own().passed());
      map.put("of", tested.own().total());
      tested.failure().ifPresent(failure -> map.put("test", failure.test().toString()));
    }
    map.put("text", String.join("\n", Report.UNBOUNDED.of(stage, outcome)));
    return map;
  }
}
