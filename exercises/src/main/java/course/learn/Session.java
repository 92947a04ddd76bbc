package course.learn;

import module java.base;

import course.Course;
import course.Diff;
import course.Diff.Kind;

/**
 * One learner at work: where they are, what they have passed, whose server is tested. What the
 * commands and the screen both do is done here. One thread at a time may test, or change the
 * learner's sources; another may ask for hints, answers and differences meanwhile.
 */
final class Session implements AutoCloseable {

  /** So many lines around a difference are shown with it. */
  private static final int AROUND = 2;

  private final Workspace workspace;
  private final Stages stages;
  private final Progress progress;
  private final Candidate candidate;
  private final Engine engine;

  Session(Course course, Candidate candidate) throws IOException {
    workspace = Workspace.of(course);
    workspace.check();
    stages = Stages.of(course);
    progress = Progress.in(workspace);
    this.candidate = candidate;
    engine = new Engine(course);
  }

  Stages stages() {
    return stages;
  }

  Progress progress() {
    return progress;
  }

  Workspace workspace() {
    return workspace;
  }

  Candidate candidate() {
    return candidate;
  }

  Stage current() {
    return stages.current(progress);
  }

  /**
   * Makes this the stage that the learner is at. Where nothing is typed for it yet, it begins with
   * our sources; what that means for the learner is returned in words.
   */
  List<String> go(Stage stage) throws IOException {
    progress.goTo(stage);
    if (!(candidate instanceof Candidate.Sources)) return List.of();
    SortedMap<String, List<String>> start = stages.start(stage);
    String place = workspace.shown(stage.home()) + "/" + shown(Course.SOURCES);
    boolean began = workspace.begin(stage.home(), start);
    if (began && start.isEmpty()) return List.of("Make Main.java in " + place + ".");
    if (began && stage.kind() == Stage.Kind.BUG)
      return List.of("The server with the bug is in " + place + ".");
    if (began) return List.of("Our sources, as they are before this stage, are in " + place + ".");
    if (skips(stage))
      return List.of(
          "Your sources have not passed the step before. reset "
              + stage.id()
              + " begins from ours.");
    return List.of();
  }

