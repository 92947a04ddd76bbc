package exercises;

import course.ConformanceTest;
import course.Usually;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Redis does since version 7.4. */
@Tag("exercise")
@Tag("redis-7.4")
@Usually(
    "If few of these tests pass: HPEXPIRE and its sisters have no row yet, or nobody looks for"
        + " dead fields.")
class BridgeFieldDeadlinesTest extends ConformanceTest {

  @Test
  void aFieldDiesAndTheOthersLive() {
    redis.expect("HSET @h code 4711 name anna", ":2");
    redis.expect("HPEXPIRE @h 30 FIELDS 2 code nobody", "*2", ":1", ":-2");
    redis.eventually("HGET @h code", "$-1");
    redis.expect("HGETALL @h", "*2", "$4", "name", "$4", "anna").expect("HLEN @h", ":1");
  }

  @Test
  void theTimeLeftIsToldForEachField() {
    redis.expect("HSET @h a 1 b 2", ":2").expect("HEXPIRE @h 100 FIELDS 1 a", "*1", ":1");
    redis.expect("HTTL @h FIELDS 3 a b nobody", "*3", ":<int:99..100>", ":-1", ":-2");
    redis.expect("HPTTL @h FIELDS 1 a", "*1", ":<int:98000..100000>");
    redis.expect("TTL @h", ":-1");
    redis.expect("HTTL @nothing FIELDS 2 a b", "*2", ":-2", ":-2");
    redis.expect("HPEXPIRE @nothing 9 FIELDS 1 a", "*1", ":-2").expect("EXISTS @nothing", ":0");
  }

  @Test
  void theLastFieldTakesTheKeyWithIt() {
    redis.expect("HSET @h a 1 b 2", ":2");
    redis.expect("HPEXPIRE @h 30 FIELDS 2 a b", "*2", ":1", ":1");
    redis.eventually("EXISTS @h", ":0").expect("TYPE @h", "+none");
    redis.expect("LPUSH @h x", ":1");
  }

  /** Nobody looks at these hashes, so only the sweep can find them. */
  @Test
  void theSweepFindsDeadFields() {
    int before = Integer.parseInt(redis.ask("DBSIZE").substring(1));
    for (int i = 0; i < 50; i++) {
      redis.expect("HSET @h" + i + " a 1", ":1");
      if (i % 5 == 0) redis.expect("HSET @h" + i + " b 2", ":1");
      redis.expect("HPEXPIRE @h" + i + " 30 FIELDS 1 a", "*1", ":1");
    }
    redis.eventually("DBSIZE", ":" + (before + 10));
    redis.expect("HGETALL @h5", "*2", "$1", "b", "$1", "2");
  }

  @Test
  void aDeadlineInThePastKillsAtOnce() {
    redis.expect("HSET @h a 1 b 2 c 3", ":3");
    redis.expect("HPEXPIREAT @h 1 FIELDS 1 a", "*1", ":2").expect("HEXISTS @h a", ":0");
    redis.expect("HEXPIRE @h 0 FIELDS 2 b c", "*2", ":2", ":2").expect("EXISTS @h", ":0");
  }

  @Test
  void theLastDeadlineCounts() {
    redis.expect("HSET @h a 1 b 2 c 3", ":3");
    redis.expect("HPEXPIRE @h 30 FIELDS 2 a b", "*2", ":1", ":1");
    redis.expect("HEXPIRE @h 100 FIELDS 1 a", "*1", ":1");
    redis.eventually("HEXISTS @h b", ":0");
    redis.expect("HTTL @h FIELDS 2 a c", "*2", ":<int:99..100>", ":-1");
  }

  @Test
  void persistTakesTheDeadlineAway() {
    redis.expect("HSET @h a 1 b 2", ":2").expect("HEXPIRE @h 100 FIELDS 1 a", "*1", ":1");
    redis.expect("HPERSIST @h FIELDS 3 a b nobody", "*3", ":1", ":-1", ":-2");
    redis.expect("HTTL @h FIELDS 1 a", "*1", ":-1");
  }

  @Test
  void aNewValueHasNoDeadlineAndAChangedOneKeepsIt() {
    redis.expect("HSET @h a 1 b 2 c 3", ":3");
    redis.expect("HEXPIRE @h 100 FIELDS 3 a b c", "*3", ":1", ":1", ":1");
    redis.expect("HSET @h a 9", ":0").expect("HINCRBY @h b 1", ":3");
    redis.expect("HDEL @h c", ":1").expect("HINCRBY @h c 1", ":1");
    redis.expect("HTTL @h FIELDS 3 a b c", "*3", ":-1", ":<int:99..100>", ":-1");
  }

  @Test
  void aKeyThatComesBackDoesNotInheritADeadline() {
    redis.expect("HSET @h a 1", ":1").expect("HPEXPIRE @h 40 FIELDS 1 a", "*1", ":1");
    redis.expect("DEL @h", ":1").expect("HSET @h a 2", ":1");
    redis.expect("HSET @s a 1", ":1").expect("HPEXPIRE @s 40 FIELDS 1 a", "*1", ":1");
    redis.expect("SET @s text", "+OK");
    redis.expect("HSET @last a 1", ":1").expect("HPEXPIRE @last 60 FIELDS 1 a", "*1", ":1");
    redis.eventually("EXISTS @last", ":0");
    redis.expect("HGET @h a", "$1", "2").expect("GET @s", "$4", "text");
  }

  @Test
  void whatIsRefusedChangesNothing() {
    redis.expect("HSET @h a 1", ":1").expect("SET @s v", "+OK");
    redis.expect("HPEXPIRE @h x FIELDS 1 a", "-ERR value is not an integer or out of range");
    redis.expect("HPEXPIRE @h -1 FIELDS 1 a", "-ERR invalid expire time, must be >= 0");
    redis.expect(
        "HPEXPIRE @s 1 FIELDS 1 a",
        "-WRONGTYPE Operation against a key holding the wrong kind of value");
    redis.expect("HTTL @h FIELDS 1 a", "*1", ":-1");
  }
}
