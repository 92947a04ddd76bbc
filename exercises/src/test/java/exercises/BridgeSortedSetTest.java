package exercises;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If few of these tests pass: ZADD has no row yet, or the skip list does not keep what it"
        + " is given.")
class BridgeSortedSetTest extends ConformanceTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  @Test
  void membersStandInTheOrderOfTheirScores() {
    redis.expect("ZADD @z 30 carl 10 anna 20 bert", ":3");
    redis.expect("ZRANGE @z 0 -1", "*3", "$4", "anna", "$4", "bert", "$4", "carl");
    redis.expect("ZRANK @z anna", ":0").expect("ZRANK @z carl", ":2");
    redis.expect("ZRANK @z nobody", "$-1").expect("ZRANK @nothing anna", "$-1");
    redis.expect("ZCARD @z", ":3").expect("ZCARD @nothing", ":0");
  }

  @Test
  void equalScoresStandInTheOrderOfTheirBytes() {
    redis.expect("ZADD @z 1 b 1 \"\\xff\" 1 a 1 \"\" 1 ab 1 B", ":6");
    redis.command("ZRANK", "@z", "B").expectReply(":1");
    redis.expect("ZRANK @z a", ":2").expect("ZRANK @z ab", ":3").expect("ZRANK @z b", ":4");
    redis.expect("ZRANK @z \"\\xff\"", ":5").expect("ZRANK @z \"\"", ":0");
    redis.expect("ZADD @zero 0 b -0 c 0 a", ":3").expect("ZRANK @zero c", ":2");
  }

  @Test
  void aMemberIsThereOnceAndMovesWithItsScore() {
    redis.expect("ZADD @z 1 a 2 b", ":2").expect("ZADD @z 3 a 4 c", ":1");
    redis.expect("ZRANGE @z 0 -1", "*3", "$1", "b", "$1", "a", "$1", "c");
    redis
        .expect("ZADD @z 9 b 0 b", ":0")
        .expect("ZRANK @z b", ":0")
        .expect("ZSCORE @z b", "$1", "0");
    redis.expect("ZCARD @z", ":3");
  }

  @Test
  void aRangeIsOfPlacesFromEitherEnd() {
    redis.expect("ZADD @z 1 a 2 b 3 c 4 d", ":4");
    redis.expect("ZRANGE @z 1 2", "*2", "$1", "b", "$1", "c");
    redis.expect("ZRANGE @z -2 99", "*2", "$1", "c", "$1", "d");
    redis.expect("ZRANGE @z -99 0", "*1", "$1", "a");
    redis.expect("ZRANGE @z 2 1", "*0").expect("ZRANGE @z 4 9", "*0");
    redis.expect("ZRANGE @nothing 0 -1", "*0");
    redis.expect("ZRANGE @z 3 3 withscores", "*2", "$1", "d", "$1", "4");
    redis.expect("ZRANGE @z 0 0 WITHOUT", "-ERR syntax error");
    redis.expect("ZRANGE @z a b", "-ERR value is not an integer or out of range");
  }

  @Test
  void scoresAreDoubles() {
    redis.expect("ZADD @z 2.5 a 0.1 b -3 c inf d -inf e 1e20 f .0001 g", ":7");
    redis.expect("ZSCORE @z a", "$3", "2.5").expect("ZSCORE @z b", "$19", "0.10000000000000001");
    redis.expect("ZSCORE @z d", "$3", "inf").expect("ZSCORE @z e", "$4", "-inf");
    redis.expect("ZSCORE @z f", "$5", "1e+20").expect("ZSCORE @z nobody", "$-1");
    redis.expect("ZSCORE @nothing a", "$-1");
    redis.expect("ZRANK @z d", ":6").expect("ZRANK @z e", ":0").expect("ZRANK @z g", ":2");
  }

  @Test
  void whatIsRefusedChangesNothing() {
    redis.expect("ZADD @z 1 a x b", "-ERR value is not a valid float");
    redis.expect("ZADD @z nan a", "-ERR value is not a valid float");
    redis.expect("ZADD @z 1 a 2", "-ERR syntax error");
    redis.expect("ZADD @z 1", "-ERR wrong number of arguments for 'zadd' command");
    redis.expect("EXISTS @z", ":0");
  }

  @Test
  void theLastMemberTakesTheKeyWithIt() {
    redis.expect("ZADD @z 1 a 2 b 3 c", ":3");
    redis.expect("ZREM @z b b nobody", ":1").expect("ZRANK @z c", ":1");
    redis.expect("ZREM @z a c", ":2").expect("EXISTS @z", ":0").expect("ZREM @z a", ":0");
  }

  @Test
  void aSortedSetIsAKindOfItsOwn() {
    redis.expect("ZADD @z 1 a", ":1").expect("TYPE @z", "+zset").expect("GET @z", WRONG_TYPE);
    redis.expect("RPUSH @l a", ":1").expect("ZADD @l 1 a", WRONG_TYPE);
    redis.expect("ZRANK @l a", WRONG_TYPE).expect("ZREM @l a", WRONG_TYPE);
  }

  @Test
  void aThousandMembersKeepTheirOrderWhateverHappens() {
    Random dice = new Random(4711);
    Map<String, Integer> scores = new HashMap<>();
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      String member = "m" + dice.nextInt(1_000);
      if (dice.nextInt(4) == 0) {
        scores.remove(member);
        commands.append("ZREM @z ").append(member).append("\r\n");
      } else {
        scores.put(member, dice.nextInt(100));
        commands.append("ZADD @z ").append(scores.get(member) + " " + member).append("\r\n");
      }
    }
    redis.send(commands.toString()).replies(3_000);
    expectAllRanks(scores);
  }

  private void expectAllRanks(Map<String, Integer> scores) {
    List<String> members = new ArrayList<>(scores.keySet());
    Collections.sort(members);
    members.sort(Comparator.comparing(scores::get));
    StringBuilder questions = new StringBuilder();
    members.forEach(member -> questions.append("ZRANK @z ").append(member).append("\r\n"));
    List<String> ranks = redis.send(questions.toString()).replies(members.size());
    for (int i = 0; i < members.size(); i++) {
      check(ranks.get(i).equals(":" + i), "ZRANK @z " + members.get(i), ":" + i, ranks.get(i));
      if (i % 50 > 0) continue;
      String member = members.get(i);
      redis.expect("ZRANGE @z " + i + " " + i, "*1", "$" + member.length(), member);
    }
  }

  @Test
  void sortedSetsAreSaved() {
    redis.expect("ZADD @z 1.5 a", ":1");
    Redis.eventually("no other save is under way", () -> redis.ask("SAVE").equals("+OK"));
  }
}