  private static String shown(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** Whether moves of earlier steps have not been passed. */
  private boolean skips(Stage stage) {
    if (!stage.isMove()) return false;
    return stages.moves().stream()
        .takeWhile(move -> !move.step().equals(stage.step()))
        .anyMatch(move -> !progress.isPassed(move));
  }

  /** Tests the stage; notes it as passed if it was, and if it was the learner's own server. */
  Outcome check(Stage stage, Engine.Watching watching) throws IOException {
    progress.begin(stage);
    Outcome outcome = engine.check(stage, stages.earlierTests(stage), candidate, watching);
    if (outcome.isPassed()) pass(stage);
    return outcome;
  }

  /** Who passes a move has passed the tests of those before it, too. */
  private void pass(Stage stage) throws IOException {
    for (Stage earlier : stage.isMove() ? stages.earlier(stage) : List.<Stage>of())
      progress.pass(earlier, Instant.now());
    progress.pass(stage, Instant.now());
  }

  /** One more hint than last time, and which of how many it is, in Markdown. */
  List<String> hint(Stage stage, Outcome last) throws IOException {
    List<String> hints = stage.hints().when(failing(last));
    if (hints.isEmpty()) return List.of("There is no hint for this stage: read its lesson.");
    int before = progress.hints(stage);
    int shown = Math.min(before + 1, hints.size());
    progress.hint(stage, shown);
    List<String> lines = new ArrayList<>();
    lines.add("Hint %d of %d".formatted(shown, hints.size()));
    lines.add("");
    hints.get(shown - 1).lines().forEach(lines::add);
    if (before >= hints.size())
      lines.addAll(
          List.of("", "That was the last hint. There is our solution, for who asks twice."));
    return lines;
  }

  /**
   * What the lesson or the card has folded away, the answers to its questions above all. Those of a
   * card would spoil the task: before it is passed they are shown only to who asks twice.
   */
  List<String> answers(Stage stage, int width) throws IOException {
    if (!Answers.in(stage)) return List.of("No answer is folded away in this lesson.");
    if (!stage.isMove() && !progress.isPassed(stage) && !progress.askedForAnswers(stage)) {
      progress.askForAnswers(stage);
      return List.of("The answers are for when you have passed. Ask again, and they are shown.");
    }
    return Answers.of(stage, width);
  }

  private static String failing(Outcome last) {
    if (!(last instanceof Outcome.Tested tested)) return "";
    return tested.failure().map(failure -> failure.test().method()).orElse("");
  }

  /** Moves the learner's sources aside, and begins the stage from ours. */
  List<String> reset(Stage stage) throws IOException {
    Optional<Path> aside = workspace.moveAside(stage.home(), LocalDateTime.now());
    workspace.begin(stage.home(), stages.start(stage));
    progress.goTo(stage);
    List<String> lines = new ArrayList<>();
    aside.ifPresent(path -> lines.add("Your sources are in " + workspace.shown(path) + " now."));
    lines.add("This stage begins anew in " + workspace.shown(stage.home()) + ".");
    return lines;
  }

  /**
   * Ours as a difference from theirs; where we have more than one, each under its name. Before the
   * stage is passed only to who asks twice.
   */
  List<String> solution(Stage stage) throws IOException {
    if (!progress.isPassed(stage) && !progress.asked(stage)) {
      progress.ask(stage);
      return List.of("You have not passed it yet. Hints come first; ask again, and it is shown.");
    }
    List<String> lines = new ArrayList<>();
    for (var solution : stages.solutions(stage).entrySet()) {
      if (!solution.getKey().isEmpty()) lines.add("==== " + solution.getKey());
      differences(stage, solution.getValue())
          .forEach((file, diff) -> lines.addAll(shown(file, diff, Integer.MAX_VALUE)));
    }
    return lines.isEmpty() ? List.of("Your sources are the same as ours.") : lines;
  }

  /** The first place where ours are different: of several, those that are most like theirs. */
  List<String> difference(Stage stage) throws IOException {
    List<SortedMap<String, List<Diff.Line>>> each = new ArrayList<>();
    for (var solution : stages.solutions(stage).values()) each.add(differences(stage, solution));
    var all = Collections.min(each, Comparator.comparing(Session::size));
    if (all.isEmpty()) return List.of("There is no difference to ours at the end of this stage.");
    var first = all.firstEntry();
    List<String> lines = new ArrayList<>(shown(first.getKey(), first.getValue(), 1));
    lines.add("");
    String files = all.size() == 1 ? "1 file differs" : all.size() + " files differ";
    lines.add("That is the next difference to ours; " + files + ".");
    return lines;
  }

  private static long size(SortedMap<String, List<Diff.Line>> differences) {
    return differences.values().stream().flatMap(List::stream).filter(Session::isNews).count();
  }

  private static SortedMap<String, List<Diff.Line>> differences(
      Stage stage, SortedMap<String, List<String>> solution) throws IOException {
    Map<String, String> mine = Typed.in(stage.home()).files();
    SortedMap<String, List<Diff.Line>> all = new TreeMap<>();
    for (var ours : solution.entrySet()) {
      List<String> theirs = mine.getOrDefault(ours.getKey(), "").lines().toList();
      List<Diff.Line> diff = Diff.of(theirs, ours.getValue());
      if (diff.stream().anyMatch(Session::isNews)) all.put(ours.getKey(), diff);
    }
    return all;
  }

  private static boolean isNews(Diff.Line line) {
    return line.kind() != Kind.KEPT && !line.text().isBlank();
  }

  /** The places of a file that differ, each with what stands around it. */
  private static List<String> shown(String file, List<Diff.Line> diff, int places) {
    List<String> lines = new ArrayList<>(List.of(file + ":"));
    int last = -1;
    for (int i = 0; i < diff.size(); i++) {
      if (!isNews(diff.get(i))) continue;
      int from = Math.max(last + 1, i - AROUND);
      if (from > last + 1) {
        if (places-- == 0) return lines;
        lines.add("  ...");
      } else if (last < 0 && places-- == 0) return lines;
      int end = i;
      while (end + 1 < diff.size() && isNews(diff.get(end + 1))) end++;
      last = Math.min(diff.size() - 1, end + AROUND);
      for (int j = from; j <= last; j++) lines.add(sign(diff.get(j)) + diff.get(j).text());
      i = last;
    }
    return lines;
  }

  private static String sign(Diff.Line line) {
    return switch (line.kind()) {
      case KEPT -> "  ";
      case REMOVED -> "- ";
      case ADDED -> "+ ";
    };
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
