package exercises;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step06SetsTest extends ConformanceTest {

  @Test
  void membersAreThereOnce() {
    redis.expect("SADD @tags red blue red", ":2");
    redis.expect("SADD @tags blue green", ":1");
    redis.expect("SCARD @tags", ":3");
    redis.expect("SISMEMBER @tags red", ":1").expect("SISMEMBER @tags pink", ":0");
    redis.expect("SISMEMBER @nobody red", ":0").expect("SCARD @nobody", ":0");
  }

  @Test
  void allMembersAreAnswered() {
    redis.expect("SADD @tags red blue", ":2");
    assertThat(redis.ask("SMEMBERS @tags")).startsWith("*2").contains("red").contains("blue");
    redis.expect("SMEMBERS @nobody", "*0");
  }

  @Test
  void aSetThatHasBecomeEmptyIsGone() {
    redis.expect("SADD @tags red blue", ":2");
    redis.expect("SREM @tags red pink", ":1").expect("SREM @tags blue", ":1");
    redis.expect("EXISTS @tags", ":0").expect("SREM @tags red", ":0");
  }

  @Test
  void aSetIsAKindOfItsOwn() {
    String wrong = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    redis.expect("SADD @tags red", ":1").expect("TYPE @tags", "+set");
    redis.expect("LPUSH @tags a", wrong).expect("GET @tags", wrong);
    redis.expect("RPUSH @list a", ":1").expect("SADD @list a", wrong);
  }

  @Test
  void setsAreSaved() {
    redis.expect("SADD @tags red", ":1");
    Redis.eventually("no other save is under way", () -> redis.ask("SAVE").equals("+OK"));
  }
}
