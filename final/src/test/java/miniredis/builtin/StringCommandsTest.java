package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringCommandsTest {

  private static final String EXPIRE_ERROR = "-ERR invalid expire time in '%s' command";

  private final Playground redis = new Playground(StringCommands::addTo, ExpiryCommands::addTo);
  private long now;

  @BeforeEach
  void takeTheTime() {
    now = redis.keyspace().now();
  }

  private void expectLogged(String... lines) {
    assertThat(redis.logged()).containsExactly(lines);
  }

  @Test
  void setStoresWhatGetReplies() {
    redis.expect("SET k v", "+OK");
    expectLogged("SET k v");
    redis.expect("GET k", "$1 v");
    redis.expect("GET missing", "$-1");
    assertThat(redis.events()).contains("0 set k");
  }

  @Test
  void setWithATimeIsLoggedWithTheMomentItself() {
    redis.expect("SET k v EX 100", "+OK");
    expectLogged("SET k v PXAT " + (now + 100_000));
    redis.expect("set k v px 1500 xx", "+OK");
    expectLogged("SET k v PXAT " + (now + 1500));
    redis.expect("SET k v EXAT 1800000000 GET", "$1 v");
    expectLogged("SET k v PXAT 1800000000000");
    redis.expect("PTTL k", ":" + (1_800_000_000_000L - now));
    assertThat(redis.events()).endsWith("0 set k", "0 expire k");
  }

  @Test
  void setForgetsTheDeadlineUnlessToldToKeepIt() {
    redis.ask("SET k v EX 100");
    redis.expect("SET k w KEEPTTL", "+OK");
    redis.expect("TTL k", ":100");
    redis.expect("SET k x", "+OK");
    redis.expect("TTL k", ":-1");
  }

  @Test
  void setNxAndXxDependOnTheKey() {
    redis.expect("SET k v XX", "$-1");
    expectLogged();
    redis.expect("SET k v NX", "+OK");
    redis.expect("SET k w NX", "$-1");
    expectLogged();
    redis.expect("SET k w XX", "+OK");
    redis.expect("GET k", "$1 w");
  }

  @Test
  void setGetRepliesTheOldValueWhetherItSetsOrNot() {
    redis.expect("SET k v GET", "$-1");
    expectLogged("SET k v");
    redis.expect("SET k w GET NX", "$1 v");
    expectLogged();
    redis.expect("SET k w xx GET keepttl get", "$1 v");
    expectLogged("SET k w xx keepttl");
    redis.expect("GET k", "$1 w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v NX XX",
        "SET k v XX NX",
        "SET k v EX",
        "SET k v EX 10 PX 10",
        "SET k v foo",
        "SET k v KEEPTTL EX 10",
        "SET k v EX 10 KEEPTTL",
        "SET k v PERSIST",
        "SET k v EX 1 2",
        "SET k v PXAT 10 EXAT 10",
        "GETEX k NX",
        "GETEX k PERSIST EX 10",
        "GETEX k EX 10 PERSIST",
        "GETEX k EX",
        "GETEX k KEEPTTL",
        "GETEX k EX 1 PX 1"
      })
  void wordsThatContradictOneAnotherAreASyntaxError(String request) {
    redis.expect(request, "-ERR syntax error");
    expectLogged();
  }

  @Test
  void ofTwoTimesInTheSameUnitTheLastCounts() {
    redis.expect("SET k v EX nonsense NX EX 10", "+OK");
    redis.expect("TTL k", ":10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775807", "9223372036854776"})
  void aTimeThatMakesNoMomentIsRefused(String seconds) {
    redis.set("k", "v");
    redis.expect("SET k v EX " + seconds, EXPIRE_ERROR.formatted("set"));
    redis.expect("SETEX k " + seconds + " v", EXPIRE_ERROR.formatted("setex"));
    redis.expect("GETEX k EX " + seconds, EXPIRE_ERROR.formatted("getex"));
    redis.expect("PSETEX k -5 v", EXPIRE_ERROR.formatted("psetex"));
    redis.expect("SET k v EX 1.5", "-ERR value is not an integer or out of range");
    redis.expect("TTL k", ":-1");
  }

  @Test
  void setexAndPsetexAreLoggedAsSet() {
    redis.expect("SETEX k 10 v", "+OK");
    expectLogged("SET k v PXAT " + (now + 10_000));
    redis.expect("PSETEX k 10 v", "+OK");
    expectLogged("SET k v PXAT " + (now + 10));
    redis.advance(10);
    redis.expect("GET k", "$-1");
  }

  @Test
  void setnxRepliesWhetherItSet() {
    redis.expect("SETNX k v", ":1");
    redis.expect("SETNX k w", ":0");
    expectLogged();
    redis.expect("GET k", "$1 v");
  }

  @Test
  void msetSetsAllAndMsetnxAllOrNone() {
    redis.expect("MSET a 1 b 2 a 3", "+OK");
    redis.expect("MGET a missing b", "*3 $1 3 $-1 $1 2");
    redis.expect("MSETNX c 1 a 1", ":0");
    expectLogged();
    redis.expect("MSETNX c 1 c 2", ":1");
    redis.expect("GET c", "$1 2");
  }

  @Test
  void aKeyWithoutAValueIsTheWrongNumberOfArguments() {
    redis.expect("MSET a 1 b", "-ERR wrong number of arguments for 'mset' command");
    redis.expect("MSETNX a 1 b", "-ERR wrong number of arguments for 'msetnx' command");
  }

  @Test
  void getsetForgetsTheDeadlineAndIsLoggedAsSet() {
    redis.ask("SET k v EX 10");
    redis.expect("GETSET k w", "$1 v");
    expectLogged("SET k w");
    redis.expect("TTL k", ":-1");
    redis.expect("GETSET other w", "$-1");
  }

  @Test
  void getdelIsLoggedAsDel() {
    redis.set("k", "v");
    redis.expect("GETDEL k", "$1 v");
    expectLogged("DEL k");
    redis.expect("GETDEL k", "$-1");
    expectLogged();
    assertThat(redis.events()).contains("0 del k");
  }

  @Test
  void getexChangesTheTimeToLiveAndNothingElse() {
    redis.set("k", "v");
    redis.events();
    redis.expect("GETEX k", "$1 v");
    expectLogged();
    redis.expect("GETEX k PX 5000", "$1 v");
    expectLogged("PEXPIREAT k " + (now + 5000));
    redis.expect("GETEX k PERSIST", "$1 v");
    expectLogged("PERSIST k");
    redis.expect("GETEX k PERSIST", "$1 v");
    expectLogged();
    redis.expect("GETEX k EXAT 1", "$1 v");
    expectLogged("DEL k");
    redis.expect("GETEX k EX nonsense", "$-1");
    assertThat(redis.events())
        .containsSubsequence("0 expire k", "0 persist k", "0 del k", "0 keymiss k");
  }

  @Test
  void aDeadKeyIsNoKey() {
    redis.ask("SET k v PX 100");
    redis.advance(100);
    redis.expect("SET k w XX", "$-1");
    expectLogged();
    redis.expect("SETNX k w", ":1");
    redis.expect("TTL k", ":-1");
  }

  @Test
  void onlyReadsCountAsHitsAndMisses() {
    redis.ask("SET k 1");
    redis.ask("INCR k");
    redis.ask("APPEND k 2");
    redis.ask("SETRANGE k 0 x");
    redis.ask("SETNX k v");
    assertThat(redis.keyspace().statistics().hits).isZero();
    redis.ask("GET k");
    redis.ask("STRLEN k");
    redis.ask("MGET k missing");
    redis.ask("SET k v GET");
    assertThat(redis.keyspace().statistics().hits).isEqualTo(4);
    assertThat(redis.keyspace().statistics().misses).isEqualTo(1);
  }

  @Test
  void valuesOfAnyLengthComeBackWhateverWasThereBefore() {
    RandomGenerator random = new Random(3);
    int[] lengths = {0, 1, 44, 45, 63, 64, 65, 200, 1023, 1024, 1025, 5000, 100_000};
    for (int i = 0; i < 500; i++) {
      byte[] value = new byte[lengths[random.nextInt(lengths.length)]];
      random.nextBytes(value);
      Bytes key = Bytes.of("k" + random.nextInt(5));
      String time = random.nextBoolean() ? "KEEPTTL" : "GET";
      redis.run(Bytes.of("SET"), key, Bytes.wrap(value.clone()), Bytes.of(time));
      assertThat(redis.data().string(key)).isEqualTo(Bytes.wrap(value));
    }
  }
}
