package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContenderTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Test
  void aProgramThatIsNotThereIsToldInOneLine() {
    assertThatThrownBy(() -> start("no-such-program", "{port}"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--beside other: ")
        .hasMessageContaining("no-such-program")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aProgramThatEndsAtOnceIsToldInOneLineWithItsWords() {
    assertThatThrownBy(() -> start(JAVA, "--no-such-option={port}"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--beside other: other did not start: / ")
        .hasMessageContaining("--no-such-option")
        .message()
        .hasLineCount(1);
  }

  @Test
  void whatIsLackingIsADashUnlessTheServerHasEnded() throws Exception {
    Contender fixture = SpecialBenchTest.contender("other");
    Refusals refusals = new Refusals();
    IOException reason = new IOException("ERR unknown command");
    try (ServerProcess server = fixture.allowing(10).start()) {
      refusals.add(server, "BGSAVE", reason);
      refusals.add(server, "BGSAVE", new IOException("other: ERR unknown command"));
      assertThat(refusals.text()).isEqualTo("- other, BGSAVE: ERR unknown command\n");
      server.handle().destroyForcibly();
      server.handle().onExit().get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> refusals.add(server, "FLUSHALL", reason))
          .hasMessage("other has ended during FLUSHALL")
          .hasCause(reason);
    }
  }

  private static void start(String... words) throws IOException {
    Contender.beside(new Beside("other", List.of(words))).start().close();
  }
}
