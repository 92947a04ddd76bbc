package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

class KeyCommandsTest {

  private final Playground redis =
      new Playground(KeyCommands::addTo, ExpiryCommands::addTo, DatabaseCommands::addTo);

  @Test
  void delCountsWhatItRemovesAndUnlinkDoesTheSame() {
    redis.set("a", "1");
    redis.set("b", "2");
    redis.events();
    redis.expect("DEL a a missing", ":1");
    redis.expect("UNLINK b missing", ":1");
    assertThat(redis.events()).containsExactly("0 del a", "0 del b");
    redis.expect("EXISTS a b", ":0");
  }

  @Test
  void delOfNothingIsNotLogged() {
    redis.expect("DEL missing", ":0");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void existsCountsAKeyNamedTwiceTwice() {
    redis.set("a", "1");
    redis.expect("EXISTS a a b", ":2");
  }

  @Test
  void existsCountsHitsAndMissesButDoesNotUseTheKey() {
    redis.set("a", "1");
    int before = redis.data().access(Bytes.of("a"));
    redis.advance(5000);
    redis.expect("EXISTS a b", ":1");
    assertThat(redis.keyspace().statistics().hits).isEqualTo(1);
    assertThat(redis.keyspace().statistics().misses).isEqualTo(1);
    assertThat(redis.data().access(Bytes.of("a"))).isEqualTo(before);
    redis.expect("TOUCH a b", ":1");
    assertThat(redis.data().access(Bytes.of("a"))).isEqualTo(before + 5);
  }

  @Test
  void typeOfNoKeyIsNone() {
    redis.set("a", "1");
    redis.expect("TYPE a", "+string");
    redis.expect("TYPE b", "+none");
  }

  @Test
  void renameTakesTheDeadlineAlongAndOverwrites() {
    redis.set("a", "1");
    redis.set("b", "2");
    redis.ask("PEXPIRE a 5000");
    redis.events();
    redis.expect("RENAME a b", "+OK");
    assertThat(redis.events()).containsExactly("0 new b", "0 rename_from a", "0 rename_to b");
    redis.expect("PTTL b", ":5000");
    redis.expect("EXISTS a", ":0");
    assertThat(redis.data().timed()).isEqualTo(1);
    redis.advance(5000);
    redis.expect("EXISTS b", ":0");
  }

  @Test
  void renameDropsTheDeadlineOfTheKeyItOverwrites() {
    redis.set("a", "1");
    redis.set("b", "2");
    redis.ask("PEXPIRE b 5000");
    redis.expect("RENAME a b", "+OK");
    redis.expect("PTTL b", ":-1");
  }

  @Test
  void renameToItselfDoesNothing() {
    redis.expect("RENAME a a", "-ERR no such key");
    redis.set("a", "1");
    redis.events();
    redis.expect("RENAME a a", "+OK");
    redis.expect("RENAMENX a a", ":0");
    assertThat(redis.events()).isEmpty();
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void renamenxLeavesAKeyThatIsThere() {
    redis.set("a", "1");
    redis.set("b", "2");
    redis.expect("RENAMENX a b", ":0");
    redis.expect("RENAMENX a c", ":1");
    redis.expect("RENAMENX a c", "-ERR no such key");
    redis.expect("EXISTS a b c", ":2");
  }

  @Test
  void aLongStringKeepsItsContentUnderAnotherName() {
    redis.set("a", "x".repeat(5000));
    redis.expect("RENAME a b", "+OK");
    assertThat(redis.data().string(Bytes.of("b")).length()).isEqualTo(5000);
  }

  @Test
  void aCopyIsApartFromItsOriginal() {
    redis.data().editableString(Bytes.of("a")).append(Bytes.of("one"));
    redis.expect("COPY a b", ":1");
    redis.data().editableString(Bytes.of("a")).append(Bytes.of("two"));
    assertThat(redis.data().string(Bytes.of("b")).text()).isEqualTo("one");
  }

  @Test
  void copyNeedsReplaceWhereTheNameIsTaken() {
    redis.set("a", "1");
    redis.set("b", "2");
    redis.ask("PEXPIRE a 700");
    redis.events();
    redis.expect("COPY a b", ":0");
    redis.expect("COPY a b REPLACE", ":1");
    redis.expect("PTTL b", ":700");
    assertThat(redis.events()).containsExactly("0 new b", "0 copy_to b");
    redis.expect("COPY missing b REPLACE", ":0");
    redis.expect("EXISTS b", ":1");
  }

  @Test
  void copyGoesToAnotherDatabaseUnderTheSameName() {
    redis.set("a", "1");
    redis.events();
    redis.expect("COPY a a DB 3", ":1");
    assertThat(redis.events()).containsExactly("3 new a", "3 copy_to a");
    redis.expect("COPY a a", "-ERR source and destination objects are the same");
    redis.expect("COPY a a DB 0", "-ERR source and destination objects are the same");
    redis.expect("COPY a b DB 16", "-ERR DB index is out of range");
    redis.expect("COPY a b DB x", "-ERR value is not an integer or out of range");
    redis.expect("COPY a b DB", "-ERR syntax error");
  }

  @Test
  void moveLeavesAKeyThatIsThereToo() {
    redis.set("a", "1");
    redis.ask("PEXPIRE a 700");
    redis.events();
    redis.expect("MOVE a 2", ":1");
    assertThat(redis.events()).containsExactly("2 new a", "0 move_from a", "2 move_to a");
    redis.expect("MOVE a 2", ":0");
    redis.set("a", "other");
    redis.expect("MOVE a 2", ":0");
    redis.client().select(2);
    redis.expect("PTTL a", ":700");
  }

  @Test
  void moveSaysWhatIsWrongWithTheDatabase() {
    redis.expect("MOVE a 0", "-ERR source and destination objects are the same");
    redis.expect("MOVE a -1", "-ERR DB index is out of range");
    redis.expect("MOVE a 1.5", "-ERR value is not an integer or out of range");
    redis.expect(
        "MOVE a 99999999999",
        "-ERR value is out of range, value must between -2147483648 and 2147483647");
  }

  @Test
  void waitHasNobodyToWaitFor() {
    redis.expect("WAIT 0 0", ":0");
    redis.expect("WAIT 0 x", "-ERR timeout is not an integer or out of range");
    redis.expect("WAIT 0 -1", "-ERR timeout is negative");
  }

  @Test
  void flushallIsLoggedEvenWhereThereIsNothing() {
    redis.expect("FLUSHALL", "+OK");
    assertThat(redis.logged()).containsExactly("FLUSHALL");
    redis.set("a", "1");
    redis.client().select(1);
    redis.set("a", "1");
    redis.expect("FLUSHDB ASYNC", "+OK");
    redis.expect("DBSIZE", ":0");
    redis.client().select(0);
    redis.expect("DBSIZE", ":1");
    redis.expect("FLUSHALL SYNC", "+OK");
    redis.expect("DBSIZE", ":0");
    redis.expect("FLUSHALL NOW", "-ERR syntax error");
    redis.expect("FLUSHALL SYNC ASYNC", "-ERR syntax error");
  }

  @Test
  void swapdbExchangesKeysAndDeadlines() {
    redis.set("a", "1");
    redis.ask("PEXPIRE a 700");
    redis.expect("SWAPDB 0 5", "+OK");
    redis.expect("DBSIZE", ":0");
    redis.client().select(5);
    redis.expect("PTTL a", ":700");
    redis.expect("SWAPDB x 1", "-ERR invalid first DB index");
    redis.expect("SWAPDB 1 x", "-ERR invalid second DB index");
    redis.expect("SWAPDB 1 99", "-ERR DB index is out of range");
  }
}
