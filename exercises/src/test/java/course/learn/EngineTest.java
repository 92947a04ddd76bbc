package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

/** What can be wrong with a learner's server, and what is then said. */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated("the checker takes this program's output away for a while")
class EngineTest {

  private Clone clone;
  private Session session;
  private Stage words;

  @BeforeAll
  void start() throws IOException {
    clone = new Clone();
    session = clone.session();
    words = session.stages().named("01.6");
  }

  @AfterAll
  void stop() throws IOException {
    session.close();
    clone.close();
  }

  private Outcome check() throws IOException {
    return session.check(words, any -> true);
  }

  private String report(Outcome outcome) {
    List<String> lines = new Report(78, 19).of(words, outcome);
    assertThat(lines).as("a failure is one screen").hasSizeLessThanOrEqualTo(19);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    return String.join("\n", lines);
  }

  @Test
  void whereNothingIsTypedTheFolderIsNamed() throws IOException {
    Workspace.delete(words.home());
    Outcome outcome = check();
    assertThat(outcome).isInstanceOf(Outcome.Nothing.class);
    assertThat(report(outcome)).contains("There is nothing to test yet");
  }

  @Test
  void ofManyErrorsTheFirstIsShownWithItsLineAndACaret() throws IOException {
    clone.solve(words);
    clone.change(words, "Connection.java", "String answer(List<String> words) {", "String answer(");
    Outcome outcome = check();
    assertThat(outcome).isInstanceOf(Outcome.NotCompiled.class);
    assertThat(report(outcome)).contains("Connection.java, line", "^", "mend this one first");
  }

  @Test
  void whatAStageIsAboutIsMissed() throws IOException {
    Stage errors = session.stages().named("01.5");
    clone.type(errors, session.stages().start(errors));
    Outcome outcome = session.check(errors, any -> true);
    assertThat(outcome).isInstanceOf(Outcome.Missing.class);
    assertThat(report(outcome)).contains("ProtocolException.java is not there yet");
  }

  @Test
  void aServerThatEndsByItselfIsToldWithItsLastWords() throws IOException {
    clone.solve(words);
    clone.change(words, "Config.java", "new Config();", "null; args[0].charAt(99);");
    Outcome outcome = check();
    assertThat(outcome).isInstanceOf(Outcome.NotStarted.class);
    assertThat(report(outcome)).contains("exit code 1", "StringIndexOutOfBounds");
  }

  @Test
  void aFailureIsOneScreenAndCountsWhatPasses() throws IOException {
    clone.solve(words);
    clone.change(words, "Connection.java", "\"+PONG\"", "\"+PANG\"");
    Outcome outcome = check();
    assertThat(report(outcome))
        .contains("your server (pid ", " of 18 pass", "Not yet: ", "Request:", "+PANG", "^");
    assertThat(session.progress().isPassed(words)).isFalse();
  }

  @Test
  void theFirstSilenceEndsTheRun() throws IOException {
    clone.solve(words);
    clone.change(words, "Connection.java", "send(answer(words));", "answer(words);");
    long start = System.nanoTime();
    Outcome outcome = check();
    assertThat(report(outcome)).contains("0 of 18 pass", "no byte came back");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void aServerInAnotherLanguageIsACommandLine() throws IOException {
    clone.solve(words);
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path main = clone.file(words, "Main.java");
    String line = java + " " + main + " --port {port}";
    try (Session other = new Session(clone.course(), new Candidate.Command(line))) {
      Outcome outcome = other.check(words, any -> true);
      assertThat(report(outcome)).contains("18 of 18 pass", "(pid ");
      assertThat(outcome.isPassed()).isTrue();
    }
  }

  @Test
  void aServerOfTheMuseumFailsUntilItsBugIsMended() throws IOException {
    failsUntilItIsSolved("museum.03", "hangs up");
  }

  @Test
  void anExerciseOfTheBridgeFailsUntilItIsDone() throws IOException {
    failsUntilItIsSolved("bridge.info", "unknown command 'INFO'");
  }

  @Test
  void whatIsOpenInDesignFailsUntilItIsDone() throws IOException {
    failsUntilItIsSolved("stretch.rate-limiter", "unknown command 'THROTTLE'");
  }

  private void failsUntilItIsSolved(String id, String words) throws IOException {
    Stage stage = session.stages().named(id);
    clone.type(stage, session.stages().start(stage));
    Outcome before = session.check(stage, any -> true);
    assertThat(String.join(" ", Report.UNBOUNDED.of(stage, before))).contains(words);
    assertThat(session.progress().isPassed(stage)).isFalse();
    clone.solve(stage);
    Outcome after = session.check(stage, any -> true);
    assertThat(after.isPassed())
        .as(() -> String.join("\n", Report.UNBOUNDED.of(stage, after)))
        .isTrue();
    assertThat(session.progress().isPassed(stage)).isTrue();
  }

  @Test
  void aRealRedisPassesAndEarnsNothing() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/redis-server")), "no redis-server");
    Stage set = session.stages().named("02.5");
    String line = "redis-server --port {port} --save '' --bind 127.0.0.1 --dir {dir}";
    try (Session other = new Session(clone.course(), new Candidate.Command(line))) {
      Outcome outcome = other.check(set, any -> true);
      assertThat(report(outcome))
          .contains("Tested: Redis ", "13 of 13 pass", "not a server of yours");
      assertThat(outcome.isPassed()).isFalse();
      assertThat(other.progress().isPassed(set)).isFalse();
    }
  }

