package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Snapshot;
import miniredis.value.HashValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In every test the time is 1,700,000,000 seconds after 1970 at first. */
class HashDeadlineCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(
          HashCommands::addTo,
          HashDeadlineCommands::addTo,
          KeyCommands::addTo,
          ObjectCommands::addTo,
          ExpiryCommands::addTo,
          SortCommands::addTo,
          ListCommands::addTo);

  @BeforeEach
  void aHashAndAString() {
    redis.set("string", "v");
    redis.ask("HSET h a 1 b 2 c 3");
    redis.events();
  }

  /** The same with a table in place of a pack. */
  private void asTable() {
    redis.ask("HSET h a " + "x".repeat(65));
    redis.ask("HSET h a 1");
    redis.expect("OBJECT ENCODING h", "$9 hashtable");
    redis.events();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFieldDiesAtItsDeadlineAndTheOthersStay(boolean table) {
    if (table) asTable();
    redis.expect("HPEXPIRE h 100 FIELDS 2 a x", "*2 :1 :-2");
    redis.expect("OBJECT ENCODING h", table ? "$9 hashtable" : "$10 listpackex");
    redis.advance(99);
    redis.expect("HGET h a", "$1 1");
    redis.advance(1);
    redis.expect("HGET h a", "$-1");
    redis.expect("HLEN h", ":2");
    redis.expect("HGET h b", "$1 2");
    redis.expect("OBJECT ENCODING h", table ? "$9 hashtable" : "$8 listpack");
    assertThat(redis.events()).containsExactly("0 hexpire h", "0 hexpired h");
  }

  @Test
  void theLastFieldTakesTheKeyWithIt() {
    redis.ask("HPEXPIRE h 10 FIELDS 3 a b c");
    redis.advance(10);
    redis.expect("EXISTS h", ":0");
    redis.expect("TYPE h", "+none");
    assertThat(redis.events()).startsWith("0 hexpire h", "0 hexpired h", "0 del h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HGET h a = $-1",
        "HMGET h a b = *2 $-1 $1 2",
        "HGETALL h = *4 $1 b $1 2 $1 c $1 3",
        "HKEYS h = *2 $1 b $1 c",
        "HVALS h = *2 $1 2 $1 3",
        "HLEN h = :2",
        "HEXISTS h a = :0",
        "HSTRLEN h a = :0",
        "HSCAN h 0 = *2 $1 0 *4 $1 b $1 2 $1 c $1 3",
        "HRANDFIELD h 9 = *2 $1 b $1 c",
        "HINCRBY h a 5 = :5",
        "HINCRBYFLOAT h a 0.5 = $3 0.5",
        "HSETNX h a 9 = :1",
        "HSET h a 9 = :1",
        "HDEL h a b = :1",
        "HTTL h FIELDS 1 a = *1 :-2",
        "HPERSIST h FIELDS 1 a = *1 :-2",
        "HEXPIRE h 10 FIELDS 1 a = *1 :-2",
        "HGETEX h EX 10 FIELDS 2 a b = *2 $-1 $1 2",
        "HGETDEL h FIELDS 2 a b = *2 $-1 $1 2",
        "HSETEX h FXX FIELDS 1 a 9 = :0",
        "HSETEX h FNX FIELDS 1 a 9 = :1",
        "SORT none BY h->a = *0"
      })
  void noCommandSeesADeadField(String requestAndReply) {
    redis.ask("HPEXPIRE h 5 FIELDS 1 a");
    redis.advance(5);
    String[] both = requestAndReply.split(" = ");
    redis.expect(both[0], both[1]);
  }

  @Test
  void sortAsksForNoDeadField() {
    redis.ask("RPUSH list 1 2");
    redis.ask("HSET w1 f 5");
    redis.ask("HSET w2 f 1 g 1");
    redis.expect("SORT list BY w*->f", "*2 $1 2 $1 1");
    redis.ask("HPEXPIRE w1 1 FIELDS 1 f");
    redis.advance(1);
    redis.expect("SORT list BY w*->f GET w*->f", "*2 $-1 $1 1");
  }

  @ParameterizedTest
  @CsvSource({
    "HEXPIRE h 100 FIELDS 1 a, 1700000100000",
    "HPEXPIRE h 100 FIELDS 1 a, 1700000000100",
    "HEXPIREAT h 1800000000 FIELDS 1 a, 1800000000000",
    "HPEXPIREAT h 1800000000001 FIELDS 1 a, 1800000000001",
    "HGETEX h EX 7 FIELDS 1 a, 1700000007000",
    "HGETEX h PXAT 1700000000007 FIELDS 1 a, 1700000000007",
    "HSETEX h PX 70 FIELDS 1 a v, 1700000000070",
    "HSETEX h EXAT 1700000070 FIELDS 1 a v, 1700000070000"
  })
  void aDeadlineIsSaidInSecondsOrMillisecondsFromNowOrFrom1970(String request, String deadline) {
    redis.ask(request);
    redis.expect("HPEXPIRETIME h FIELDS 2 a b", "*2 :" + deadline + " :-1");
  }

  @Test
  void whatIsLeftIsToldInFourWays() {
    redis.ask("HPEXPIRE h 1500 FIELDS 1 a");
    redis.expect("HPTTL h FIELDS 3 a b x", "*3 :1500 :-1 :-2");
    redis.expect("HTTL h FIELDS 1 a", "*1 :2");
    redis.expect("HEXPIRETIME h FIELDS 1 a", "*1 :1700000002");
    redis.expect("HPEXPIRETIME h FIELDS 1 a", "*1 :1700000001500");
    redis.expect("HTTL none FIELDS 2 a b", "*2 :-2 :-2");
    redis.expect("HEXPIRE none 9 FIELDS 2 a b", "*2 :-2 :-2");
    redis.expect("HPERSIST none FIELDS 1 a", "*1 :-2");
  }

  @Test
  void conditionsLookAtTheDeadlineThatIsThere() {
    redis.ask("HEXPIRE h 100 FIELDS 1 a");
    redis.expect("HEXPIRE h 50 NX FIELDS 2 a b", "*2 :0 :1");
    redis.expect("HEXPIRE h 60 xx FIELDS 2 b c", "*2 :1 :0");
    redis.expect("HEXPIRE h 100 GT FIELDS 3 a b c", "*3 :0 :1 :0");
    redis.expect("HEXPIRE h 100 LT FIELDS 3 a b c", "*3 :0 :0 :1");
    redis.expect("HEXPIRE h 99 LT FIELDS 1 a", "*1 :1");
    redis.expect("HEXPIRE h 0 NX FIELDS 1 a", "*1 :0");
    redis.expect("HTTL h FIELDS 3 a b c", "*3 :99 :100 :100");
  }

  @Test
  void aMomentThatHasPassedRemovesTheFieldAtOnce() {
    redis.expect("HEXPIREAT h 1 FIELDS 2 a x", "*2 :2 :-2");
    assertThat(redis.logged()).containsExactly("HDEL h a");
    assertThat(redis.events()).containsExactly("0 hdel h");
    redis.expect("HEXPIRE h 0 FIELDS 2 b c", "*2 :2 :2");
    assertThat(redis.events()).containsExactly("0 hdel h", "0 del h");
    redis.expect("EXISTS h", ":0");
  }

  @Test
  void persistTakesDeadlinesOff() {
    redis.ask("HEXPIRE h 10 FIELDS 1 a");
    redis.expect("HPERSIST h FIELDS 3 a b x", "*3 :1 :-1 :-2");
    assertThat(redis.logged()).containsExactly("HPERSIST h FIELDS 1 a");
    redis.advance(20_000);
    redis.expect("HGET h a", "$1 1");
    redis.expect("OBJECT ENCODING h", "$8 listpack");
    redis.expect("HPERSIST h FIELDS 1 a", "*1 :-1");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void theLogGetsTheMomentItselfAndOnlyTheFieldsThatChanged() {
    redis.ask("HEXPIRE h 10 FIELDS 3 a x b");
    assertThat(redis.logged()).containsExactly("HPEXPIREAT h 1700000010000 FIELDS 2 a b");
    redis.ask("HEXPIRE h 10 XX FIELDS 1 c");
    assertThat(redis.logged()).isEmpty();
    redis.ask("HGETEX h PX 5 FIELDS 2 a x");
    assertThat(redis.logged()).containsExactly("HPEXPIREAT h 1700000000005 FIELDS 1 a");
    redis.ask("HGETEX h PERSIST FIELDS 2 a c");
    assertThat(redis.logged()).containsExactly("HPERSIST h FIELDS 1 a");
    redis.ask("HGETEX h FIELDS 1 a");
    assertThat(redis.logged()).isEmpty();
    redis.ask("HGETDEL h FIELDS 2 a x");
    assertThat(redis.logged()).containsExactly("HDEL h a");
    redis.ask("HSETEX h FNX EX 1 FIELDS 1 n 1");
    assertThat(redis.logged()).containsExactly("HSETEX h PXAT 1700000001000 FIELDS 1 n 1");
    redis.ask("HSETEX h FXX KEEPTTL FIELDS 1 n 2");
    assertThat(redis.logged()).containsExactly("HSETEX h KEEPTTL FIELDS 1 n 2");
    redis.ask("HSETEX h FIELDS 2 n 3 m 4");
    assertThat(redis.logged()).containsExactly("HSET h n 3 m 4");
    redis.ask("HSETEX h FNX FIELDS 1 n 3");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void aValueThatIsSetHasNoDeadlineAndASumKeepsIt() {
    redis.ask("HEXPIRE h 10 FIELDS 3 a b c");
    redis.ask("HSET h a 9");
    redis.ask("HINCRBY h b 1");
    redis.expect("HINCRBYFLOAT h c 1.5", "$3 4.5");
    assertThat(redis.logged()).containsExactly("HSETEX h KEEPTTL FIELDS 1 c 4.5");
    redis.expect("HTTL h FIELDS 3 a b c", "*3 :-1 :10 :10");
    redis.ask("HMSET h b 1");
    redis.expect("HINCRBYFLOAT h b 1", "$1 2");
    assertThat(redis.logged()).containsExactly("HSET h b 2");
    redis.ask("HDEL h c");
    redis.ask("HSETNX h c 1");
    redis.expect("HTTL h FIELDS 2 b c", "*2 :-1 :-1");
  }

  @Test
  void hgetdelRepliesAndRemoves() {
    redis.expect("HGETDEL h FIELDS 3 a x a", "*3 $1 1 $-1 $-1");
    redis.expect("HGETDEL none FIELDS 1 a", "*1 $-1");
    assertThat(redis.events()).containsExactly("0 hdel h");
    redis.expect("HGETDEL h FIELDS 2 b c", "*2 $1 2 $1 3");
    assertThat(redis.events()).containsExactly("0 hdel h", "0 del h");
  }

  @Test
  void hgetexRepliesAndChangesDeadlines() {
    redis.expect("HGETEX h FIELDS 2 a x", "*2 $1 1 $-1");
    redis.expect("HGETEX h EX 5 FIELDS 2 a x", "*2 $1 1 $-1");
    redis.expect("HTTL h FIELDS 1 a", "*1 :5");
    redis.expect("HGETEX h persist FIELDS 1 a", "*1 $1 1");
    redis.expect("HGETEX h PX 0 FIELDS 1 a", "*1 $1 1");
    redis.expect("HGETEX none PX 9 FIELDS 1 a", "*1 $-1");
    redis.expect("HEXISTS h a", ":0");
    assertThat(redis.events()).containsExactly("0 hexpire h", "0 hpersist h", "0 hdel h");
  }

  @Test
  void hsetexSetsAllFieldsOrNone() {
    redis.expect("HSETEX h FNX FIELDS 2 n 1 a 2", ":0");
    redis.expect("HSETEX h FXX FIELDS 2 n 1 a 2", ":0");
    redis.expect("HSETEX none FXX FIELDS 1 a 2", ":0");
    redis.expect("EXISTS none", ":0");
    redis.expect("HSETEX h EX 10 fnx FIELDS 2 n 1 m 2", ":1");
    redis.expect("HSETEX h KEEPTTL FIELDS 2 n 3 a 4", ":1");
    redis.expect("HMGET h n m a", "*3 $1 3 $1 2 $1 4");
    redis.expect("HTTL h FIELDS 3 n m a", "*3 :10 :10 :-1");
    assertThat(redis.events()).endsWith("0 hset h", "0 hexpire h", "0 hset h");
  }

  @Test
  void hsetexWithAMomentThatHasPassedLeavesNothing() {
    redis.expect("HSETEX h PXAT 1 FIELDS 2 a 9 n 9", ":1");
    assertThat(redis.logged()).containsExactly("HDEL h a n");
    redis.expect("HMGET h a n b", "*3 $-1 $-1 $1 2");
    redis.expect("HSETEX none PX 0 FIELDS 1 a 9", ":1");
    redis.expect("EXISTS none", ":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "HEXPIRE h x FIELDS 1 a => value is not an integer or out of range",
        "HEXPIRE h -1 FIELDS 1 a => invalid expire time, must be >= 0",
        "HEXPIRE h 70368744178 FIELDS 1 a => invalid expire time in 'hexpire' command",
        "HPEXPIRE h 70368744177664 FIELDS 1 a => invalid expire time in 'hpexpire' command",
        "HPEXPIREAT h 70368744177664 FIELDS 1 a => invalid expire time in 'hpexpireat' command",
        "HEXPIRE h 1 ZZ FIELDS 1 a => Mandatory argument FIELDS is missing or not at the right"
            + " position",
        "HEXPIRE h 1 NX XX FIELDS 1 a => Mandatory argument FIELDS is missing or not at the right"
            + " position",
        "HEXPIRE h 1 FIELDS 0 a => Parameter `numFields` should be greater than 0",
        "HEXPIRE h 1 FIELDS x a => Parameter `numFields` should be greater than 0",
        "HEXPIRE h 1 FIELDS 2 a => The `numfields` parameter must match the number of arguments",
        "HEXPIRE h 1 FIELDS 1 a b => The `numfields` parameter must match the number of arguments",
        "HTTL h FIELDS 0 a => Number of fields must be a positive integer",
        "HTTL h FIELDS 2 a => The `numfields` parameter must match the number of arguments",
        "HTTL h NX 1 a => Mandatory argument FIELDS is missing or not at the right position",
        "HPERSIST h FIELDS -1 a => Number of fields must be a positive integer",
        "HGETDEL h FIELDS a 1 => Number of fields must be a positive integer",
        "HGETEX h PXAT 1 1 => Mandatory argument FIELDS is missing or not at the right position",
        "HGETEX h PX 1 FIELDS => Mandatory argument FIELDS is missing or not at the right position",
        "HGETEX h PERSIST 1 FIELDS 1 a => Mandatory argument FIELDS is missing or not at the right"
            + " position",
        "HGETEX h EX FIELDS 1 a => value is not an integer or out of range",
        "HGETEX h PX -1 FIELDS 1 a => invalid expire time, must be >= 0",
        "HGETEX h FIELDS 9223372036854775808 a => Number of fields must be a positive integer",
        "HSETEX h nx FIELDS 1 a b => unknown argument: nx",
        "HSETEX h FNX FXX FIELDS 1 a b => Only one of FXX or FNX arguments can be specified",
        "HSETEX h FNX FNX FIELDS 1 a b => Only one of FXX or FNX arguments can be specified",
        "HSETEX h EX 1 KEEPTTL FIELDS 1 a b => Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments"
            + " can be specified",
        "HSETEX h EX 1 EX 1 FIELDS 1 a b => Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can"
            + " be specified",
        "HSETEX h EX 1 FNX EX => Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be"
            + " specified",
        "HSETEX h FNX PX 1 FXX => Only one of FXX or FNX arguments can be specified",
        "HSETEX h FNX EXAT 1 PXAT => Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be"
            + " specified",
        "HSETEX h FNX EX 1 FIELDS => wrong number of arguments for 'hsetex' command",
        "HSETEX h FIELDS 0 a b => invalid number of fields",
        "HSETEX h FIELDS 2 a b c => wrong number of arguments for 'hsetex' command",
        "HSETEX h FIELDS 1 a b c => wrong number of arguments for 'hsetex' command",
        "HSETEX h FIELDS 4611686018427387905 a b => wrong number of arguments for 'hsetex' command"
      })
  void whatMakesNoSenseIsRefused(String request, String error) {
    redis.expect(request, "-ERR " + error);
    redis.expect("HPTTL h FIELDS 3 a b c", "*3 :-1 :-1 :-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEXPIRE string x FIELDS 1 a",
        "HPEXPIRE string 1 FIELDS 1 a",
        "HEXPIREAT string 1 FIELDS 1 a",
        "HPEXPIREAT string 1 FIELDS 1 a",
        "HTTL string FIELDS 0 a",
        "HPTTL string FIELDS 1 a",
        "HEXPIRETIME string FIELDS 1 a",
        "HPEXPIRETIME string FIELDS 1 a",
        "HPERSIST string FIELDS 1 a",
        "HGETEX string FIELDS 1 a",
        "HSETEX string FIELDS 1 a v",
        "HSETEX string FXX FIELDS 1 a v",
        "HGETDEL string FIELDS 1 a"
      })
  void whatIsNoHashIsRefusedBeforeAllElse(String request) {
    redis.expect(request, WRONG_TYPE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deadlinesGoWithTheKeyAndWithItsCopy(boolean table) {
    if (table) asTable();
    redis.ask("HPEXPIRE h 100 FIELDS 1 a");
    redis.expect("COPY h copy", ":1");
    redis.expect("RENAME h other", "+OK");
    redis.expect("HPTTL copy FIELDS 2 a b", "*2 :100 :-1");
    redis.expect("HPTTL other FIELDS 2 a b", "*2 :100 :-1");
    redis.ask("HPERSIST copy FIELDS 1 a");
    redis.advance(100);
    redis.expect("HLEN copy", ":3");
    redis.expect("HLEN other", ":2");
    redis.expect("MOVE other 1", ":1");
  }

  @Test
  void theKeysOwnDeadlineIsAnother() {
    redis.ask("HPEXPIRE h 100 FIELDS 1 a");
    redis.ask("PEXPIRE h 200");
    redis.advance(100);
    redis.expect("HLEN h", ":2");
    redis.expect("PTTL h", ":100");
    redis.ask("HPEXPIRE h 500 FIELDS 1 b");
    redis.advance(100);
    redis.expect("EXISTS h", ":0");
    redis.ask("HSET h b 1");
    redis.expect("HTTL h FIELDS 1 b", "*1 :-1");
  }

  @Test
  void aHashThatOutgrowsItsPackKeepsTheDeadlines() {
    redis.ask("HPEXPIRE h 100 FIELDS 2 a b");
    redis.ask("HSET h long " + "x".repeat(65));
    redis.expect("OBJECT ENCODING h", "$9 hashtable");
    redis.expect("HPTTL h FIELDS 4 a b c long", "*4 :100 :100 :-1 :-1");
    redis.advance(100);
    redis.expect("HLEN h", ":2");
  }

  @Test
  void theSweepRemovesFieldsThatNobodyLooksAt() {
    redis.ask("HPEXPIRE h 10 FIELDS 1 a");
    redis.ask("HSET gone x 1");
    redis.ask("HPEXPIRE gone 10 FIELDS 1 x");
    redis.advance(10);
    redis.events();
    assertThat(redis.data().size()).isEqualTo(3);
    assertThat(redis.keyspace().sweep(Long.MAX_VALUE / 2)).isFalse();
    assertThat(redis.events())
        .containsExactlyInAnyOrder("0 hexpired h", "0 hexpired gone", "0 del gone");
    assertThat(redis.data().size()).isEqualTo(2);
    assertThat(redis.keyspace().statistics().expiredFields).isEqualTo(2);
    assertThat(redis.keyspace().statistics().expired).isZero();
  }

  /** Each time at most some fields die before the clock is looked at. */
  @Test
  void aSweepOfManyFieldsStopsWhenItsTimeIsUp() {
    for (int i = 0; i < 5_000; i++) redis.ask("HSETEX big PX 10 FIELDS 1 f" + i + " v");
    redis.advance(10);
    assertThat(redis.keyspace().sweep(0)).isTrue();
    assertThat(redis.keyspace().statistics().expiredFields).isBetween(1L, 256L);
    while (redis.keyspace().sweep(0)) {}
    assertThat(redis.keyspace().statistics().expiredFields).isEqualTo(5_000);
    redis.expect("EXISTS big", ":0");
  }

  @Test
  void whileNothingMayDieReadersDoNotSeeWhatShouldHaveDied() {
    redis.ask("HPEXPIRE h 10 FIELDS 1 a");
    redis.ask("HSETEX gone PX 10 FIELDS 1 x 1");
    redis.keyspace().preserving(true);
    redis.advance(10);
    redis.expect("HKEYS h", "*2 $1 b $1 c");
    redis.expect("HLEN h", ":2");
    redis.expect("EXISTS h gone", ":1");
    redis.expect("HGETALL gone", "*0");
    assertThat(redis.data().size()).isEqualTo(3);
    assertThat(redis.keyspace().statistics().expiredFields).isZero();
    redis.keyspace().preserving(false);
    redis.expect("EXISTS h gone", ":1");
    redis.expect("HLEN h", ":2");
    assertThat(redis.keyspace().statistics().expiredFields).isEqualTo(2);
  }

  /** As in a transaction that pauses the clients first. */
  @Test
  void aWriteWhileNothingMayDieIsNotLost() {
    redis.ask("HPEXPIRE h 10 FIELDS 1 a");
    redis.ask("HSETEX gone PX 10 FIELDS 1 x 1");
    redis.keyspace().preserving(true);
    redis.advance(10);
    redis.expect("HSET h n 1", ":1");
    redis.expect("HSET gone n 1", ":1");
    redis.expect("HKEYS gone", "*1 $1 n");
    redis.expect("DEL h", ":1");
    redis.keyspace().preserving(false);
    redis.expect("HGETALL gone", "*2 $1 n $1 1");
    redis.expect("EXISTS h", ":0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEXPIRE h 9 FIELDS 1 b",
        "HPERSIST h FIELDS 1 a",
        "HGETDEL h FIELDS 1 a",
        "HLEN h"
      })
  void aSnapshotHasTheFieldsAndDeadlinesOfItsBeginning(String request) {
    redis.ask("HPEXPIRE h 50 FIELDS 1 a");
    Map<String, Long> saved = new TreeMap<>();
    Snapshot snapshot =
        redis
            .keyspace()
            .openSnapshot(
                (database, entry) -> {
                  if (!(entry.value() instanceof HashValue known)) return;
                  known.forEach((field, _) -> saved.put(field.text(), known.deadline(field)));
                });
    redis.advance(50);
    redis.ask(request);
    while (snapshot.walk(0)) {}
    assertThat(saved).isEqualTo(Map.of("a", 1_700_000_000_050L, "b", -1L, "c", -1L));
  }

  @Test
  void memoryIsGivenBackWithTheLastDeadline() {
    long before = redis.data().footprint(Bytes.of("h"));
    redis.ask("HEXPIRE h 10 FIELDS 2 a b");
    assertThat(redis.data().footprint(Bytes.of("h"))).isGreaterThan(before);
    redis.ask("HPERSIST h FIELDS 2 a b");
    assertThat(redis.data().footprint(Bytes.of("h"))).isEqualTo(before);
    assertThat(redis.data().withTimedFields()).isZero();
  }
}
