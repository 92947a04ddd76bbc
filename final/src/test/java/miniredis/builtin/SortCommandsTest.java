package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortCommandsTest {

  private final Playground redis =
      new Playground(
          CommandCommands::addTo, KeyCommands::addTo, ListCommands::addTo, SortCommands::addTo);

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
  void numbersAreSortedAsNumbersAndWordsAsTexts() {
    redis.ask("RPUSH l 10 9 1e1 -1 0x1F inf");
    redis.expect("SORT l", "*6 $2 -1 $1 9 $2 10 $3 1e1 $4 0x1F $3 inf");
    redis.expect("SORT l ALPHA DESC LIMIT 1 2", "*2 $1 9 $3 1e1");
    redis.ask("RPUSH words b a");
    redis.expect("SORT words", "-ERR One or more scores can't be converted into double");
    redis.expect("SORT_RO words ALPHA", "*2 $1 a $1 b");
  }

  @Test
  void aPatternFindsTheWeightsAndWhatIsReplied() {
    redis.ask("RPUSH l a b c d");
    redis.set("w:a", "3");
    redis.set("w:b", "1");
    redis.set("w:c", "2");
    redis.expect("SORT l BY w:*", "*4 $1 d $1 b $1 c $1 a");
    redis.expect("SORT l BY w:* GET # GET w:* LIMIT 0 2", "*4 $1 d $-1 $1 b $1 1");
    redis.expect("SORT l BY w:* ALPHA DESC GET x", "*4 $-1 $-1 $-1 $-1");
  }

  @Test
  void aConstantPatternLeavesTheOrder() {
    redis.ask("RPUSH l b c a");
    redis.expect("SORT l BY nosort", "*3 $1 b $1 c $1 a");
    redis.expect("SORT l BY nosort DESC LIMIT 0 2", "*2 $1 a $1 c");
    redis.expect("SORT l BY nosort LIMIT 1 -5", "*2 $1 c $1 a");
    redis.expect("SORT l BY nosort LIMIT 9 1", "*0");
  }

  @Test
  void theResultIsStoredAsAList() {
    redis.ask("RPUSH l 2 1");
    redis.set("w:1", "one");
    redis.set("target", "of another type");
    redis.events();
    redis.expect("SORT l GET w:* STORE target", ":2");
    assertThat(redis.events()).containsExactly("0 keymiss w:2", "0 sortstore target");
    redis.expect("LRANGE target 0 -1", "*2 $3 one $0");
    redis.expect("SORT l STORE l", ":2");
    redis.expect("LRANGE l 0 -1", "*2 $1 1 $1 2");
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
