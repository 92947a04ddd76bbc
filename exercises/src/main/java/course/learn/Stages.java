package course.learn;

import module java.base;

import course.Course;
import course.learn.MovesFile.Section;

/**
 * All that there is to solve, in the order of the course: each step's moves, then its exercises and
 * its bugs of the museum; then the bridge to {@code final}, and last what is open in design.
 */
record Stages(Course course, List<Stage> all) {

  static Stages of(Course course) {
    Workspace workspace = Workspace.of(course);
    List<Stage> all = new ArrayList<>();
    List<Path> steps = course.modules().stream().filter(step -> !step.endsWith("final")).toList();
    for (Path step : steps) {
      all.addAll(moves(step, workspace));
      all.addAll(Cards.of(step, workspace));
      all.addAll(Bugs.of(step, workspace));
    }
    all.addAll(Cards.bridge(steps.getLast(), workspace));
    all.addAll(Stretch.of(steps.getLast(), workspace));
    return new Stages(course, all);
  }

  private static List<Stage> moves(Path step, Workspace workspace) {
    MovesFile file = MovesFile.read(step);
    List<Move> moves = Move.of(step);
    List<Stage> stages = new ArrayList<>();
    for (Move move : moves) {
      Section section = file.section(move.id()).orElse(Section.empty(move.id()));
      stages.add(
          new Stage(
              Stage.Kind.MOVE,
              move.id(),
              move.title(),
              step,
              workspace.me(),
              section.needs(),
              section.tests(),
              new Hints(section.hints()),
              minutes(step, moves.size()),
              section.port()));
    }
    return stages;
  }

  /** The chapter's minutes to read and to type, shared out among its moves. */
  private static int minutes(Path step, int moves) {
    return Course.minutes(step).map(m -> (m[0] + m[1] + moves - 1) / moves).orElse(0);
  }

  List<Stage> moves() {
    return all.stream().filter(Stage::isMove).toList();
  }

  private List<Stage> moves(Path step) {
    return moves().stream().filter(move -> move.step().equals(step)).toList();
  }

  /** {@code 03.4}, {@code 3.4}, {@code 03} for the first of the step, {@code time}. */
  Stage named(String name) {
    String wanted = name.matches("\\d([ab.].*)?") ? "0" + name : name;
    return all.stream()
        .filter(stage -> stage.id().equals(wanted))
        .findFirst()
        .or(() -> all.stream().filter(stage -> stage.number().equals(wanted)).findFirst())
        .or(() -> all.stream().filter(stage -> stage.id().startsWith(wanted + ".")).findFirst())
        .or(() -> all.stream().filter(stage -> stage.id().endsWith("." + wanted)).findFirst())
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private String unknown(String name) {
    String near =
        all.stream()
            .map(Stage::id)
            .min(Comparator.comparing(id -> Words.distance(id, name)))
            .orElse("");
    return "There is no stage '%s'. Did you mean %s? ./run learn list shows them."
        .formatted(name, near);
  }

  /** The moves of the same step before this one, first to last. */
  List<Stage> earlier(Stage stage) {
    List<Stage> moves = moves(stage.step());
    return moves.subList(0, Math.max(0, moves.indexOf(stage)));
  }

  /**
   * The tests that passed before this stage, and must go on passing. A server with a bug shall pass
   * all of its step.
   */
  List<TestName> earlierTests(Stage stage) {
    if (stage.isExercise()) return List.of();
    Set<TestName> tests = new LinkedHashSet<>();
    MovesFile.read(stage.step()).section("before").ifPresent(s -> tests.addAll(s.tests()));
    List<Stage> earlier = stage.isMove() ? earlier(stage) : moves(stage.step());
    earlier.forEach(each -> tests.addAll(each.tests()));
    stage.tests().forEach(tests::remove);
    return List.copyOf(tests);
  }

  /** The stage behind this one, or nothing where the course ends. */
  Optional<Stage> after(Stage stage) {
    int next = all.indexOf(stage) + 1;
    return next < all.size() ? Optional.of(all.get(next)) : Optional.empty();
  }

  /** Where the learner is: the place kept, or the first move that has not been passed. */
  Stage current(Progress progress) {
    return progress
        .place()
        .flatMap(id -> all.stream().filter(stage -> stage.id().equals(id)).findFirst())
        .orElseGet(() -> next(progress));
  }

  Stage next(Progress progress) {
    return moves().stream()
        .filter(stage -> !progress.isPassed(stage))
        .findFirst()
        .orElse(all.getLast());
  }

  /** What the sources are before the stage: ours at the end of the move before it. */
  SortedMap<String, List<String>> start(Stage stage) {
    return switch (stage.kind()) {
      case MOVE -> state(stage, -1);
      case EXERCISE -> Cards.start(stage);
      case BUG -> Bugs.start(stage);
      case STRETCH -> Stretch.start(stage);
    };
  }

  /**
   * What the sources are when the stage is solved as the course does; for what is open in design,
   * the first of the ways to do it.
   */
  SortedMap<String, List<String>> solution(Stage stage) {
    SortedMap<String, SortedMap<String, List<String>>> solutions = solutions(stage);
    return solutions.get(solutions.firstKey());
  }

  /**
   * All of the ways in which the course solves it, by their names; where there is one, it has none.
   */
  SortedMap<String, SortedMap<String, List<String>>> solutions(Stage stage) {
    return switch (stage.kind()) {
      case MOVE -> only(state(stage, 0));
      case EXERCISE -> only(Cards.solution(stage));
      case BUG -> only(Course.files(stage.step().resolve(Course.SOURCES)));
      case STRETCH -> Stretch.solutions(stage);
    };
  }

  private static SortedMap<String, SortedMap<String, List<String>>> only(
      SortedMap<String, List<String>> solution) {
    return new TreeMap<>(Map.of("", solution));
  }

  private SortedMap<String, List<String>> state(Stage stage, int shift) {
    List<Path> steps = course.modules();
    int at = steps.indexOf(stage.step());
    SortedMap<String, List<String>> before =
        at == 0 ? new TreeMap<>() : Course.files(steps.get(at - 1).resolve(Course.SOURCES));
    States states = new States(before, stage.step());
    return states.at(earlier(stage).size() + shift);
  }
}
