package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(
          StringCommands::addTo,
          ConditionCommands::addTo,
          ConditionCommands::extendSet,
          KeyCommands::addTo,
          ExpiryCommands::addTo,
          ListCommands::addTo);

  ConditionCommandsTest() {
    redis.set("k", "old");
    redis.ask("RPUSH list x");
    redis.events();
  }

  @Test
  void ifeqSetsAKeyThatHoldsTheValue() {
    redis.expect("SET k new IFEQ other", "$-1");
    redis.expect("GET k", "$3 old");
    redis.expect("SET k new IFEQ old", "+OK");
    redis.expect("GET k", "$3 new");
    redis.expect("SET none new IFEQ old", "$-1");
    redis.expect("EXISTS none", ":0");
  }

  @Test
  void ifneSetsAKeyThatHoldsAnotherValueOrNone() {
    redis.expect("SET k new IFNE old", "$-1");
    redis.expect("SET k new ifne other", "+OK");
    redis.expect("SET none new IFNE old", "+OK");
    redis.expect("GET none", "$3 new");
    assertThat(redis.events()).containsExactly("0 set k", "0 new none", "0 set none");
  }

  @Test
  void getRepliesTheOldValueWhetherTheKeyIsSetOrNot() {
    redis.expect("SET k new IFEQ x GET", "$3 old");
    redis.expect("SET k new GET IFEQ old", "$3 old");
    redis.expect("GET k", "$3 new");
    redis.expect("SET none new IFNE x GET", "$-1");
    redis.expect("GET none", "$3 new");
  }

  @Test
  void timesAndKeepttlGoWithAConditionOfEitherKind() {
    redis.expect("SET k new EX 10 IFEQ old", "+OK");
    assertThat(redis.logged()).containsExactly("SET k new PXAT 1700000010000");
    redis.expect("SET k newer IFEQ new KEEPTTL", "+OK");
    assertThat(redis.logged()).containsExactly("SET k newer KEEPTTL");
    redis.expect("TTL k", ":10");
    redis.expect("SET k x IFNE new GET", "$5 newer");
    assertThat(redis.logged()).containsExactly("SET k x");
    redis.expect("TTL k", ":-1");
    redis.expect("SET k y IFEQ no EX 10", "$-1");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void aConditionMayBeComparedWithAnyWord() {
    redis.set("k", "NX");
    redis.expect("SET k GET IFEQ NX", "+OK");
    assertThat(redis.logged()).containsExactly("SET k GET");
    redis.expect("SET k IFEQ IFEQ GET", "+OK");
    redis.expect("GET k", "$4 IFEQ");
  }

  @ParameterizedTest
  @CsvSource({
    "SET k v IFEQ",
    "SET k v IFNE",
    "SET k v NX IFEQ a",
    "SET k v IFEQ a XX",
    "SET k v IFEQ a IFNE b",
    "SET k v IFEQ a IFEQ a",
    "SET k v IFEQ a EX",
    "SET k v IFDEQ a",
    "MSETEX 1 k v GET",
    "MSETEX 1 k v IFEQ a",
    "MSETEX 1 k v NX XX",
    "MSETEX 1 k v EX 1 PX 1",
    "MSETEX 1 k v EX 1 KEEPTTL",
    "MSETEX 1 k v KEEPTTL PXAT 1",
    "MSETEX 1 k v EX",
    "MSETEX 1 k v other w"
  })
  void wordsThatContradictOneAnotherAreASyntaxError(String request) {
    redis.expect(request, "-ERR syntax error");
    redis.expect("GET k", "$3 old");
  }

  @Test
  void whatIsNoStringIsNotCompared() {
    redis.expect("SET list v IFEQ x", WRONG_TYPE);
    redis.expect("SET list v IFNE x", WRONG_TYPE);
    redis.expect(
        "DELEX list IFNE x", "-ERR Key should be of string type if conditions are" + " specified");
    redis.expect("DELEX list", ":1");
  }

  @Test
  void delexRemovesAKeyThatIsAsItIsBelievedToBe() {
    redis.expect("DELEX k IFEQ x", ":0");
    redis.expect("DELEX k IFNE old", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("DELEX k ifeq old", ":1");
    assertThat(redis.logged()).containsExactly("DEL k");
    assertThat(redis.events()).containsExactly("0 del k");
    redis.set("k", "old");
    redis.expect("DELEX k IFNE new", ":1");
    redis.expect("DELEX k", ":0");
    redis.expect("DELEX k IFNE x", ":0");
    redis.expect("DELEX k NO x", ":0");
  }

  @Test
  void delexRefusesOtherConditions() {
    redis.expect("DELEX k NO old", "-ERR Invalid condition. Use IFEQ or IFNE");
    redis.expect("DELEX k IFEQ", "-ERR wrong number of arguments for 'delex' command");
    redis.expect("DELEX k IFEQ a b", "-ERR wrong number of arguments for 'delex' command");
    redis.expect("GET k", "$3 old");
  }

  @Test
  void msetexSetsAllKeysOrNone() {
    redis.expect("MSETEX 2 k 1 n 2 NX", ":0");
    redis.expect("MSETEX 2 k 1 n 2 XX", ":0");
    redis.expect("EXISTS n", ":0");
    redis.expect("MSETEX 2 k 1 n 2", ":1");
    assertThat(redis.logged()).containsExactly("SET k 1", "SET n 2");
    redis.expect("MSETEX 2 k 3 n 4 EX 10 XX", ":1");
    assertThat(redis.logged())
        .containsExactly("SET k 3 PXAT 1700000010000", "SET n 4 PXAT 1700000010000");
    redis.expect("MSETEX 1 k 5 KEEPTTL", ":1");
    assertThat(redis.logged()).containsExactly("SET k 5 KEEPTTL");
    redis.expect("TTL k", ":10");
    redis.expect("MGET k n", "*2 $1 5 $1 4");
    redis.expect("MSETEX 2 list a m b NX EX 1", ":0");
    redis.expect("MSETEX 1 list a", ":1");
  }

  @ParameterizedTest
  @CsvSource({
    "MSETEX key v EX 10, invalid numkeys value",
    "MSETEX 0 k v, invalid numkeys value",
    "MSETEX -1 k v, invalid numkeys value",
    "MSETEX 2147483648 k v, invalid numkeys value",
    "MSETEX 2147483647 k v, wrong number of key-value pairs",
    "MSETEX 2 k v n, wrong number of key-value pairs",
    "MSETEX 1 k v EX 0, invalid expire time in 'msetex' command",
    "MSETEX 1 k v EX x, value is not an integer or out of range"
  })
  void aWrongNumberOfKeysOrAWrongTimeIsRefused(String request, String error) {
    redis.expect(request, "-ERR " + error);
    redis.expect("GET k", "$3 old");
  }
}
