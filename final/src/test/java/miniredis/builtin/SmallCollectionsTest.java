package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.EvictionPolicy;
import miniredis.value.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Collections that are kept in one array with their key, as small strings are: nobody must take one
 * for the other, and to edit one must not lose what belongs to the key.
 */
class SmallCollectionsTest {

  private final Playground redis =
      new Playground(
          StringCommands::addTo,
          CounterCommands::addTo,
          BitCommands::addTo,
          BitFieldCommands::addTo,
          HyperLogLogCommands::addTo,
          ListCommands::addTo,
          ListRangeCommands::addTo,
          HashCommands::addTo,
          SetCommands::addTo,
          SortedSetCommands::addTo,
          KeyCommands::addTo,
          ExpiryCommands::addTo,
          ObjectCommands::addTo);

  private void make(String kind) {
    redis.ask(
        switch (kind) {
          case "list" -> "RPUSH k 1 2 3";
          case "set" -> "SADD k 1 2 3";
          case "zset" -> "ZADD k 1 a 2 b";
          default -> "HSET k f 1 g 2";
        });
    assertThat(isPacked("k")).isTrue();
  }

  private boolean isPacked(String key) {
    return redis.data().entry(Bytes.of(key)).entry() instanceof byte[];
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "set", "zset", "hash"})
  void noCommandOfStringsTakesItForAString(String kind) {
    make(kind);
    redis.ask("SET string 1");
    byte[] before = ((byte[]) redis.data().entry(Bytes.of("k")).entry()).clone();
    List<String> requests =
        List.of(
            "GET k",
            "GETSET k v",
            "SET k v GET",
            "GETDEL k",
            "GETEX k",
            "STRLEN k",
            "APPEND k v",
            "GETRANGE k 0 -1",
            "SUBSTR k 0 -1",
            "SETRANGE k 0 v",
            "INCR k",
            "DECR k",
            "INCRBY k 2",
            "DECRBY k 2",
            "INCRBYFLOAT k 1.5",
            "GETBIT k 0",
            "SETBIT k 0 1",
            "BITCOUNT k",
            "BITPOS k 1",
            "BITOP AND d string k",
            "BITFIELD k GET u8 0",
            "BITFIELD k SET u8 0 1",
            "BITFIELD_RO k GET u8 0",
            "PFADD k v",
            "PFCOUNT k",
            "PFMERGE d k",
            "PFMERGE k string");
    for (String request : requests) {
      assertThat(redis.ask(request)).as(request).startsWith("-WRONGTYPE").doesNotContain("HyperL");
    }
    redis.expect("LCS string k", "-ERR The specified keys must contain string values");
    redis.expect("MGET k string", "*2 $-1 $1 1");
    redis.expect("TYPE k", "+" + kind);
    assertThat(redis.data().entry(Bytes.of("k")).entry()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "set", "zset", "hash"})
  void aStringTakesItsPlaceWhole(String kind) {
    make(kind);
    redis.ask("PEXPIRE k 1000");
    redis.expect("SET k 12345678 KEEPTTL", "+OK");
    redis.expect("GET k", "$8 12345678");
    redis.expect("PTTL k", ":1000");
    redis.expect("TYPE k", "+string");
    redis.expect("OBJECT ENCODING k", "$3 int");
    redis.expect("STRLEN k", ":8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RPUSH k 1", "SADD k 1", "ZADD k 1 a", "HSET k f 1", "LINDEX k 0", "ZCARD k"})
  void noOtherTypeIsTakenForAnotherEither(String request) {
    for (String kind : List.of("list", "set", "zset", "hash")) {
      redis.ask("DEL k");
      make(kind);
      String own =
          Map.of("R", "list", "S", "set", "Z", "zset", "H", "hash", "L", "list")
              .get(request.substring(0, 1));
      if (own.equals(kind)) continue;
      redis.expect(request, "-WRONGTYPE Operation against a key holding the wrong kind of value");
      assertThat(isPacked("k")).isTrue();
    }
  }

  @Test
  void anEditKeepsTheDeadlineAndPacksAgain() {
    make("hash");
    redis.ask("PEXPIRE k 1000");
    for (int i = 0; i < 5; i++) {
      redis.expect("HSET k f" + i + " v" + i, ":1");
      assertThat(isPacked("k")).isTrue();
      redis.expect("PTTL k", ":1000");
    }
    redis.expect("HLEN k", ":7");
    redis.ask("PERSIST k");
    redis.expect("HDEL k f g f0 f1 f2 f3", ":6");
    redis.expect("HGETALL k", "*2 $2 f4 $2 v4");
    redis.ask("PEXPIRE k 500");
    redis.advance(500);
    redis.expect("HLEN k", ":0");
    redis.expect("EXISTS k", ":0");
    assertThat(redis.data().timed()).isZero();
  }

  @Test
  void itGrowsOutOfItsArrayAndBackIntoIt() {
    for (int i = 0; i < 100; i++) redis.ask("RPUSH k element" + i);
    assertThat(isPacked("k")).isFalse();
    redis.expect("LTRIM k 90 -1", "+OK");
    assertThat(isPacked("k")).isTrue();
    redis.expect("LRANGE k 0 1", "*2 $9 element90 $9 element91");
    redis.ask("LTRIM k 1 0");
    redis.expect("EXISTS k", ":0");
  }

  @Test
  void howOftenItIsUsedIsNotForgottenByAnEdit() {
    redis.keyspace().eviction().policy(EvictionPolicy.ALLKEYS_LFU);
    make("zset");
    for (int i = 0; i < 200; i++) redis.ask("ZINCRBY k 1 a");
    int often = redis.keyspace().usage().frequency(redis.data().access(Bytes.of("k")));
    assertThat(often).isGreaterThan(6);
    redis.ask("RENAME k other");
    assertThat(redis.keyspace().usage().frequency(redis.data().access(Bytes.of("other"))))
        .isGreaterThanOrEqualTo(often);
  }

  @Test
  void oneEditedWithinAnotherCommandsTurnIsReadAsEdited() {
    redis.ask("RPUSH k a b c");
    redis.expect("LMOVE k k LEFT RIGHT", "$1 a");
    redis.expect("LRANGE k 0 -1", "*3 $1 b $1 c $1 a");
    redis.expect("COPY k k2", ":1");
    redis.expect("RPUSH k2 d", ":4");
    redis.expect("LLEN k", ":3");
    assertThat(redis.data().deadline(Bytes.of("k2"))).isEqualTo(Entry.NO_DEADLINE);
  }
}
