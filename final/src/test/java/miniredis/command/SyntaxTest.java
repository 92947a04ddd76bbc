package miniredis.command;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments are written here as type, token in front, flags behind: {@code EX integer?}. */
class SyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "key # key",
        "key value # key string",
        "key increment:double # key double",
        "key seconds # key integer",
        "key unix-time-seconds # key unix-time",
        "[message] # string?",
        "[ASYNC | SYNC] # oneof(ASYNC pure-token, SYNC pure-token)?",
        "<LEFT | RIGHT> # oneof(LEFT pure-token, RIGHT pure-token)",
        "<normal:token | all:token> # oneof(normal pure-token, all pure-token)",
        "[EX seconds | KEEPTTL] # oneof(EX integer, KEEPTTL pure-token)?",
        "[LIMIT offset count] # LIMIT block(integer, integer)?",
        "key [key ...] # key+",
        "field value [field value ...] # block(string, string)+",
        "[section [section ...]] # string+?",
        "[GET pattern [GET pattern ...]] # GET pattern++?",
        "STREAMS key [key ...] id [id ...] # STREAMS block(key+, string+)",
        "GROUP group consumer [COUNT count] # GROUP block(string, string) COUNT integer?",
        "[OVERFLOW <WRAP | FAIL>] # OVERFLOW oneof(WRAP pure-token, FAIL pure-token)?",
        "<MODULE name | PATTERN pattern> # oneof(MODULE string, PATTERN pattern)",
        "[<a b> | C] # oneof(block(string, string), C pure-token)?",
      })
  void aLineOfTheManualIsRead(String line, String arguments) {
    assertThat(show(Syntax.parse(line), " ")).isEqualTo(arguments);
  }

  @Test
  void theLineIsShownWithoutItsTypes() {
    assertThat(Syntax.plain("source:key [DB number:integer]")).isEqualTo("source [DB number]");
  }

  @Test
  void noLineIsNoArguments() {
    assertThat(Syntax.parse("")).isEmpty();
  }

  private static String show(List<Argument> arguments, String between) {
    return arguments.stream().map(SyntaxTest::show).collect(Collectors.joining(between));
  }

  private static String show(Argument argument) {
    return (argument.token() == null ? "" : argument.token() + " ")
        + argument.type()
        + (argument.parts().isEmpty() ? "" : "(" + show(argument.parts(), ", ") + ")")
        + (argument.multiple() ? "+" : "")
        + (argument.multipleToken() ? "+" : "")
        + (argument.optional() ? "?" : "");
  }
}
