package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.keyspace.Snapshot;
import miniredis.value.HashValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(HashCommands::addTo, KeyCommands::addTo, ObjectCommands::addTo);

  @BeforeEach
  void aString() {
    redis.set("string", "v");
    redis.events();
  }

  private void hash(String fieldsAndValues) {
    redis.ask("HSET h " + fieldsAndValues);
    redis.events();
  }

  @Test
  void hsetCountsTheFieldsThatAreNew() {
    redis.expect("HSET h a 1 b 2", ":2");
    redis.expect("HSET h b 3 c 4", ":1");
    redis.expect("HGETALL h", "*6 $1 a $1 1 $1 b $1 3 $1 c $1 4");
    assertThat(redis.events()).containsExactly("0 new h", "0 hset h", "0 hset h");
    redis.expect("HSET h a 1 b", "-ERR wrong number of arguments for 'hset' command");
    redis.expect("HMSET h a 1 b", "-ERR wrong number of arguments for 'hmset' command");
    redis.expect("HMSET h a 9", "+OK");
  }

  @Test
  void hsetnxLeavesAFieldThatIsThere() {
    redis.expect("HSETNX h a 1", ":1");
    redis.expect("HSETNX h a 2", ":0");
    redis.expect("HGET h a", "$1 1");
  }

  @Test
  void theLastFieldTakesTheKeyWithIt() {
    hash("a 1 b 2");
    redis.expect("HDEL h x", ":0");
    redis.expect("HDEL h a x a b", ":2");
    assertThat(redis.events()).containsExactly("0 hdel h", "0 del h");
    redis.expect("EXISTS h", ":0");
    redis.expect("HDEL h a", ":0");
  }

  @Test
  void whatIsNotThereIsNothing() {
    redis.expect("HGET h a", "$-1");
    redis.expect("HMGET h a b", "*2 $-1 $-1");
    redis.expect("HGETALL h", "*0");
    redis.expect("HKEYS h", "*0");
    redis.expect("HVALS h", "*0");
    redis.expect("HLEN h", ":0");
    redis.expect("HSTRLEN h a", ":0");
    redis.expect("HEXISTS h a", ":0");
    redis.expect("HRANDFIELD h", "$-1");
    redis.expect("HRANDFIELD h 3", "*0");
    redis.expect("HSCAN h 0", "*2 $1 0 *0");
    redis.expect("EXISTS h", ":0");
  }

  @Test
  void partsOfAHashAreRead() {
    hash("name anna age 30");
    redis.expect("HKEYS h", "*2 $4 name $3 age");
    redis.expect("HVALS h", "*2 $4 anna $2 30");
    redis.expect("HMGET h age town", "*2 $2 30 $-1");
    redis.expect("HSTRLEN h name", ":4");
    redis.expect("HEXISTS h name", ":1");
    redis.expect("HLEN h", ":2");
  }

  @Test
  void incrementsKeepToNumbers() {
    redis.expect("HINCRBY h n 5", ":5");
    redis.expect("HINCRBY h n -7", ":-2");
    redis.expect("HINCRBYFLOAT h n 0.5", "$4 -1.5");
    redis.expect("HINCRBY h n 1", "-ERR hash value is not an integer");
    hash("big 9223372036854775807 word x");
    redis.expect("HINCRBY h big 1", "-ERR increment or decrement would overflow");
    redis.expect("HINCRBYFLOAT h word 1", "-ERR hash value is not a float");
    redis.expect("HINCRBYFLOAT h n inf", "-ERR value is NaN or Infinity");
    redis.expect("HINCRBY none n x", "-ERR value is not an integer or out of range");
    redis.expect("EXISTS none", ":0");
  }

  @Test
  void aFractionIsLoggedAsItsResult() {
    redis.expect("HINCRBYFLOAT h n 0.1", "$3 0.1");
    assertThat(redis.logged()).containsExactly("HSET h n 0.1");
  }

  @Test
  void aHashIsPackedAsLongAsItIsSmall() {
    hash("a 1");
    redis.expect("OBJECT ENCODING h", "$8 listpack");
    redis.expect("HSET h a " + "x".repeat(64), ":0");
    redis.expect("OBJECT ENCODING h", "$8 listpack");
    redis.expect("HSET h a " + "x".repeat(65), ":0");
    redis.expect("OBJECT ENCODING h", "$9 hashtable");
    redis.expect("HSET h a short", ":0");
    redis.expect("OBJECT ENCODING h", "$9 hashtable");
  }

  @Test
  void manyFieldsMakeATableThatHoldsTheSame() {
    for (int i = 0; i < 512; i++) redis.ask("HSET h f" + i + " v" + i);
    redis.expect("OBJECT ENCODING h", "$8 listpack");
    redis.expect("HSET h f512 v512", ":1");
    redis.expect("OBJECT ENCODING h", "$9 hashtable");
    for (int i = 0; i <= 512; i++) {
      redis.expect("HGET h f" + i, "$" + ("v" + i).length() + " v" + i);
    }
    for (int i = 0; i <= 512; i++) redis.expect("HDEL h f" + i, ":1");
    redis.expect("EXISTS h", ":0");
  }

  @Test
  void hrandfieldPicksWhatIsThere() {
    hash("a 1 b 2 c 3");
    assertThat(redis.ask("HRANDFIELD h")).matches("\\$1 [abc]");
    assertThat(redis.ask("HRANDFIELD h 10").split(" ")).hasSize(7).contains("a", "b", "c");
    assertThat(redis.ask("HRANDFIELD h 2").split(" ")).hasSize(5);
    assertThat(redis.ask("HRANDFIELD h -7").split(" ")).hasSize(15);
    assertThat(redis.ask("HRANDFIELD h -2 WITHVALUES")).matches("\\*4( \\$1 [abc] \\$1 [123]){2}");
    redis.expect("HRANDFIELD h 1 VALUES", "-ERR syntax error");
    redis.expect("HRANDFIELD h x", "-ERR value is not an integer or out of range");
  }

  @Test
  void hscanOfATableVisitsEveryFieldOnceAtLeast() {
    Set<String> wanted = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      redis.ask("HSET h f" + i + " v");
      wanted.add("f" + i);
    }
    Set<String> seen = new TreeSet<>();
    String cursor = "0";
    do {
      String[] words = redis.ask("HSCAN h " + cursor + " COUNT 50").split(" ");
      cursor = words[2];
      for (int i = 5; i < words.length; i += 4) seen.add(words[i]);
    } while (!cursor.equals("0"));
    assertThat(seen).isEqualTo(wanted);
  }

  @Test
  void hscanOfAPackedHashGivesItWhole() {
    hash("ab 1 b 2 ac 3");
    redis.expect("HSCAN h 0 COUNT 1", "*2 $1 0 *6 $2 ab $1 1 $1 b $1 2 $2 ac $1 3");
    redis.expect("HSCAN h 0 MATCH a*", "*2 $1 0 *4 $2 ab $1 1 $2 ac $1 3");
    redis.expect("HSCAN h x", "-ERR invalid cursor");
    redis.expect("HSCAN h 0 TYPE x", "-ERR syntax error");
  }

  @Test
  void aCopyIsOfItsOwn() {
    hash("a 1");
    redis.expect("COPY h other", ":1");
    redis.expect("HSET other a 2", ":0");
    redis.expect("HGET h a", "$1 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HSET string a 1",
        "HSETNX string a 1",
        "HGET string a",
        "HMGET string a",
        "HGETALL string",
        "HDEL string a",
        "HEXISTS string a",
        "HLEN string",
        "HKEYS string",
        "HVALS string",
        "HSTRLEN string a",
        "HINCRBY string a 1",
        "HINCRBYFLOAT string a 1",
        "HRANDFIELD string",
        "HSCAN string 0"
      })
  void whatIsNoHashIsRefused(String request) {
    redis.expect(request, WRONG_TYPE);
    redis.expect("TYPE string", "+string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HSET h a 9", "HSET h z 9", "HDEL h a b", "HINCRBY h a 1", "DEL h"})
  void aHashThatChangesDuringASnapshotIsSavedAsItWas(String request) {
    hash("a 1 b 2");
    Map<String, String> saved = new TreeMap<>();
    Snapshot snapshot =
        redis
            .keyspace()
            .openSnapshot(
                (database, entry) -> {
                  if (!(entry.value() instanceof HashValue known)) return;
                  known.forEach((field, value) -> saved.put(field.text(), value.text()));
                });
    redis.ask(request);
    while (snapshot.walk(0)) {}
    assertThat(saved).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void inResp3AHashIsAMapAndPickedPairsArePairs() {
    hash("a 1");
    redis.client().protocol(3);
    redis.expect("HGETALL h", "%1 $1 a $1 1");
    redis.expect("HRANDFIELD h 1 WITHVALUES", "*1 *2 $1 a $1 1");
    redis.expect("HGETALL none", "%0");
  }
}
