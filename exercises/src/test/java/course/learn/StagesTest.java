package course.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import course.Course;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What {@code moves.md} says of each step can be true: {@link MovesSlowTest} sees that it is. */
@TestInstance(Lifecycle.PER_CLASS)
class StagesTest {

  /** What is typed there is only looked at, and taken out again. */
  private static final Set<String> LEAVE_NOTHING = Set.of("03.4", "03.5", "04.9");

  private final Course course = new Course(Clone.REAL);
  private final Stages stages = Stages.of(course);
  private final Builder builder = new Builder();

  /** What has been compiled: many stages have the same sources. */
  private final Map<Map<String, String>, Optional<Builder.Fault>> compiled = new HashMap<>();

  @AfterAll
  void close() throws IOException {
    builder.close();
  }

  private Optional<Builder.Fault> compile(Typed typed) {
    return compiled.computeIfAbsent(typed.files(), _ -> builder.compile(typed));
  }

  private List<Path> steps() {
    return course.modules().stream().filter(module -> !module.endsWith("final")).toList();
  }

  @Test
  void theHeadingsAreThoseOfTheChapter() {
    for (Path step : steps()) {
      List<String> chapter = Move.of(step).stream().map(m -> m.id() + " " + m.title()).toList();
      List<String> file =
          MovesFile.read(step).sections().stream()
              .filter(section -> !section.id().equals("before"))
              .map(section -> section.id() + " " + section.title())
              .toList();
      assertThat(file).as(Course.name(step)).isEqualTo(chapter);
    }
  }

  @Test
  void everyConformanceTestOfAStepStandsInItsFileOnce() throws Exception {
    try (Engine engine = new Engine(course)) {
      for (Path step : steps()) {
        Stage any = stages.named(Course.name(step).substring(4, 6));
        List<TestName> listed =
            MovesFile.read(step).sections().stream().flatMap(s -> s.tests().stream()).toList();
        assertThat(listed).as(Course.name(step)).doesNotHaveDuplicates();
        Set<TestName> missing = new HashSet<>(tests(step, engine.classes(any)));
        listed.forEach(missing::remove);
        assertThat(missing).as("tests that stand nowhere in its moves.md").isEmpty();
        assertThat(tests(step, engine.classes(any))).containsAll(listed);
      }
    }
  }

  private static List<TestName> tests(Path step, ClassLoader classes) throws Exception {
    List<TestName> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(step.resolve("src/test/java/miniredis"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("ConformanceTest.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        for (Method method : classes.loadClass("miniredis." + name).getDeclaredMethods()) {
          if (Checker.isTest(method)) tests.add(new TestName(name, method.getName()));
        }
      }
    }
    return tests;
  }

  @Test
  void everyMoveHasATestOrSomethingThatItNeeds() {
    assertThat(stages.moves())
        .filteredOn(move -> move.tests().isEmpty() && move.needs().isEmpty())
        .filteredOn(move -> !LEAVE_NOTHING.contains(move.id()))
        .extracting(Stage::id)
        .isEmpty();
  }

  @Test
  void theSourcesAtTheEndOfEachMoveCompileAndHaveWhatItNeeds() throws IOException {
    for (Stage stage : stages.moves()) {
      Typed typed = typed(stages.solution(stage));
      assertThat(compile(typed)).as(stage.id()).isEmpty();
      assertThat(stage.needs())
          .as(stage.id())
          .allSatisfy(need -> assertThat(need.isMet(typed.files())).as(need.missing()).isTrue());
    }
  }

  @Test
  void aMoveWithoutTestsNeedsWhatWasNotThereBefore() {
    for (Stage stage : stages.moves()) {
      if (!stage.tests().isEmpty() || LEAVE_NOTHING.contains(stage.id())) continue;
      Map<String, String> before = typed(stages.start(stage)).files();
      assertThat(stage.needs()).as(stage.id()).anyMatch(need -> !need.isMet(before));
    }
  }

  private static Typed typed(SortedMap<String, List<String>> sources) {
    Map<String, String> files = new TreeMap<>();
    sources.forEach((name, lines) -> files.put(name, String.join("\n", lines) + "\n"));
    return new Typed(Path.of(""), files);
  }

