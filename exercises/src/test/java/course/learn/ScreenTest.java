package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Course;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A learner's way through one stage, on a terminal of 80 by 24. */
@Isolated("the checker takes this program's output away for a while")
class ScreenTest {

  private Clone clone;
  private Stage words;

  @BeforeEach
  void cloneIt() throws IOException {
    clone = new Clone();
    words = clone.stages().named("01.6");
    Progress.in(clone.workspace()).goTo(words);
  }

  @AfterEach
  void delete() {
    clone.close();
  }

  private VirtualScreen open() throws IOException {
    return new VirtualScreen(clone.session(), 80, 24);
  }

  @Test
  void fromTheStartToThePassedStageAndBack() throws Exception {
    String all = " of " + clone.stages().all().size() + " passed";
    try (VirtualScreen screen = open()) {
      screen.see("01.6 words in, answers out", "0" + all, "l shows the lesson");
      screen.press("t").see("0 of ", "Not yet");
      clone.solve(words);
      clone.change(words, "Connection.java", "\\r\\n\").getBytes", "\\n\").getBytes");
      screen.see("Not yet", "+PONG\\n", "^", "the CR is missing", " of 18 pass");
      screen.press("h").see("Hint 1 of 3", "A line is words with white space");
      screen.press("h").see("Hint 2 of 3").press("q").see("+PONG\\n");
      screen
          .press("d")
          .see("Difference 1/1", "Connection.java:", "+     out.write((reply + \"\\r\\n");
      screen.press("q").press("s").see("ask again");
      screen.press("s").see("Solution 1/1").press("q").see("+PONG\\n");
      clone.change(words, "Connection.java", "\\n\").getBytes", "\\r\\n\").getBytes");
      screen.see("Passed.", "18 of 18 pass", "(passed)", "6" + all, "s shows ours beside yours");
      screen.press("n").see("01.7 say how long it is", "Lesson 1/");
      screen.press("q").see("t tests without a save").press("q");
      assertThat(screen.isOver()).isTrue();
    }
    try (VirtualScreen screen = open()) {
      screen.see("01.7 say how long it is", "6" + all);
    }
  }

  @Test
  void anErrorOfTheCompilerIsShownWithItsLineAndNoOther() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("Passed.");
      clone.change(words, "Connection.java", "out.write(", "out.wrote(");
      screen.see("It does not compile.", "Connection.java, line", "out.wrote((reply", "^");
      screen.lose("Passed.");
    }
  }

  @Test
  void nothingIsTallerThanTheScreenAndThePlaceIsKept() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("Passed.").press("l").see("Lesson 1/", "Move 6: words in, answers out");
      screen.press("n").see("Lesson 2/").press("n").see("Lesson 3/").press("p").see("Lesson 2/");
      screen.press("q").see("l lesson").press("l").see("Lesson 2/").press("q");
      screen.press("m").see("Stages", "> [x] 01.6").press("q");
      screen.press("?").see("the next difference between your sources and ours").press("q");
      screen.press("q");
      assertThat(screen.isOver()).isTrue();
    }
    try (VirtualScreen screen = open()) {
      screen.see("Passed.").press("l").see("Lesson 2/");
    }
  }

  @Test
  void theHeadStandsInTheFirstLineWhereverTheCursorWas() throws Exception {
    // The second has no other screen to change to.
    for (String type : List.of("xterm-256color", "ansi")) {
      try (VirtualScreen screen = new VirtualScreen(clone.session(), type, 80, 24)) {
        screen.seeInLine(0, "01.6 words in, answers out").seeInLine(1, " passed").lose("$ ls");
      }
    }
  }

  @Test
  void aPageThatIsOpenedDoesNotEndTheRunAndItsFootSaysWhatCame() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("this stage").press("l").see("Lesson 1/", "a answers");
      screen.press("q").press("m").see("Stages 1/").press("q").press("n").see("not passed yet");
      screen.press("h").see("Hint 1 of 3").see("Passed: q shows it");
      screen.press("q").see("Passed.", "18 of 18 pass").lose("not run");
      screen.press("l").see("Lesson 1/");
      clone.change(words, "Connection.java", "out.write(", "out.wrote(");
      screen.see("It does not compile: q shows it").press("q").see("out.wrote((reply");
    }
  }

  @Test
  void whatTheRunBeforeCameToIsMarkedAsOld() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("Passed.");
      clone.change(words, "Connection.java", "\"+PONG\"", "\"+PANG\"");
      screen.see("(Before this run:)", "Passed.").see("+PANG").lose("Before this run");
    }
  }

  @Test
  void theListAndANameThatIsTypedGoAnywhere() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("Passed.").press("m").see("Stages 1/", "> [x] 01.6", "Enter goes there");
      screen.press("\033[B").see("> [ ] 01.7", ". [x] 01.6").press("\033[A").see("> [x] 01.6");
      screen.press("n").see("Stages 2/").press("p").see("Stages 1/");
      screen.press("\033OB").press("\r").see("01.7 say how long it is", "Lesson 1/");
      screen.press("g").see("go to: _").press("01.66\r").see("Did you mean 01.6?");
      screen.press("g").press("timw\b").see("go to: tim_").press("e\r").see("01.time", "Lesson 1/");
      screen.press("g").press("03").see("go to: 03_").press("\033").see("q back");
      screen.press("q").see("Our sources, as they are before this stage");
    }
  }

  @Test
  void aBugIsReadBeforeItsTestIsRun() throws Exception {
    Progress.in(clone.workspace()).goTo(clone.stages().named("museum.03"));
    try (VirtualScreen screen = open()) {
      screen.see("museum.03", "Lesson 1/").lose("Not yet");
      screen.press("q").see("t tests without a save");
      TimeUnit.SECONDS.sleep(2);
      screen.lose("Not yet").press("t").see("Not yet");
      screen.press("a").see("Ask again").press("a").see("Answers 1/", "The answer, and the bug");
    }
  }

  @Test
  void whatATerminalAnswersLateIsNoKey() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("Passed.").press("\033[?1;2c").press("\033[?2027;0$y").press("h");
      screen.see("Hint 1 of 3").lose("Keys 1/1");
    }
  }

  @Test
  void beginningAnewIsAskedForTwiceAndLosesNothing() throws Exception {
    clone.solve(words);
    Files.writeString(clone.file(words, "Mine.java"), "package miniredis;\n\nclass Mine {}\n");
    try (VirtualScreen screen = open()) {
      screen.see("Passed.").press("r").see("r again begins this stage anew");
      screen.press("r").see("Your sources are in exercises/workspace/aside/me-");
    }
    assertThat(clone.file(words, "Mine.java")).doesNotExist();
    try (Stream<Path> all = Files.walk(clone.workspace().folder().resolve("aside"))) {
      assertThat(all.map(Path::getFileName).map(Path::toString)).contains("Mine.java");
    }
  }

  @Test
  void aSaveDuringARunBeginsAnotherRun() throws Exception {
    clone.solve(words);
    try (VirtualScreen screen = open()) {
      screen.see("Passed.");
      clone.change(words, "Connection.java", "\"+PONG\"", "\"+PANG\"");
      clone.change(words, "Connection.java", "\"+PANG\"", "\"+PENG\"");
      screen.see("+PENG");
    }
  }

  @Test
  void theWorkspaceIsNoPartOfTheRepository() throws Exception {
    Process git =
        new ProcessBuilder("git", "check-ignore", "exercises/workspace/me/" + Course.SOURCES)
            .directory(Clone.REAL.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(git.waitFor()).as("git check-ignore").isZero();
  }
}
