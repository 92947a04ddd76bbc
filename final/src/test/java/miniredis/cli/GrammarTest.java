package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words fitted to the arguments of Redis's own commands, as the bundled manual describes them. */
class GrammarTest {

  private static final Manual MANUAL = Manual.bundled();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "GET ~ key",
        "GET a ~ ''",
        "MSET a ~ value [key value ...]",
        "MSET a 1 ~ [key value ...]",
        "EXPIRE k 10 ~ [NX|XX|GT|LT]",
        "EXPIRE k 10 NX ~ ''",
        "SET k v EX ~ seconds [NX|XX] [GET]",
        "SET k v GET EX 10 ~ [NX|XX]",
        "LPOP k ~ [count]",
        "BLPOP a b ~ [key ...] timeout",
        "ZADD z NX CH 1 ~ member [score member ...]",
        "XADD s NOMKSTREAM MAXLEN ~ '[=|~] threshold [LIMIT count] *|id field value [field value ...]'",
        "CONFIG GET a ~ [parameter ...]",
      })
  void theRestNarrowsAsWordsAreTyped(String line, String rest) {
    assertThat(match(line).rest()).isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource({"GET a b", "SET k v EX 10 PX 10", "EXPIRE k 10 MAYBE", "LPOP k many", "DBSIZE x"})
  void whatFitsNowhereIsTooMuch(String line) {
    assertThat(match(line).tooMany()).isTrue();
  }

  @Test
  void everyCommandOfTheManualTakesItsFirstArguments() {
    for (Manual.Entry entry : MANUAL.all()) {
      Grammar.Match match = Grammar.match(entry.arguments(), List.of());
      assertThat(match.tooMany()).as(entry.name()).isFalse();
      assertThat(match.rest()).as(entry.name()).isEqualTo(entry.notation());
    }
  }

  private static Grammar.Match match(String line) {
    List<String> words = List.of(line.split(" "));
    Manual.Entry entry = MANUAL.find(words);
    return Grammar.match(entry.arguments(), words.subList(entry.words(), words.size()));
  }
}