  @Test
  void whatCannotBeRunIsToldWithItsReasonAndTheTotalStays() throws Exception {
    clone.solve(words);
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path main = clone.file(words, "Main.java");
    int port = OwnServer.freePort();
    List<String> line = List.of(java.toString(), main.toString(), "--port", "" + port);
    try (OwnServer server = OwnServer.start(line, words.home(), port);
        Session other = new Session(clone.course(), new Candidate.At("127.0.0.1", port))) {
      assertThat(server.isAlive()).isTrue();
      assertThat(report(other.check(words, any -> true)))
          .containsIgnoringWhitespaces("13 of 18 pass (5 cannot be run here: a test cannot start")
          .containsIgnoringWhitespaces("earlier ones 0 of 3 pass (3 cannot be run here).");
    }
  }

  @Test
  void whatWasNotRunIsNoFailure() {
    Checker.Result all = new Checker.Result(5, 5, 0, "", 0, Optional.empty());
    Checker.Failure failure = new Checker.Failure(TestName.parse("PingConformanceTest.a"), "No.");
    Checker.Result some = new Checker.Result(17, 149, 0, "", 131, Optional.of(failure));
    Outcome outcome = new Outcome.Tested(all, some, Identity.own(1), List.of());
    assertThat(report(outcome))
        .contains("5 of 5 pass, and of the earlier ones 17 of 149\npass (131 not run).");
    assertThat(Report.brief(outcome)).isEqualTo("a test of the stages before fails");
  }

  @Test
  void whatIsSaidBeforeAllIsTestedCountsAllTests() throws IOException {
    List<String> soFar = new ArrayList<>();
    Engine.Watching watching =
        new Engine.Watching() {
          @Override
          public boolean goOn(String what) {
            return true;
          }

          @Override
          public void soFar(Outcome.Tested tested) {
            soFar.add(report(tested));
          }
        };
    try (Clone fresh = new Clone();
        Session other = fresh.session()) {
      Stage echo = other.stages().named("01.7");
      fresh.solve(echo);
      assertThat(other.check(echo, watching).isPassed()).isTrue();
      assertThat(soFar).singleElement().asString().contains("12 of 12 pass; the 21 of the stages");
      soFar.clear();
      Stage limiter = other.stages().named("stretch.rate-limiter");
      fresh.type(limiter, other.stages().start(limiter));
      Outcome outcome = other.check(limiter, watching);
      String all = " of " + ((Outcome.Tested) outcome).own().total() + " pass";
      assertThat(soFar).allSatisfy(report -> assertThat(report).contains(all));
      assertThat(report(outcome)).contains(all);
    }
  }

  @Test
  void aRequestIsShownWholeWhereTheScreenHasRoomForIt() {
    String sent =
        IntStream.range(0, 9).mapToObj(i -> "  line " + i + "\n").collect(Collectors.joining());
    String message = "Request:\n" + sent + "This usually means:\n  it is wrong";
    Checker.Failure failure = new Checker.Failure(TestName.parse("PingConformanceTest.a"), message);
    Checker.Result result = new Checker.Result(0, 1, 0, "", 0, Optional.of(failure));
    Outcome outcome = new Outcome.Tested(result, Checker.Result.NONE, Identity.own(1), List.of());
    assertThat(new Report(78, 15).of(words, outcome)).hasSize(15).contains("  line 8");
    assertThat(new Report(78, 14).of(words, outcome)).contains("  ... (2 lines more)");
  }

  @Test
  void aTargetWhereNobodyListensIsNamed() throws IOException {
    int free = OwnServer.freePort();
    try (Session other = new Session(clone.course(), new Candidate.At("127.0.0.1", free))) {
      assertThat(report(other.check(words, any -> true))).contains("Nobody listens at 127.0.0.1:");
    }
  }
}
