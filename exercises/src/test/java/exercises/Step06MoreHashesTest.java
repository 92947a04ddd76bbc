package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step06MoreHashesTest extends ConformanceTest {

  @Test
  void fieldsAndValuesComeInTheirOrder() {
    redis.expect("HSET @h name anna age 30", ":2");
    redis.expect("HKEYS @h", "*2", "$4", "name", "$3", "age");
    redis.expect("HVALS @h", "*2", "$4", "anna", "$2", "30");
    redis.expect("HKEYS @nobody", "*0").expect("HVALS @nobody", "*0");
  }

  @Test
  void hsetnxSetsOnlyWhatIsNotThere() {
    redis.expect("HSETNX @h name anna", ":1");
    redis.expect("HSETNX @h name bert", ":0");
    redis.expect("HGET @h name", "$4", "anna");
  }

  @Test
  void theLengthCountsBytes() {
    redis.expect("HSET @h name José", ":1").expect("HSTRLEN @h name", ":5");
    redis.expect("HSTRLEN @h age", ":0").expect("HSTRLEN @nobody age", ":0");
    redis.expect("EXISTS @nobody", ":0");
  }

  @Test
  void whatIsNoHashIsRefused() {
    redis.expect("SET @s x", "+OK");
    String wrong = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    redis.expect("HKEYS @s", wrong).expect("HVALS @s", wrong);
    redis.expect("HSTRLEN @s a", wrong).expect("HSETNX @s a 1", wrong);
    redis.expect("HSETNX @s a", "-ERR wrong number of arguments for 'hsetnx' command");
  }
}
