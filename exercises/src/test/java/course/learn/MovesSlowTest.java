package course.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What {@code moves.md} says is true: with our sources as they are at the end of a move, its tests
 * pass, and with those before it they fail but for the ones that may pass early.
 *
 * <p>By default this is a sample: of a move's tests, the first is seen to fail before it, and the
 * first two to pass at its end. {@code -Dmoves.all=true} looks at all of them, and at the end of a
 * move at the tests of those before it once more, which takes many minutes: many a test that fails
 * waits. That every test is listed, and that the sources of every move compile, {@link StagesTest}
 * sees.
 */
@Tag("slow")
@Isolated
@TestInstance(Lifecycle.PER_CLASS)
class MovesSlowTest {

  private static final boolean ALL = Boolean.getBoolean("moves.all");

  /** How many of a move's tests are seen to pass. */
  private static final int SOME = 2;

  private Clone clone;
  private Stages stages;
  private Engine engine;
  private Starter starter;
  private final Checker checker = new Checker(Duration.ofSeconds(6));

  @BeforeAll
  void start() throws IOException {
    clone = new Clone();
    stages = clone.stages();
    engine = new Engine(clone.course());
    starter = new Starter();
  }

  @AfterAll
  void stop() throws IOException {
    starter.close();
    engine.close();
    clone.close();
  }

  @TestFactory
  Stream<DynamicTest> ourSourcesPassEachMove() {
    return stages.moves().stream()
        .map(move -> dynamicTest(move.id() + " " + move.title(), () -> passes(move)));
  }

  private void passes(Stage move) throws IOException {
    if (move.port() > 0)
      Assumptions.assumeFalse(OwnServer.listens(move.port()), "the port of this move is taken");
    clone.solve(move);
    List<TestName> earlier = ALL ? stages.earlierTests(move) : List.of();
    List<TestName> own =
        ALL ? move.tests() : move.tests().subList(0, Math.min(SOME, move.tests().size()));
    Stage looked = with(own, move.needs(), move.port(), move);
    Outcome outcome = engine.check(looked, earlier, new Candidate.Sources(), any -> true);
    assertThat(outcome.isPassed())
        .as(() -> String.join("\n", Report.UNBOUNDED.of(move, outcome)))
        .isTrue();
  }

  @TestFactory
  Stream<DynamicTest> whatAMoveAddsFailsBeforeIt() {
    return stages.moves().stream()
        .filter(move -> !late(move).isEmpty() && !stages.start(move).isEmpty())
        .map(move -> dynamicTest(move.id() + " " + move.title(), () -> failsBefore(move)));
  }

  private void failsBefore(Stage move) throws Exception {
    List<TestName> late = ALL ? late(move) : late(move).subList(0, 1);
    clone.type(move, stages.start(move));
    Set<TestName> passed = new TreeSet<>(Comparator.comparing(TestName::toString));
    // A test that fails may leave the server in a bad way: each begins with a server that answers.
    Subject subject = null;
    try {
      for (TestName test : late) {
        subject = wellOrNew(move, subject);
        if (passes(move, test, subject)) passed.add(test);
      }
    } finally {
      if (subject != null) subject.close();
    }
    assertThat(passed).as("tests of " + move.id() + " that pass before it").isEmpty();
  }

  private static List<TestName> late(Stage move) {
    return MovesFile.read(move.step()).section(move.id()).orElseThrow().passes().stream()
        .filter(each -> !each.early())
        .map(MovesFile.Passes::test)
        .toList();
  }

  private Subject wellOrNew(Stage move, Subject subject) throws Exception {
    if (subject != null && subject.listens()) return subject;
    if (subject != null) subject.close();
    Stage bare = with(move.tests(), List.of(), 0, move);
    return starter.start(bare, new Candidate.Sources(), any -> true);
  }

  private static Stage with(List<TestName> tests, List<Stage.Need> needs, int port, Stage move) {
    return new Stage(
        move.kind(),
        move.id(),
        move.title(),
        move.step(),
        move.home(),
        needs,
        tests,
        Hints.NONE,
        0,
        port);
  }

  private boolean passes(Stage move, TestName test, Subject subject) throws IOException {
    Checker.Result result =
        checker.run(engine.classes(move), List.of(test), subject::settings, any -> true);
    return result.passed() == 1;
  }
}
