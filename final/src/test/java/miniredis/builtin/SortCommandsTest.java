package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortCommandsTest {

  private final Playground redis =
      new Playground(CommandCommands::addTo, KeyCommands::addTo, SortCommands::addTo);

  @Test
  void noKeySortsAsAnEmptyList() {
    redis.expect("SORT missing BY x GET # DESC ALPHA LIMIT 0 1", "*0");
    redis.expect("SORT_RO missing", "*0");
  }

  @Test
  void aStringCannotBeSorted() {
    redis.set("k", "v");
    redis.expect("SORT k", "-WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void storingNothingRemovesTheTarget() {
    redis.set("target", "v");
    redis.events();
    redis.expect("SORT missing STORE target", ":0");
    assertThat(redis.events()).containsExactly("0 keymiss missing", "0 del target");
    redis.expect("SORT missing STORE target", ":0");
    assertThat(redis.logged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SORT k LIMIT 1", "SORT k BY", "SORT k STORE", "SORT k x", "SORT_RO k STORE d"})
  void optionsThatMakeNoSenseAreRefused(String request) {
    redis.expect(request, "-ERR syntax error");
  }

  @Test
  void aLimitMustBeTwoIntegers() {
    redis.expect("SORT k LIMIT 0 x STORE", "-ERR value is not an integer or out of range");
  }

  @Test
  void theLastStoreIsTheKeyThatIsWritten() {
    redis.expect("COMMAND GETKEYS SORT a BY STORE STORE b LIMIT 1 STORE STORE c", "*2 $1 a $1 c");
    redis.expect("COMMAND GETKEYSANDFLAGS SORT_RO a", "*1 *2 $1 a *2 +RO +access");
  }
}