  @Test
  void theLastMoveOfAStepIsTheStep() throws IOException {
    for (Path step : steps()) {
      Stage last =
          stages.moves().stream().filter(move -> move.step().equals(step)).toList().getLast();
      assertThat(stages.solution(last)).isEqualTo(Course.files(step.resolve(Course.SOURCES)));
    }
  }

  @Test
  void everySolutionOfAnExerciseFitsAndCompiles() throws IOException {
    List<Stage> exercises = stages.all().stream().filter(stage -> !stage.isMove()).toList();
    assertThat(exercises).hasSizeGreaterThanOrEqualTo(18 + 17 + 6);
    for (Stage exercise : exercises)
      assertThat(compile(typed(stages.solution(exercise)))).as(exercise.id()).isEmpty();
  }

  @Test
  void theMuseumAndTheBridgeHaveCardsTestsAndHints() throws IOException {
    for (String id : List.of("museum.03", "museum.17", "bridge.multi-watch", "bridge.info")) {
      Stage stage = stages.named(id);
      assertThat(Lesson.of(stage, 80)).as(id).hasSizeGreaterThan(20);
      assertThat(stage.hints().when("")).as(id).hasSize(3);
      assertThat(compile(typed(stages.start(stage)))).as(id).isEmpty();
      assertThat(stages.start(stage)).as(id).isNotEqualTo(stages.solution(stage));
    }
    assertThat(stages.named("museum.03").tests().getFirst())
        .hasToString("ProtocolConformanceTest.requestsBeforeABrokenOneAreAnswered");
    assertThat(stages.named("bridge.info").tests())
        .containsExactly(TestName.parse("BridgeInfoTest"));
  }

  @Test
  void whatIsOpenInDesignComesLastAndHasTwoSolutions() throws IOException {
    assertThat(stages.all().getLast().id()).startsWith("stretch.");
    List<Stage> open =
        stages.all().stream().filter(stage -> stage.kind() == Stage.Kind.STRETCH).toList();
    assertThat(open).isNotEmpty();
    for (Stage stage : open) {
      assertThat(Lesson.of(stage, 80)).as(stage.id()).hasSizeGreaterThan(20);
      assertThat(stage.hints().when("")).as(stage.id()).hasSize(3);
      assertThat(stage.tests().getFirst().type()).startsWith("Stretch");
      assertThat(stages.earlierTests(stage)).isEmpty();
      assertThat(stages.start(stage)).isEqualTo(Course.files(stage.step().resolve(Course.SOURCES)));
      assertThat(stages.solutions(stage)).as(stage.id()).hasSize(2);
      for (var solution : stages.solutions(stage).values()) {
        assertThat(compile(typed(solution))).as(stage.id()).isEmpty();
        assertThat(solution).isNotEqualTo(stages.start(stage));
      }
    }
  }

  @Test
  void aStageIsFoundByAnyNameOneWouldType() {
    assertThat(stages.named("3.4").id()).isEqualTo("03.4");
    assertThat(stages.named("03").id()).isEqualTo("03.1");
    assertThat(stages.named("05").id()).isEqualTo("05a.1");
    assertThat(stages.named("5b.2").id()).isEqualTo("05b.2");
    assertThat(stages.named("time").id()).isEqualTo("01.time");
    assertThat(stages.named("scan").id()).isEqualTo("bridge.scan");
    assertThat(stages.named("rate-limiter").id()).isEqualTo("stretch.rate-limiter");
    assertThat(stages.named("museum").id()).isEqualTo("museum.01");
    assertThatThrownBy(() -> stages.named("03.44")).hasMessageContaining("Did you mean 03.4?");
  }

  @Test
  void earlierTestsAreThoseOfTheStepSoFar() {
    assertThat(stages.earlierTests(stages.named("01.1"))).isEmpty();
    assertThat(stages.earlierTests(stages.named("02.6")))
        .contains(TestName.parse("PingConformanceTest.pingIsAnsweredWithPong"))
        .contains(TestName.parse("StringConformanceTest.whatWasSetCanBeGot"))
        .doesNotContainAnyElementsOf(stages.named("02.6").tests());
  }
}
