package miniredis;

import course.ConformanceTest;
import org.junit.jupiter.api.Test;

/** Keys of every type, and all of them together. */
class KeyConformanceTest extends ConformanceTest {

  @Test
  void typeTellsWhatAKeyHolds() {
    redis.expect("SET @s x", "+OK");
    redis.expect("RPUSH @l x", ":1");
    redis.expect("HSET @h f x", ":1");
    redis.expect("TYPE @s", "+string");
    redis.expect("TYPE @l", "+list");
    redis.expect("TYPE @h", "+hash");
    redis.expect("TYPE @nobody", "+none");
  }

  @Test
  void keysOfEveryTypeDieAndAreDeleted() {
    redis.expect("RPUSH @l x", ":1");
    redis.expect("HSET @h f x", ":1");
    redis.expect("PEXPIRE @l 20", ":1");
    redis.expect("EXPIRE @h 100", ":1");
    redis.eventually("EXISTS @l @h", ":1");
    redis.expect("TTL @h", ":<int:99..100>");
    redis.expect("HSET @h g y", ":1");
    redis.expect("TTL @h", ":<int:99..100>");
    redis.expect("DEL @l @h", ":1");
  }

  @Test
  void flushAllMustBeSpelledRight() {
    redis.expect("FLUSHALL NOW", "-ERR syntax error");
    redis.expect("DBSIZE x", "-ERR wrong number of arguments for 'dbsize' command");
  }
}
