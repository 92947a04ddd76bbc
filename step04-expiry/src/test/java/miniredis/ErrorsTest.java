package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsTest {

  @Test
  void aCommandNobodyKnowsIsShownAsItWasSent() {
    assertThat(Errors.unknownCommand(List.of("Fly", "me", "to")))
        .isEqualTo("ERR unknown command 'Fly', with args beginning with: 'me' 'to' ");
  }

  @Test
  void notMoreThan128BytesOfItAreShown() {
    String name = "n".repeat(200);
    String first = "a".repeat(100);
    String second = "b".repeat(100);
    assertThat(Errors.unknownCommand(List.of(name, first, second, "c")))
        .isEqualTo(
            "ERR unknown command '%s', with args beginning with: '%s' '%s' "
                .formatted("n".repeat(128), first, "b".repeat(25)));
  }

  @Test
  void theNameOfACommandIsWrittenSmall() {
    assertThat(Errors.wrongArity("PING"))
        .isEqualTo("ERR wrong number of arguments for 'ping' command");
  }
}
