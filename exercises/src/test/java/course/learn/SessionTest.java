package course.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {

  private Clone clone;
  private Session session;

  @BeforeEach
  void cloneIt() throws IOException {
    clone = new Clone();
    session = clone.session();
  }

  @AfterEach
  void delete() throws IOException {
    session.close();
    clone.close();
  }

  @Test
  void theFirstStageBeginsWithNothingAndSaysWhereToType() throws IOException {
    Stage first = session.current();
    assertThat(first.id()).isEqualTo("01.1");
    assertThat(String.join("\n", session.go(first)))
        .contains("Main.java", "exercises/workspace/me/src/main/java/miniredis");
  }

  @Test
  void whoSkipsAStepStartsFromOursAndWhoHasSourcesKeepsThem() throws IOException {
    Stage clock = session.stages().named("04.1");
    assertThat(String.join("\n", session.go(clock))).contains("Our sources");
    assertThat(clone.file(clock, "Clients.java")).exists();
    Files.writeString(clone.file(clock, "Mine.java"), "mine");
    assertThat(String.join("\n", session.go(session.stages().named("06.1"))))
        .contains("have not passed the step before", "reset 06.1");
    assertThat(clone.file(clock, "Mine.java")).hasContent("mine");
  }

  @Test
  void aResetMovesAsideAndBeginsAtTheEndOfTheMoveBefore() throws IOException {
    Stage echo = session.stages().named("01.7");
    clone.solve(echo);
    Files.writeString(clone.file(echo, "Mine.java"), "mine");
    assertThat(session.reset(echo).getFirst()).contains("exercises/workspace/aside/me-");
    assertThat(clone.file(echo, "Connection.java")).content().doesNotContain("String echo");
    assertThat(clone.file(echo, "Connection.java")).content().contains("String answer");
    assertThat(session.reset(echo).getFirst()).matches(".*aside/me-[\\d-]+ now\\.");
    try (Stream<Path> aside = Files.list(clone.workspace().folder().resolve("aside"))) {
      assertThat(aside).hasSize(2);
    }
  }

  @Test
  void anExerciseHasAFolderOfItsOwn() throws IOException {
    Stage time = session.stages().named("time");
    session.go(time);
    assertThat(time.home()).isEqualTo(clone.workspace().folder().resolve("01-time"));
    assertThat(clone.file(time, "ServerTime.java")).exists();
    Stage bug = session.stages().named("museum.08");
    assertThat(session.go(bug).getFirst()).startsWith("The server with the bug is in exercises/");
    assertThat(session.hint(time, null)).anyMatch(line -> line.contains("getEpochSecond"));
  }

  @Test
  void hintsComeOneByOneAndTheLastStays() throws IOException {
    Stage echo = session.stages().named("01.7");
    for (String number : List.of("1", "2", "3"))
      assertThat(session.hint(echo, null))
          .startsWith("Hint " + number + " of 3")
          .noneMatch(line -> line.contains("the last hint"));
    assertThat(session.hint(echo, null))
        .startsWith("Hint 3 of 3")
        .anyMatch(line -> line.contains("the last hint"));
  }

  @Test
  void theAnswersOfACardAreForWhoHasPassedOrAsksTwice() throws IOException {
    Stage bug = session.stages().named("museum.08");
    assertThat(session.answers(bug, 78)).singleElement().asString().contains("Ask again");
    assertThat(String.join("\n", session.answers(bug, 78)))
        .contains(
            "The answer, and the bug",
            "What is the\ndifference between",
            "remove takes the deadline")
        .doesNotContain("Hint");
    Stage keys = session.stages().named("bridge.info");
    session.progress().pass(keys, Instant.now());
    assertThat(String.join("\n", session.answers(keys, 78)))
        .contains("What you predicted", "By how much has each number");
    Stage last = session.stages().named("01.9");
    assertThat(String.join("\n", session.answers(last, 78)))
        .contains("What did the second nc see", "took the second client into the backlog")
        .doesNotContain("Minutes, what to type");
    assertThat(session.answers(session.stages().named("01.1"), 78))
        .containsExactly("No answer is folded away in this lesson.");
  }

  @Test
  void aHintIsForTheTestThatFails() throws IOException {
    Stage echo = session.stages().named("01.7");
    Checker.Failure failure =
        new Checker.Failure(TestName.parse("PingConformanceTest.lengthsCountBytes"), "");
    Checker.Result result = new Checker.Result(1, 2, 0, "", 0, Optional.of(failure));
    Outcome last = new Outcome.Tested(result, result, Identity.own(1), List.of());
    assertThat(session.hint(echo, last).getLast()).contains("How many bytes is");
  }

  @Test
  void theSolutionIsShownToWhoAsksTwiceAndTheDifferenceOneAtATime() throws IOException {
    Stage echo = session.stages().named("01.7");
    clone.type(echo, session.stages().start(echo));
    assertThat(session.solution(echo)).singleElement().asString().contains("ask again");
    assertThat(session.solution(echo)).contains("Connection.java:");
    List<String> next = session.difference(echo);
    assertThat(next).first().isEqualTo("Connection.java:");
    assertThat(next).last().asString().contains("1 file differs");
    clone.solve(echo);
    assertThat(session.difference(echo))
        .containsExactly("There is no difference to ours at the end of this stage.");
  }

  @Test
  void whatIsOpenInDesignHasTwoSolutionsAndTheNearerOneShowsTheNextDifference() throws IOException {
    Stage limiter = session.stages().named("rate-limiter");
    session.go(limiter);
    session.solution(limiter);
    assertThat(session.solution(limiter)).contains("==== gcra", "==== sliding-log");
    var sources = session.stages().solutions(limiter).get("sliding-log");
    clone.type(limiter, sources);
    assertThat(session.difference(limiter)).first().asString().contains("no difference");
    clone.change(limiter, "ThrottleCommands.java", "10_000", "10_001");
    assertThat(session.difference(limiter))
        .contains("+   private static final long MOST = 10_000;");
  }

  @Test
  void progressIsWrittenWholeAndKeepsWhatItDoesNotKnow() throws IOException {
    Path file = clone.workspace().folder().resolve("progress");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "passed 01.1 = 2026-01-01T00:00:00Z\nof a later version = kept\nodd\n");
    Progress progress = Progress.in(clone.workspace());
    assertThat(progress.isPassed(session.stages().named("01.1"))).isTrue();
    progress.pass(session.stages().named("01.2"), Instant.parse("2026-02-03T04:05:06Z"));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "of a later version = kept",
            "passed 01.1 = 2026-01-01T00:00:00Z",
            "passed 01.2 = 2026-02-03T04:05:06Z");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsToldInWords() throws IOException {
    Path inTheWay = clone.workspace().folder();
    Workspace.delete(inTheWay);
    Files.writeString(inTheWay, "a file, and no folder");
    assertThatThrownBy(() -> clone.session())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written to")
        .hasMessageContaining("read-only");
  }
}
