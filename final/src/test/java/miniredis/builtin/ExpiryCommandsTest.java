package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryCommandsTest {

  private final Playground redis = new Playground(KeyCommands::addTo, ExpiryCommands::addTo);

  @BeforeEach
  void aKeyIsThere() {
    redis.set("k", "v");
    redis.events();
  }

  @Test
  void aKeyIsGoneWhenItsTimeHasPassed() {
    redis.expect("EXPIRE k 10", ":1");
    redis.expect("TTL k", ":10");
    redis.advance(9_999);
    redis.expect("EXISTS k", ":1");
    redis.advance(1);
    redis.expect("TTL k", ":-2");
    assertThat(redis.events()).containsExactly("0 expire k", "0 expired k", "0 keymiss k");
  }

  @Test
  void secondsAreRoundedToTheNearest() {
    redis.expect("PEXPIRE k 1500", ":1");
    redis.expect("TTL k", ":2");
    redis.advance(1);
    redis.expect("TTL k", ":1");
    redis.advance(1000);
    redis.expect("TTL k", ":0");
    redis.expect("PTTL k", ":499");
  }

  @Test
  void theLogGetsAnAbsoluteDeadlineWhateverWasAsked() {
    redis.ask("EXPIRE k 10");
    assertThat(redis.logged()).containsExactly("PEXPIREAT k 1700000010000");
    redis.ask("PEXPIRE k 20000 GT");
    assertThat(redis.logged()).containsExactly("PEXPIREAT k 1700000020000");
    redis.ask("EXPIREAT k 1700000030");
    assertThat(redis.logged()).containsExactly("PEXPIREAT k 1700000030000");
    redis.expect("EXPIRETIME k", ":1700000030");
    redis.expect("PEXPIRETIME k", ":1700000030000");
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRE k 0",
    "EXPIRE k -5",
    "PEXPIREAT k 1700000000000",
    "PEXPIRE k -9223372036854775808"
  })
  void aDeadlineThatHasPassedRemovesTheKey(String request) {
    redis.expect(request, ":1");
    assertThat(redis.events()).containsExactly("0 del k");
    assertThat(redis.logged()).containsExactly("DEL k");
    redis.expect("EXISTS k", ":0");
  }

  @Test
  void noSuchKeyIsZeroAndNotLogged() {
    redis.expect("EXPIRE missing 10", ":0");
    assertThat(redis.logged()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "expire, 9223372036854775807",
    "expire, 9223372036854775",
    "expire, -9223372036854775808",
    "pexpire, 9223372036854775807",
    "expireat, 9223372036854776"
  })
  void aTimeThatOverflowsIsRefusedEvenWithoutAKey(String command, String time) {
    String error = "-ERR invalid expire time in '" + command + "' command";
    redis.expect(command + " k " + time, error);
    redis.expect(command + " missing " + time, error);
  }

  @Test
  void gtTakesAKeyWithoutADeadlineAsLivingForEver() {
    redis.expect("EXPIRE k 100 GT", ":0");
    redis.expect("EXPIRE k 100 XX", ":0");
    redis.expect("EXPIRE k 100 LT", ":1");
    redis.expect("EXPIRE k 200 NX", ":0");
    redis.expect("EXPIRE k 200 LT", ":0");
    redis.expect("EXPIRE k 100 GT", ":0");
    redis.expect("EXPIRE k 200 xx gt", ":1");
    redis.expect("TTL k", ":200");
  }

  @Test
  void optionsThatContradictEachOtherAreRefusedFirst() {
    String conflict = "-ERR NX and XX, GT or LT options at the same time are not compatible";
    redis.expect("EXPIRE k x NX XX", conflict);
    redis.expect("EXPIRE k x LT NX", conflict);
    redis.expect("EXPIRE k x GT LT", "-ERR GT and LT options at the same time are not compatible");
    redis.expect("EXPIRE k x Soon", "-ERR Unsupported option Soon");
    redis.expect("EXPIRE k x", "-ERR value is not an integer or out of range");
  }

  @Test
  void persistTakesTheDeadlineOff() {
    redis.expect("PERSIST k", ":0");
    redis.ask("EXPIRE k 10");
    redis.events();
    redis.expect("PERSIST k", ":1");
    assertThat(redis.events()).containsExactly("0 persist k");
    redis.advance(20_000);
    redis.expect("TTL k", ":-1");
    redis.expect("PERSIST missing", ":0");
  }

  @Test
  void minusOneIsForEverAndMinusTwoIsNoKey() {
    for (String command : new String[] {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"}) {
      redis.expect(command + " k", ":-1");
      redis.expect(command + " missing", ":-2");
    }
  }
}
