package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String BAD_ID =
      "-ERR Invalid stream ID specified as stream command argument";

  private final Playground redis =
      new Playground(
          table -> StreamCommands.addTo(table, new NoWaiting()),
          KeyCommands::addTo,
          ObjectCommands::addTo);

  @BeforeEach
  void aString() {
    redis.set("string", "v");
    redis.events();
  }

  /** Entries 1-0 to n-0, each with the field f. */
  private void fill(int entries) {
    for (int i = 1; i <= entries; i++) redis.ask("XADD s " + i + "-0 f v" + i);
    redis.events();
  }

  @Test
  void anIdIsTheMomentAndANumberInIt() {
    redis.expect("XADD s * f v", "$15 1700000000000-0");
    assertThat(redis.logged()).containsExactly("XADD s 1700000000000-0 f v");
    redis.expect("XADD s * f v", "$15 1700000000000-1");
    redis.advance(5);
    redis.expect("XADD s * f v", "$15 1700000000005-0");
    redis.advance(-1000);
    redis.expect("XADD s * f v", "$15 1700000000005-1");
    assertThat(redis.events())
        .containsExactly("0 new s", "0 xadd s", "0 xadd s", "0 xadd s", "0 xadd s");
  }

  @Test
  void ofAnIdOnlyTheNumberMayBeLeftOpen() {
    redis.expect("XADD s 5-* f v", "$3 5-0");
    redis.expect("XADD s 5-* f v", "$3 5-1");
    assertThat(redis.logged()).containsExactly("XADD s 5-1 f v");
    redis.expect("XADD t 0-* f v", "$3 0-1");
    redis.expect("XADD s 7 f v", "$3 7-0");
    assertThat(redis.logged()).containsExactly("XADD s 7 f v");
  }

  @Test
  void anIdMustBeGreaterThanAllBefore() {
    fill(3);
    String tooSmall =
        "-ERR The ID specified in XADD is equal or smaller than the target stream top item";
    redis.expect("XADD s 3-0 f v", tooSmall);
    redis.expect("XADD s 2-* f v", tooSmall);
    redis.expect("XADD s 0-0 f v", "-ERR The ID specified in XADD must be greater than 0-0");
    redis.expect("XDEL s 3-0", ":1");
    redis.expect("XADD s 3-0 f v", tooSmall);
    redis.expect(
        "XADD s 18446744073709551615-18446744073709551615 f v",
        "$41 " + "18446744073709551615-18446744073709551615");
    String exhausted =
        "-ERR The stream has exhausted the last possible ID, unable to add more items";
    redis.expect("XADD s * f v", exhausted);
    redis.expect("XADD s 5 f v", exhausted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "5-", "-5", "5-x", "-", "+", "5-5-5", "18446744073709551616", "''"})
  void whatIsNoIdIsRefused(String id) {
    redis.expect("XADD s " + id + " f v", BAD_ID);
    redis.expect("XDEL string 1", WRONG_TYPE);
    fill(1);
    redis.expect("XDEL s 1 " + id, BAD_ID);
    redis.expect("XLEN s", ":1");
  }

  /** Redis falls back on C's strtoull, which takes more. */
  @ParameterizedTest
  @CsvSource({"007,7-0", "+7,7-0", "' 7-+1',7-1", "7--01,7-18446744073709551615"})
  void someIdsAreReadAsCReadsThem(String id, String meaning) {
    redis.expect("XADD s '" + id + "' f v", "$" + meaning.length() + " " + meaning);
  }

  @Test
  void nomkstreamMakesNoStream() {
    redis.expect("XADD s NOMKSTREAM * f v", "$-1");
    redis.expect("EXISTS s", ":0");
    fill(1);
    redis.expect("XADD s nomkstream 9 f v", "$3 9-0");
  }

  @Test
  void fieldsMustHaveValues() {
    String arity = "-ERR wrong number of arguments for 'xadd' command";
    redis.expect("XADD s * f v x", arity);
    redis.expect("XADD s MAXLEN 5 *", arity);
    redis.expect("XADD s NOMKSTREAM NOMKSTREAM NOMKSTREAM", arity);
  }

  @Test
  void rangesAreReadInBothDirections() {
    fill(5);
    redis.expect("XRANGE s 2 3", "*2 *2 $3 2-0 *2 $1 f $2 v2 *2 $3 3-0 *2 $1 f $2 v3");
    redis.expect("XRANGE s (2 (4-0", "*1 *2 $3 3-0 *2 $1 f $2 v3");
    redis.expect("XREVRANGE s + - COUNT 1", "*1 *2 $3 5-0 *2 $1 f $2 v5");
    redis.expect("XRANGE s - + COUNT 2 COUNT 1", "*1 *2 $3 1-0 *2 $1 f $2 v1");
    redis.expect("XRANGE s 4 3", "*0");
    redis.expect("XRANGE s - + COUNT 0", "*-1");
    redis.expect("XRANGE s - + COUNT -7", "*-1");
    redis.expect("XRANGE none - + COUNT 0", "*0");
    redis.expect("XRANGE s - + COUNT", "-ERR syntax error");
    redis.expect("XRANGE s (- +", BAD_ID);
    redis.expect(
        "XRANGE s (18446744073709551615-18446744073709551615 +",
        "-ERR invalid start ID for the interval");
    redis.expect("XRANGE s - (0-0", "-ERR invalid end ID for the interval");
    redis.expect("XRANGE string - +", WRONG_TYPE);
    redis.expect("XREVRANGE string + -", WRONG_TYPE);
    redis.expect("XLEN string", WRONG_TYPE);
    redis.expect("XLEN none", ":0");
  }

  @Test
  void aStreamWithoutEntriesIsStillAKey() {
    fill(2);
    redis.expect("XDEL s 1 2 3", ":2");
    assertThat(redis.events()).containsExactly("0 xdel s");
    redis.expect("XDEL s 1", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("EXISTS s", ":1");
    redis.expect("XLEN s", ":0");
    redis.expect("TYPE s", "+stream");
    redis.expect("OBJECT ENCODING s", "$6 stream");
    redis.expect("XADD s 2-* f v", "$3 2-1");
  }

  @Test
  void xtrimKeepsTheNewest() {
    fill(9);
    redis.expect("XTRIM s MAXLEN 7", ":2");
    assertThat(redis.events()).containsExactly("0 xtrim s");
    redis.expect("XTRIM s MINID = 5", ":2");
    redis.expect("XTRIM s MINID 5", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("XRANGE s - + COUNT 1", "*1 *2 $3 5-0 *2 $1 f $2 v5");
    redis.expect("XTRIM none MAXLEN 0", ":0");
    redis.expect("XTRIM string MAXLEN 0", WRONG_TYPE);
  }

  /** How many an approximate trim deletes depends on the nodes, so the log is told exactly. */
  @Test
  void anApproximateTrimIsLoggedExactly() {
    redis.keyspace().limits().streamNodeEntries = 10;
    fill(25);
    redis.expect("XTRIM s MAXLEN ~ 12", ":10");
    assertThat(redis.logged()).containsExactly("XTRIM s MAXLEN = 15");
    redis.expect("XTRIM s MAXLEN ~ 12", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("XADD s MINID ~ 18 30 f v", "$4 30-0");
    assertThat(redis.logged()).containsExactly("XADD s MINID = 11-0 30 f v");
    redis.expect("XADD s MINID ~ 99 LIMIT 0 * f v", "$15 1700000000000-0");
    assertThat(redis.logged()).containsExactly("XADD s MINID = 21-0 LIMIT 0 1700000000000-0 f v");
    redis.expect("XTRIM s MAXLEN ~ 0 LIMIT 6", ":0");
    redis.expect("XTRIM s MAXLEN ~ 0 LIMIT 7", ":7");
    assertThat(redis.logged()).containsExactly("XTRIM s MAXLEN = 0 LIMIT 7");
  }

  @Test
  void aLogMayHaveALimitWithAnExactTrim() {
    fill(25);
    redis.expect(
        "XTRIM s MAXLEN = 3 LIMIT 3",
        "-ERR syntax error, LIMIT cannot be used without the special ~ option");
    redis.keyspace().replaying(true);
    redis.expect("XTRIM s MAXLEN = 3 LIMIT 3", ":22");
  }

  @ParameterizedTest
  @CsvSource({
    "MAXLEN x,value is not an integer or out of range",
    "MAXLEN -1,The MAXLEN argument must be >= 0.",
    "MINID x,Invalid stream ID specified as stream command argument",
    "MAXLEN 1 MINID 5,'syntax error, MAXLEN and MINID options at the same time are not compatible'",
    "MAXLEN ~ 1 LIMIT -1,The LIMIT argument must be >= 0.",
    "MAXLEN 1 LIMIT 1,'syntax error, LIMIT cannot be used without the special ~ option'",
    "LIMIT 5,'syntax error, LIMIT cannot be used without specifying a trimming strategy'"
  })
  void howToTrimIsCheckedBeforeAnythingElse(String options, String error) {
    redis.expect("XTRIM string " + options, "-ERR " + error);
    redis.expect("XADD string " + options + " * f v", "-ERR " + error);
  }

  @Test
  void xtrimNeedsToKnowHow() {
    redis.expect(
        "XTRIM s LIMIT 0", "-ERR syntax error, XTRIM must be called with a trimming strategy");
    redis.expect("XTRIM s a b", "-ERR syntax error");
  }

  @Test
  void xsetidSaysWhatTheEntriesDoNotTell() {
    fill(3);
    redis.expect("XSETID s 9-1 ENTRIESADDED 7 MAXDELETEDID 8", "+OK");
    assertThat(redis.events()).containsExactly("0 xsetid s");
    redis.expect("XADD s 9-* f v", "$3 9-2");
    redis.expect("XSETID none 1", "-ERR no such key");
    redis.expect("XSETID string 1", WRONG_TYPE);
    redis.expect(
        "XSETID s 5", "-ERR The ID specified in XSETID is smaller than the target stream top item");
    redis.expect(
        "XSETID s 99 ENTRIESADDED 3",
        "-ERR The entries_added specified in XSETID is smaller than the target stream length");
    redis.expect("XSETID s 99 ENTRIESADDED -1", "-ERR entries_added must be positive");
    redis.expect(
        "XSETID s 99 MAXDELETEDID 100",
        "-ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
    redis.expect("XSETID s 99 ENTRIESADDED", "-ERR syntax error");
  }

  @Test
  void xreadRepliesWhatCameAfterAnId() {
    fill(3);
    redis.ask("XADD t 7 a b");
    redis.expect(
        "XREAD COUNT 1 STREAMS s none t 1 0 0",
        "*2 *2 $1 s *1 *2 $3 2-0 *2 $1 f $2 v2 *2 $1 t *1 *2 $3 7-0 *2 $1 a $1 b");
    redis.expect("XREAD STREAMS s t 3 $", "*-1");
    redis.expect("XREAD BLOCK 0 STREAMS s $", "*-1");
    redis.client().protocol(3);
    redis.expect("XREAD STREAMS t 0", "%1 $1 t *1 *2 $3 7-0 *2 $1 a $1 b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STREAMS s string 0 0|" + WRONG_TYPE,
        "STREAMS s x|" + BAD_ID,
        "STREAMS s t 0|-ERR Unbalanced XREAD list of streams: for each stream key an ID or '$'"
            + " must be specified.",
        "COUNT 1 s 0|-ERR syntax error",
        "COUNT x STREAMS s 0|-ERR value is not an integer or out of range",
        "BLOCK -1 STREAMS s 0|-ERR timeout is negative",
        "BLOCK 1.5 STREAMS s 0|-ERR timeout is not an integer or out of range",
        "GROUP g c STREAMS s 0|-ERR The GROUP option is only supported by XREADGROUP. You called"
            + " XREAD instead.",
        "NOACK STREAMS s 0|-ERR The NOACK option is only supported by XREADGROUP. You called XREAD"
            + " instead.",
        "STREAMS s >|-ERR The > ID can be specified only when calling XREADGROUP using the GROUP"
            + " <group> <consumer> option."
      })
  void xreadRefusesWhatMakesNoSense(String request, String error) {
    redis.expect("XREAD " + request, error);
  }

  @Test
  void aStreamIsCopiedWithItsGroups() {
    fill(2);
    redis.ask("XGROUP CREATE s g 0");
    redis.ask("XREADGROUP GROUP g c STREAMS s >");
    redis.expect("COPY s t", ":1");
    redis.ask("DEL s");
    redis.expect("XLEN t", ":2");
    redis.expect("XPENDING t g", "*4 :2 $3 1-0 $3 2-0 *1 *2 $1 c $1 2");
  }
}
