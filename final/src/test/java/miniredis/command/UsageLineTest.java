package miniredis.command;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments are written here as type, token in front, flags behind: {@code EX integer?}. */
class UsageLineTest {

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
    assertThat(show(UsageLine.parse(line), " ")).isEqualTo(arguments);
  }

  @Test
  void aLabelGivesAnotherNameAndTheVersionSinceWhen() {
    Argument choice = only("condition@7.0.0:[NX | @7.4.0:XX]");
    assertThat(choice.name() + choice.since()).isEqualTo("condition7.0.0");
    assertThat(choice.parts().getFirst().since()).isNull();
    assertThat(choice.parts().getLast().since()).isEqualTo("7.4.0");
    assertThat(only("[sorting:ALPHA]").name()).isEqualTo("sorting");
    assertThat(only("[sorting:ALPHA]").token()).isEqualTo("ALPHA");
    assertThat(only("[@6.0.0:username]").since()).isEqualTo("6.0.0");
    assertThat(only("[@5.0.0:TYPE kind:<a | b>]").name()).isEqualTo("kind");
    assertThat(only("[@5.0.0:TYPE kind:<a | b>]").since()).isEqualTo("5.0.0");
  }

  @Test
  void aNumberNamesTheSpecificationOfAKey() {
    assertThat(only("[STORE destination#2]").keySpec()).isEqualTo(2);
    assertThat(only("key").keySpec()).isEqualTo(Argument.NEXT);
  }

  private static Argument only(String line) {
    List<Argument> arguments = UsageLine.parse(line);
    assertThat(arguments).hasSize(1);
    return arguments.getFirst();
  }

  @Test
  void theLineIsShownWithoutItsTypesAndLabels() {
    assertThat(UsageLine.plain("key#1 where@6.2.0:<LEFT | @7.0.0:RIGHT> [@6.2.0:count:integer]"))
        .isEqualTo("key <LEFT | RIGHT> [count]");
    assertThat(UsageLine.plain("source:key [DB number:integer]")).isEqualTo("source [DB number]");
  }

  @Test
  void noLineIsNoArguments() {
    assertThat(UsageLine.parse("")).isEmpty();
  }

  private static String show(List<Argument> arguments, String between) {
    return arguments.stream().map(UsageLineTest::show).collect(Collectors.joining(between));
  }

  private static String show(Argument argument) {
    return (argument.token() == null ? "" : argument.token() + " ")
        + argument.type()
        + (argument.parts().isEmpty() ? "" : "(" + show(argument.parts(), ", ") + ")")
        + (argument.traits().contains(Argument.Trait.MULTIPLE) ? "+" : "")
        + (argument.traits().contains(Argument.Trait.MULTIPLE_TOKEN) ? "+" : "")
        + (argument.traits().contains(Argument.Trait.OPTIONAL) ? "?" : "");
  }
}
