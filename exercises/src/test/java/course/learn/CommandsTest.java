package course.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The plain commands, for scripts and for a teacher's collection. */
@Isolated("the checker takes this program's output away for a while")
class CommandsTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Clone clone;
  private Session session;
  private int code;

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

  private String run(String line) throws IOException {
    said.reset();
    Options options = Options.parse(List.of(line.split(" ")));
    code = new Commands(session, options, new PrintStream(said, true)).run();
    return said.toString();
  }

  @Test
  void nothingSolvedIsSaidPlainlyAndIsNoSuccess() throws IOException {
    assertThat(run("verify")).matches("0 of \\d+ solved\\.\\n");
    assertThat(code).isEqualTo(1);
    assertThat(run("verify --json")).startsWith("{").contains("\"solved\":0", "\"fine\":false");
  }

  @Test
  void whatIsSolvedIsTestedAgain() throws IOException {
    Stage words = session.stages().named("01.6");
    clone.solve(words);
    assertThat(run("test 01.6"))
        .contains("18 of 18 pass", "Passed.", "learn solution 01.6", "Next: 01.7");
    assertThat(code).isZero();
    assertThat(run("verify")).matches("6 of \\d+ solved; all of it passes\\.\\n");
    assertThat(code).isZero();
    clone.change(words, "Connection.java", "\"+PONG\"", "\"+PANG\"");
    assertThat(run("verify")).contains("01.6", "was passed, and does not pass now", "+PANG");
    assertThat(code).isEqualTo(1);
    assertThat(run("test 01.6 --json"))
        .contains("\"id\":\"01.6\"", "\"passed\":false", "\"outcome\":\"Tested\"", "\"of\":18");
    assertThat(code).isEqualTo(1);
    assertThat(run("list")).contains("[x] 01.6", "> [ ] 01.7", "6 of ");
    assertThat(run("list --json")).contains("{\"id\":\"01.6\",\"title\":\"words in, answers out\"");
    assertThat(run("next")).contains("01.7 say how long it is");
  }

  @Test
  void aLessonIsWrappedAndItsHintsStayFolded() throws IOException {
    String lesson = run("read 01.time");
    assertThat(lesson).contains("[+] Hint").doesNotContain("getEpochSecond", "**", "](");
    assertThat(lesson.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void theAnswersAreShownToWhoAsksTwice() throws IOException {
    assertThat(run("answer museum.08")).contains("Ask again").doesNotContain("takes the deadline");
    assertThat(run("answer museum.08")).contains("The answer, and the bug", "takes the deadline");
  }

  @Test
  void whatIsMeantIsSuggested() {
    assertThatThrownBy(() -> run("lsit")).hasMessage("there is no lsit; did you mean list?");
    assertThatThrownBy(() -> run("xyzzy")).hasMessageContaining("learn help lists");
    assertThatThrownBy(() -> run("test 01.66")).hasMessageContaining("Did you mean 01.6?");
    assertThatThrownBy(() -> run("list --jsn")).hasMessage("no option --jsn");
    assertThatThrownBy(() -> run("test --target x")).hasMessageContaining("host:port");
  }

  @Test
  void whereTheTerminalIsDumbTheCommandsAreTypedOneByOne() throws IOException {
    InputStream typed = new ByteArrayInputStream("hint\nfly\nquit\n".getBytes());
    code = new Plain(session, typed, new PrintStream(said, true)).run();
    assertThat(code).isZero();
    assertThat(said.toString())
        .contains("01.1 answer the door", "Commands: list next", "Hint 1 of 3", "there is no fly");
  }
}
