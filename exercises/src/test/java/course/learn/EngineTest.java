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
  void aTargetWhereNobodyListensIsNamed() throws IOException {
    int free = OwnServer.freePort();
    try (Session other = new Session(clone.course(), new Candidate.At("127.0.0.1", free))) {
      assertThat(report(other.check(words, any -> true))).contains("Nobody listens at 127.0.0.1:");
    }
  }
}
