package course;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The machinery that judges the chapters is judged itself: true blocks pass, and untrue ones fail.
 */
class ConsoleTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static void play(String block) throws Exception {
    Console.play(new Fence("console", "", 1, block.lines().toList()), ROOT);
  }

  /** Or is skipped, where this machine lacks what the block runs. */
  private static void passes(String block) {
    try {
      play(block);
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (Exception e) {
      throw new AssertionError("the block was to pass", e);
    }
  }

  private static void fails(String block, String... says) {
    assertThatThrownBy(() -> play(block))
        .isInstanceOf(AssertionError.class)
        .message()
        .contains(says);
  }

  @Test
  void aTrueConversationPasses() {
    passes("$ nc localhost 6379\n> PING\n+PONG\n> PING\n+PONG");
  }

  @Test
  void aWrongReplyFailsAndShowsBoth() {
    fails("$ nc localhost 6379\n> PING\n+PING", "+PING\\n", "+PONG\\r\\n", "README.md:2");
  }

  @Test
  void aReplyThatTheBlockDoesNotShowFails() {
    fails("$ nc localhost 6379\n> PING", "no answer here");
    fails("$ nc localhost 6379\n> SAY :1\\n:2\\n\n:1", "More came", ":2");
    fails("$ nc localhost 6379\n> SAY :1\\n:2\\n\n:1\n> PING\n+PONG", "More came", ":2");
  }

  @Test
  void aReplyThatIsShownTwiceFails() {
    fails("$ nc localhost 6379\n> QUIT\n+OK\n+OK", "something else");
  }

  @Test
  void theBarePromptSaysThatTheServerClosed() {
    passes("$ nc localhost 6379\n> QUIT\n+OK\n$");
  }

  @Test
  void theSecondTerminalWaitsUntilTheFirstLeaves() {
    passes("A$ nc localhost 6379\nA> PING\n+PONG\nB$ nc localhost 6379\nB> PING\nA> ^C\nB: +PONG");
  }

  @Test
  void dotsStandForAnyLines() {
    passes("$ nc localhost 6379\n> SAY a\\nb\\nc\\n\na\n...\nc");
    passes("$ nc localhost 6379\n> SAY a\\nb\\nc\\n\na\n...\n> PING\n+PONG");
    fails("$ echo a; echo b; echo c\na\n...\nd", "something else");
  }

  @Test
  void numbersHaveToBeInRange() {
    passes("$ nc localhost 6379\n> SAY :150\\n\n:<ms:100..200>\n> SAY :7\\n\n:<int>");
    fails("$ nc localhost 6379\n> SAY :250\\n\n:<ms:100..200>", ":250");
    fails("$ nc localhost 6379\n> SAY :x\\n\n:<int>", ":x");
  }

  @Test
  void waitingMovesTheClock() {
    passes("$ nc localhost 6379\n> TIME\n:0\nwait 100 ms, and ask again\n> TIME\n:100");
  }

  @Test
  void pipesEndWhenTheServerCloses() {
    passes("$ printf 'PING\\r\\nQUIT\\r\\n' | nc localhost 6379\n+PONG\n+OK");
    passes("$ printf 'PING\\r\\n' | nc -N localhost 6379 | cat -v\n+PONG^M");
  }

  @Test
  void aProgramsWholeOutputIsCompared() {
    passes("$ echo one; printf two\none\ntwo");
    fails("$ echo one; echo two\none", "two");
    fails("$ echo one\none\ntwo", "something else");
  }

  @Test
  void portsAreRewritten() {
    passes("$ echo 127.0.0.1:6379\n127.0.0.1:6379");
  }

  @Test
  void aStrangersServerIsNeverKilled() {
    fails("$ kill -9 4711", "No server has shown this pid");
    fails("$ pkill -9 -f miniredis.Main", "kill the pid");
    fails("$ kill -9 $(pgrep -n -f miniredis.Main)", "kill the pid");
  }

  @Test
  void aBlockMayStartAServerAndKillIt() {
    passes(
        """
        S$ ./run step01-ping
        mini Redis (pid 4711) is listening on 127.0.0.1:6379
        A$ nc localhost 6379
        A> PING
        +PONG
        B$ kill -9 4711
        S$ ./run step01-ping
        mini Redis (pid 4712) is listening on 127.0.0.1:6379
        A$ nc localhost 6379
        A> PING
        +PONG
        S> ^C
        S$
        A$
        """);
  }

  @Test
  void outputBeforeACommandFails() {
    fails("+PONG", "before anything ran");
    fails("> PING\n+PONG", "Nothing runs");
    fails("", "does nothing");
  }
}
