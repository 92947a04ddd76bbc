package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The help of the real redis-cli is made of what our server's COMMAND DOCS says. */
@Tag("interop")
class RedisCliHelpInteropTest {

  @Test
  void redisCliShowsOurHelp() {
    try (RunningServer server = RunningServer.ours()) {
      Programs.Outcome help = Programs.run("redis-cli", "-p", "" + server.port(), "help", "expire");
      assertThat(help.exitCode()).isZero();
      assertThat(help.err()).isEmpty();
      assertThat(help.out())
          .contains("EXPIRE", "key seconds [NX|XX|GT|LT]", "Lets a key live", "generic")
          .doesNotContain("ERR");
    }
  }
}
