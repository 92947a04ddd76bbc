package miniredis;

import course.ConformanceTest;
import org.junit.jupiter.api.Test;

class HashConformanceTest extends ConformanceTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  @Test
  void hSetCountsTheFieldsThatAreNew() {
    redis.expect("HSET @h name anna age 30", ":2");
    redis.expect("HSET @h age 31 town ulm", ":1");
    redis.expect("HGET @h age", "$2", "31");
    redis.expect("HLEN @h", ":3");
  }

  @Test
  void aFieldThatIsNamedTwiceCountsOnce() {
    redis.expect("HSET @h a 1 a 2", ":1");
    redis.expect("HGET @h a", "$1", "2");
  }

  @Test
  void everyFieldNeedsAValue() {
    redis.expect("HSET @h a", "-ERR wrong number of arguments for 'hset' command");
    redis.expect("HSET @h a 1 b", "-ERR wrong number of arguments for 'hset' command");
    redis.expect("EXISTS @h", ":0");
  }

  @Test
  void whatIsNotThereIsNull() {
    redis.expect("HGET @h a", "$-1");
    redis.expect("HSET @h a 1", ":1");
    redis.expect("HGET @h b", "$-1");
    redis.expect("HMGET @h b a b", "*3", "$-1", "$1", "1", "$-1");
    redis.expect("HMGET @nobody a b", "*2", "$-1", "$-1");
    redis.expect("HEXISTS @h a", ":1");
    redis.expect("HEXISTS @h b", ":0");
    redis.expect("HEXISTS @nobody a", ":0");
    redis.expect("HLEN @nobody", ":0");
  }

  @Test
  void hGetAllGivesFieldsAndValues() {
    redis.expect("HSET @h a 1 b 2", ":2");
    redis.expect("HGETALL @h", "*4", "$1", "a", "$1", "1", "$1", "b", "$1", "2");
    redis.expect("HGETALL @nobody", "*0");
  }

  @Test
  void deletingTheLastFieldRemovesTheKey() {
    redis.expect("HSET @h a 1 b 2", ":2");
    redis.expect("HDEL @h a x a", ":1");
    redis.expect("HDEL @h x", ":0");
    redis.expect("HDEL @h b", ":1");
    redis.expect("EXISTS @h", ":0");
    redis.expect("HDEL @h b", ":0");
  }

  @Test
  void fieldsCanBeCounted() {
    redis.expect("HINCRBY @h n 5", ":5");
    redis.expect("HINCRBY @h n -7", ":-2");
    redis.expect("HGET @h n", "$2", "-2");
    redis.expect("HINCRBY @h n x", "-ERR value is not an integer or out of range");
    redis.expect("HSET @h name anna", ":1");
    redis.expect("HINCRBY @h name 1", "-ERR hash value is not an integer");
    redis.expect("HSET @h n 9223372036854775807", ":0");
    redis.expect("HINCRBY @h n 1", "-ERR increment or decrement would overflow");
  }

  @Test
  void whatIsNoHashIsNotTreatedAsOne() {
    redis.expect("RPUSH @l a", ":1");
    redis.expect("HSET @l a 1", WRONG_TYPE);
    redis.expect("HGET @l a", WRONG_TYPE);
    redis.expect("HMGET @l a", WRONG_TYPE);
    redis.expect("HGETALL @l", WRONG_TYPE);
    redis.expect("HDEL @l a", WRONG_TYPE);
    redis.expect("HEXISTS @l a", WRONG_TYPE);
    redis.expect("HLEN @l", WRONG_TYPE);
    redis.expect("HINCRBY @l a 1", WRONG_TYPE);
    redis.expect("LLEN @l", ":1");
  }

  @Test
  void whoOnlyLooksMakesNoKey() {
    redis.expect("HGET @nobody f", "$-1");
    redis.expect("HLEN @nobody", ":0");
    redis.expect("HGETALL @nobody", "*0");
    redis.expect("HEXISTS @nobody f", ":0");
    redis.expect("HDEL @nobody f", ":0");
    redis.expect("HINCRBY @nobody f x", "-ERR value is not an integer or out of range");
    redis.expect("EXISTS @nobody", ":0");
  }
}
