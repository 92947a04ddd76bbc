package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.keyspace.Snapshot;
import miniredis.value.SortedSetValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSetCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(
          SortedSetCommands::addTo, KeyCommands::addTo, ObjectCommands::addTo, SortCommands::addTo);

  @BeforeEach
  void aString() {
    redis.set("string", "v");
    redis.events();
  }

  private void sortedSet(String scoresAndMembers) {
    redis.ask("ZADD z " + scoresAndMembers);
    redis.events();
  }

  @Test
  void zaddCountsTheMembersThatAreNewOrWithChThoseThatChanged() {
    redis.expect("ZADD z 1 a 2 b", ":2");
    redis.expect("ZADD z 2 b 3 c", ":1");
    redis.expect("ZADD z CH 2 b 4 c 5 d", ":2");
    assertThat(redis.events()).containsExactly("0 new z", "0 zadd z", "0 zadd z", "0 zadd z");
    redis.expect("ZADD z 2 b", ":0");
    assertThat(redis.events()).isEmpty();
    assertThat(redis.logged()).isEmpty();
    redis.expect("ZRANGE z 0 -1 WITHSCORES", "*8 $1 a $1 1 $1 b $1 2 $1 c $1 4 $1 d $1 5");
  }

  @Test
  void zaddHeedsItsConditions() {
    sortedSet("5 a");
    redis.expect("ZADD z NX CH 1 a 2 b", ":1");
    redis.expect("ZADD z XX CH 6 a 2 c", ":1");
    redis.expect("ZADD z GT CH 5 a 1 c", ":1");
    redis.expect("ZADD z LT CH 7 a 0 c", ":1");
    redis.expect("ZADD z GT INCR -1 a", "$-1");
    redis.expect("ZADD z NX INCR 1 a", "$-1");
    redis.expect("ZADD z XX INCR 1 none", "$-1");
    redis.expect("ZADD z INCR 1.5 a", "$3 7.5");
    redis.expect("ZADD none XX 1 a", ":0");
    redis.expect("EXISTS none", ":0");
  }

  @Test
  void zaddRefusesWhatMakesNoSense() {
    redis.expect("ZADD z NX XX 1 a", "-ERR XX and NX options at the same time are not compatible");
    String others = "-ERR GT, LT, and/or NX options at the same time are not compatible";
    redis.expect("ZADD z NX GT 1 a", others);
    redis.expect("ZADD z LT GT 1 a", others);
    redis.expect(
        "ZADD z INCR 1 a 2 b", "-ERR INCR option supports a single increment-element pair");
    redis.expect("ZADD z 1 a 2", "-ERR syntax error");
    redis.expect("ZADD z NX CH INCR", "-ERR syntax error");
    redis.expect("ZADD z 1 a nan b", "-ERR value is not a valid float");
    redis.expect("ZADD z \" 1\" a", "-ERR value is not a valid float");
    redis.expect("ZADD z 1e400 a", "-ERR value is not a valid float");
    redis.expect("EXISTS z", ":0");
  }

  @Test
  void infinitiesAreScoresAndTheirDifferenceIsNone() {
    redis.expect("ZADD z inf a", ":1");
    redis.expect("ZINCRBY z -inf a", "-ERR resulting score is not a number (NaN)");
    redis.expect("ZSCORE z a", "$3 inf");
    redis.expect("ZADD z -inf b 0.1 c 1e17 d 0x10 e", ":4");
    redis.expect("ZMSCORE z b c d e none", "*5 $4 -inf $19 0.10000000000000001 $5 1e+17 $2 16 $-1");
  }

  @Test
  void zincrbyOfNothingChangesNothing() {
    redis.expect("ZINCRBY z 2 a", "$1 2");
    assertThat(redis.events()).containsExactly("0 new z", "0 zincr z");
    redis.expect("ZINCRBY z 0 a", "$1 2");
    assertThat(redis.events()).isEmpty();
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void ranksCountFromEitherEnd() {
    sortedSet("1 a 2 b 3 c");
    redis.expect("ZRANK z a", ":0");
    redis.expect("ZREVRANK z a", ":2");
    redis.expect("ZRANK z none", "$-1");
    redis.expect("ZREVRANK none a", "$-1");
    redis.expect("ZCARD z", ":3");
  }

  @Test
  void removingTheLastMemberRemovesTheKey() {
    sortedSet("1 a 2 b");
    redis.expect("ZREM z none", ":0");
    redis.expect("ZREM z a b none", ":2");
    assertThat(redis.events()).containsExactly("0 zrem z", "0 del z");
    redis.expect("EXISTS z", ":0");
  }

  @Test
  void zrangeGoesByRankByScoreOrByName() {
    sortedSet("1 a 2 b 3 c 4 d");
    redis.expect("ZRANGE z 1 -2", "*2 $1 b $1 c");
    redis.expect("ZRANGE z 0 0 REV", "*1 $1 d");
    redis.expect("ZRANGE z 5 2", "*0");
    redis.expect("ZRANGE z 0 9223372036854775807 REV", "*4 $1 d $1 c $1 b $1 a");
    redis.expect("ZRANGE z (1 3 BYSCORE", "*2 $1 b $1 c");
    redis.expect("ZRANGE z 3 (1 BYSCORE REV LIMIT 1 5", "*1 $1 b");
    redis.expect("ZRANGE z -inf +inf BYSCORE LIMIT -1 5", "*0");
    redis.expect("ZRANGE z -inf +inf BYSCORE LIMIT 2 -1", "*2 $1 c $1 d");
    redis.expect("ZREVRANGE z 0 1 WITHSCORES", "*4 $1 d $1 4 $1 c $1 3");
    redis.expect("ZRANGEBYSCORE z 4 inf WITHSCORES", "*2 $1 d $1 4");
    redis.expect("ZREVRANGEBYSCORE z (4 1 LIMIT 0 1", "*1 $1 c");
    redis.expect("ZCOUNT z 2 (4", ":2");
    redis.expect("ZRANGE none 0 -1", "*0");
  }

  @Test
  void namesAreInTheOrderOfTheirBytes() {
    sortedSet("0 b 0 a 0 aa 0 c");
    redis.expect("ZRANGEBYLEX z - +", "*4 $1 a $2 aa $1 b $1 c");
    redis.expect("ZRANGEBYLEX z [aa (c", "*2 $2 aa $1 b");
    redis.expect("ZREVRANGEBYLEX z (c - LIMIT 0 2", "*2 $1 b $2 aa");
    redis.expect("ZRANGE z + [b BYLEX REV", "*2 $1 c $1 b");
    redis.expect("ZLEXCOUNT z (a +", ":3");
    redis.expect("ZREMRANGEBYLEX z [a [aa", ":2");
    assertThat(redis.events()).containsExactly("0 zremrangebylex z");
    redis.expect("ZLEXCOUNT z a +", "-ERR min or max not valid string range item");
  }

  @Test
  void zrangeRefusesWhatMakesNoSense() {
    String limit =
        "-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
    redis.expect("ZRANGE z 0 1 LIMIT 0 1", limit);
    redis.expect(
        "ZRANGE z - + BYLEX WITHSCORES",
        "-ERR syntax error, WITHSCORES not supported in combination with BYLEX");
    redis.expect("ZRANGE z 0 1 REV REV", "-ERR syntax error");
    redis.expect("ZRANGE z 0 1 BYSCORE BYLEX", "-ERR syntax error");
    redis.expect("ZREVRANGE z 0 1 REV", "-ERR syntax error");
    redis.expect("ZRANGE z a 1", "-ERR value is not an integer or out of range");
    redis.expect("ZRANGE z a 1 BYSCORE", "-ERR min or max is not a float");
    redis.expect("ZRANGESTORE t z 0 1 WITHSCORES", "-ERR syntax error");
  }

  @Test
  void aRangeIsRemovedByRankOrScore() {
    sortedSet("1 a 2 b 3 c 4 d 5 e");
    redis.expect("ZREMRANGEBYRANK z 0 1", ":2");
    redis.expect("ZREMRANGEBYSCORE z (3 4", ":1");
    redis.expect("ZREMRANGEBYSCORE z 10 20", ":0");
    redis.expect("ZREMRANGEBYRANK z 0 -1", ":2");
    assertThat(redis.events())
        .containsExactly(
            "0 zremrangebyrank z", "0 zremrangebyscore z", "0 zremrangebyrank z", "0 del z");
  }

  @Test
  void aRangeIsStoredAndNothingRemovesTheTarget() {
    sortedSet("1 a 2 b 3 c");
    redis.set("t", "old");
    redis.events();
    redis.expect("ZRANGESTORE t z 1 -1", ":2");
    assertThat(redis.events()).containsExactly("0 zrangestore t");
    redis.expect("ZRANGE t 0 -1 WITHSCORES", "*4 $1 b $1 2 $1 c $1 3");
    redis.expect("ZRANGESTORE t z 7 9", ":0");
    assertThat(redis.events()).containsExactly("0 del t");
  }

  @Test
  void popsTakeFromEitherEnd() {
    sortedSet("1 a 2 b 3 c 4 d");
    redis.expect("ZPOPMIN z", "*2 $1 a $1 1");
    redis.expect("ZPOPMAX z 2", "*4 $1 d $1 4 $1 c $1 3");
    redis.expect("ZPOPMIN z 0", "*0");
    redis.expect("ZPOPMIN z -1", "-ERR value is out of range, must be positive");
    redis.expect("ZPOPMIN z 1 1", "-ERR syntax error");
    redis.expect("ZPOPMIN none", "*0");
    redis.expect("ZMPOP 2 none z MAX COUNT 5", "*2 $1 z *1 *2 $1 b $1 2");
    assertThat(redis.logged()).containsExactly("ZPOPMAX z 1");
    assertThat(redis.events())
        .containsExactly("0 zpopmin z", "0 zpopmax z", "0 zpopmax z", "0 del z");
    redis.expect("ZMPOP 1 z MIN", "*-1");
    redis.expect("ZMPOP 0 z MIN", "-ERR numkeys should be greater than 0");
    redis.expect("ZMPOP 1 z MIN COUNT 0", "-ERR count should be greater than 0");
    redis.expect("ZMPOP 2 z MIN", "-ERR syntax error");
  }

  @Test
  void unionsAddScoresUnlessToldOtherwise() {
    sortedSet("1 a 2 b");
    redis.ask("ZADD y 10 b 20 c");
    redis.expect("ZUNION 2 z y WITHSCORES", "*6 $1 a $1 1 $1 b $2 12 $1 c $2 20");
    redis.expect("ZUNION 2 z y AGGREGATE MIN WITHSCORES", "*6 $1 a $1 1 $1 b $1 2 $1 c $2 20");
    redis.expect(
        "ZUNION 2 z y WEIGHTS 2 -1 AGGREGATE MAX WITHSCORES", "*6 $1 c $3 -20 $1 a $1 2 $1 b $1 4");
    redis.expect("ZINTER 3 z y z WITHSCORES", "*2 $1 b $2 14");
    redis.expect("ZDIFF 2 z y WITHSCORES", "*2 $1 a $1 1");
    redis.expect("ZINTERCARD 2 z z LIMIT 1", ":1");
    redis.expect("ZINTERCARD 2 z z LIMIT 0", ":2");
    redis.expect("ZUNION 2 z none", "*2 $1 a $1 b");
    redis.expect("ZINTER 2 z none", "*0");
  }

  @Test
  void infinitiesThatCancelEachOtherAreZero() {
    sortedSet("inf a");
    redis.ask("ZADD y -inf a");
    redis.expect("ZUNION 2 z y WITHSCORES", "*2 $1 a $1 0");
    redis.expect("ZINTER 1 z WEIGHTS 0 WITHSCORES", "*2 $1 a $1 0");
  }

  @Test
  void resultsAreStoredInThePlaceOfWhateverWasThere() {
    sortedSet("1 a 2 b");
    redis.expect("ZUNIONSTORE z 1 z WEIGHTS 3", ":2");
    redis.expect("ZRANGE z 0 -1 WITHSCORES", "*4 $1 a $1 3 $1 b $1 6");
    redis.expect("ZINTERSTORE string 1 z", ":2");
    redis.expect("ZDIFFSTORE string 2 z z", ":0");
    assertThat(redis.events())
        .containsExactly("0 zunionstore z", "0 zinterstore string", "0 del string");
  }

  @Test
  void combiningRefusesWhatMakesNoSense() {
    redis.expect("ZUNION 0 z", "-ERR at least 1 input key is needed for 'zunion' command");
    redis.expect("ZUNION x z", "-ERR value is not an integer or out of range");
    redis.expect("ZUNION 2 z", "-ERR syntax error");
    redis.expect("ZUNION 1 z WEIGHTS x", "-ERR weight value is not a float");
    redis.expect("ZUNION 1 z AGGREGATE AVG", "-ERR syntax error");
    redis.expect("ZDIFF 1 z WEIGHTS 1", "-ERR syntax error");
    redis.expect("ZUNIONSTORE t 1 z WITHSCORES", "-ERR syntax error");
    redis.expect("ZINTERCARD 1 z LIMIT -1", "-ERR LIMIT can't be negative");
    redis.expect("ZUNION 1 string NONSENSE", WRONG_TYPE);
  }

  @Test
  void aSetIsPackedAsLongAsItIsSmall() {
    for (int i = 0; i < 128; i++) redis.ask("ZADD z " + i + " m" + i);
    redis.expect("OBJECT ENCODING z", "$8 listpack");
    redis.expect("ZADD z 1 m128", ":1");
    redis.expect("OBJECT ENCODING z", "$8 skiplist");
    redis.expect("ZADD long 1 " + "x".repeat(65), ":1");
    redis.expect("OBJECT ENCODING long", "$8 skiplist");
  }

  @Test
  void sortingASetMakesItLarge() {
    sortedSet("3 1 2 2 1 3");
    redis.expect("SORT z", "*3 $1 1 $1 2 $1 3");
    redis.expect("OBJECT ENCODING z", "$8 skiplist");
    redis.expect("SORT z BY nosort DESC LIMIT 0 2", "*2 $1 1 $1 2");
  }

  @Test
  void zrandmemberPicksWhatIsThere() {
    sortedSet("1 a 2 b 3 c");
    assertThat(redis.ask("ZRANDMEMBER z")).matches("\\$1 [abc]");
    assertThat(redis.ask("ZRANDMEMBER z 10").split(" ")).hasSize(7).contains("a", "b", "c");
    assertThat(redis.ask("ZRANDMEMBER z 2").split(" ")).hasSize(5);
    assertThat(redis.ask("ZRANDMEMBER z -7").split(" ")).hasSize(15);
    assertThat(redis.ask("ZRANDMEMBER z -2 WITHSCORES")).matches("\\*4( \\$1 [abc] \\$1 [123]){2}");
    redis.expect("ZRANDMEMBER z 1 SCORES", "-ERR syntax error");
    redis.expect("ZRANDMEMBER none", "$-1");
    redis.expect("ZRANDMEMBER none 3", "*0");
  }

  /** Chi-square with 9 degrees of freedom: above 27.9 by chance once in a thousand runs. */
  @ParameterizedTest
  @ValueSource(strings = {"ZRANDMEMBER z 1", "ZRANDMEMBER z -1", "ZRANDMEMBER z 5"})
  void everyMemberIsPickedAboutAsOften(String request) {
    for (int i = 0; i < 10; i++) redis.ask("ZADD z " + i + " " + i);
    int[] picked = new int[10];
    int all = 0;
    for (int i = 0; i < 4_000; i++) {
      String[] words = redis.ask(request).split(" ");
      for (int at = 2; at < words.length; at += 2, all++) picked[Integer.parseInt(words[at])]++;
    }
    double wanted = all / 10.0;
    double chiSquare = 0;
    for (int each : picked) chiSquare += (each - wanted) * (each - wanted) / wanted;
    assertThat(chiSquare).isLessThan(27.9);
  }

  @Test
  void zscanVisitsEveryMemberOnceAtLeast() {
    Set<String> wanted = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      redis.ask("ZADD z " + i + " m" + i);
      wanted.add("m" + i);
    }
    Set<String> seen = new TreeSet<>();
    String cursor = "0";
    do {
      String[] words = redis.ask("ZSCAN z " + cursor + " COUNT 50").split(" ");
      cursor = words[2];
      for (int i = 5; i < words.length; i += 4) seen.add(words[i]);
    } while (!cursor.equals("0"));
    assertThat(seen).isEqualTo(wanted);
  }

  @Test
  void zscanOfAPackedSetGivesItWhole() {
    sortedSet("1 ab 2.5 b 1e17 ac");
    redis.expect(
        "ZSCAN z 0 COUNT 1 MATCH a*", "*2 $1 0 *4 $2 ab $1 1 $2 ac $18 100000000000000000");
    redis.expect("ZSCAN none 0", "*2 $1 0 *0");
  }

  @Test
  void inResp3ScoresAreNumbersInPairs() {
    sortedSet("1 a 2.5 b");
    redis.client().protocol(3);
    redis.expect("ZRANGE z 0 -1 WITHSCORES", "*2 *2 $1 a ,1 *2 $1 b ,2.5");
    redis.expect("ZSCORE z b", ",2.5");
    redis.expect("ZUNION 1 z WITHSCORES", "*2 *2 $1 a ,1 *2 $1 b ,2.5");
    redis.expect("ZPOPMIN z", "*2 $1 a ,1");
    redis.expect("ZPOPMIN z 1", "*1 *2 $1 b ,2.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ZADD string 1 a",
        "ZADD string XX 1 a",
        "ZINCRBY string 1 a",
        "ZREM string a",
        "ZSCORE string a",
        "ZMSCORE string a",
        "ZCARD string",
        "ZRANK string a",
        "ZREVRANK string a",
        "ZRANGE string 0 1",
        "ZRANGESTORE t string 0 1",
        "ZREVRANGE string 0 1",
        "ZRANGEBYSCORE string 0 1",
        "ZREVRANGEBYSCORE string 0 1",
        "ZRANGEBYLEX string - +",
        "ZREVRANGEBYLEX string + -",
        "ZCOUNT string 0 1",
        "ZLEXCOUNT string - +",
        "ZREMRANGEBYRANK string 0 1",
        "ZREMRANGEBYSCORE string 0 1",
        "ZREMRANGEBYLEX string - +",
        "ZPOPMIN string",
        "ZPOPMAX string",
        "ZMPOP 1 string MIN",
        "ZUNION 1 string",
        "ZDIFFSTORE t 1 string",
        "ZINTERCARD 1 string",
        "ZRANDMEMBER string",
        "ZSCAN string 0"
      })
  void whatIsNoSortedSetIsRefused(String request) {
    redis.expect(request, WRONG_TYPE);
    redis.expect("TYPE string", "+string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZADD z 9 a", "ZADD z 9 x", "ZREM z a b", "ZPOPMIN z", "SORT z", "DEL z"})
  void aSetThatChangesDuringASnapshotIsSavedAsItWas(String request) {
    sortedSet("1 a 2 b");
    Map<String, Double> saved = new TreeMap<>();
    Snapshot snapshot =
        redis
            .keyspace()
            .openSnapshot(
                (database, entry) -> {
                  if (!(entry.value() instanceof SortedSetValue known)) return;
                  known.forEach((member, score) -> saved.put(member.text(), score));
                });
    redis.ask(request);
    while (snapshot.walk(0)) {}
    assertThat(saved).isEqualTo(Map.of("a", 1.0, "b", 2.0));
  }

  @Test
  void aCopyIsOfItsOwn() {
    sortedSet("1 a");
    redis.expect("COPY z other", ":1");
    redis.expect("ZADD other 2 a", ":0");
    redis.expect("ZSCORE z a", "$1 1");
  }
}
