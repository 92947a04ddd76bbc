package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Course;
import org.junit.jupiter.api.Test;

/**
 * The hints of the moves are whole, and speak of what the learner has: the code in them is that of
 * the sources at the end of the move, or of the chapter so far.
 */
class HintsTest {

  /** The steps that must have hints. Of any other: if one of its moves has a hint, all have. */
  private static final Set<String> WITH_HINTS = Set.of("01", "02", "03", "04", "05", "06");

  /** Lines of code in one piece. */
  private static final int MOST_LINES = 12;

  private static final Pattern FENCED = Pattern.compile("(?s)```\\w+\n(.*?)```");
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME = Pattern.compile("(?<![\\w\\\\])[A-Za-z]\\w*");

  private final Course course = new Course(Clone.REAL);
  private final Stages stages = Stages.of(course);

  @Test
  void aStepWithAHintHasThreeForEachOfItsMoves() {
    Set<String> steps = new HashSet<>(WITH_HINTS);
    movesWithHints().forEach(move -> steps.add(move.number()));
    for (Stage move : stages.moves()) {
      if (steps.contains(move.number())) assertThat(move.hints().when("")).as(move.id()).hasSize(3);
    }
  }

  private List<Stage> movesWithHints() {
    return stages.moves().stream().filter(move -> !move.hints().isEmpty()).toList();
  }

  @Test
  void hintsComeInThrees() {
    for (Stage move : movesWithHints()) {
      for (var hints : move.hints().byTest().entrySet())
        assertThat(hints.getValue()).as(move.id() + " " + hints.getKey()).hasSize(3);
    }
  }

  @Test
  void theThirdShowsCodeAndOnlyAFewLines() {
    for (Stage move : movesWithHints()) {
      assertThat(move.hints().when("").getLast()).as(move.id()).contains("`");
      FENCED
          .matcher(move.hints().byTest().toString())
          .results()
          .map(block -> block.group(1).lines().toList())
          .forEach(lines -> assertThat(lines).as(move.id()).hasSizeBetween(1, MOST_LINES));
    }
  }

  @Test
  void aHintForATestIsGivenAtTheStageOfThatTest() {
    for (Stage move : movesWithHints()) {
      Set<String> methods = new HashSet<>();
      move.tests().forEach(test -> methods.add(test.method()));
      stages.earlierTests(move).forEach(test -> methods.add(test.method()));
      assertThat(methods).as(move.id()).containsAll(tests(move.hints()));
    }
  }

  private static List<String> tests(Hints hints) {
    return hints.byTest().keySet().stream().filter(name -> !name.isEmpty()).toList();
  }

  /** Whoever has typed nothing sees the first test fail, and needs the hints for all of it. */
  @Test
  void theFirstTestOfAMoveHasNoHintsOfItsOwn() {
    for (Stage move : movesWithHints()) {
      if (!move.tests().isEmpty() && !saysWhatIsMissing(move))
        assertThat(tests(move.hints()))
            .as(move.id())
            .doesNotContain(move.tests().getFirst().method());
    }
  }

  /** What must stand in the sources is looked for before any test is run. */
  private static boolean saysWhatIsMissing(Stage move) {
    return !move.needs().isEmpty();
  }

  @Test
  void whatAHintNamesStandsInTheSourcesOrInTheChapterSoFar() throws IOException {
    Map<String, Set<String>> unknown = new TreeMap<>();
    for (Stage move : movesWithHints()) {
      Set<String> names = names(code(move.hints()));
      names.removeAll(names(soFar(move)));
      if (!names.isEmpty()) unknown.put(move.id(), names);
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void theLinesInAHintAreThoseOfTheSourcesOrOfTheChapterSoFar() throws IOException {
    Map<String, List<String>> unknown = new TreeMap<>();
    for (Stage move : movesWithHints()) {
      String known = squeezed(soFar(move));
      List<String> lines =
          blocks(move.hints().byTest().values().toString())
              .flatMap(String::lines)
              .filter(line -> !known.contains(squeezed(line)))
              .toList();
      if (!lines.isEmpty()) unknown.put(move.id(), lines);
    }
    assertThat(unknown).isEmpty();
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  /**
   * What is code in the second and the third hints: between fences, and between backticks. In the
   * first ones stands at most what a user would type.
   */
  private static String code(Hints hints) {
    List<String> code = new ArrayList<>();
    for (List<String> three : hints.byTest().values()) {
      String text = String.join("\n", three.subList(1, three.size()));
      blocks(text).forEach(code::add);
      String prose = FENCED.matcher(text).replaceAll("");
      INLINE.matcher(prose).results().forEach(m -> code.add(m.group(1)));
    }
    return String.join("\n", code);
  }

  /** What stands between fences, but for its comments. */
  private static Stream<String> blocks(String text) {
    return FENCED.matcher(text).results().map(block -> block.group(1).replaceAll("//.*", ""));
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Our sources at the end of the move, and the chapter from its beginning to there. */
  private String soFar(Stage move) throws IOException {
    List<Move> moves = Move.of(move.step());
    int next = moves.stream().map(Move::id).toList().indexOf(move.id()) + 1;
    String end = next < moves.size() ? ": " + moves.get(next).title() : "(none)";
    List<String> soFar = new ArrayList<>();
    stages
        .solution(move)
        .forEach(
            (file, lines) -> {
              soFar.add(file);
              soFar.addAll(lines);
            });
    Course.chapter(move.step()).stream()
        .takeWhile(line -> !(line.startsWith("### Move ") && line.endsWith(end)))
        .forEach(soFar::add);
    return String.join("\n", soFar);
  }
}
