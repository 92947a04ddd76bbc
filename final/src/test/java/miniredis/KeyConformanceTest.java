package miniredis;

import course.ConformanceTest;
import course.Usually;
import org.junit.jupiter.api.Test;

/** Keys of every type, and all of them together. */
class KeyConformanceTest extends ConformanceTest {

  @Test
  @Usually("TYPE answers with a short text: string, list, hash, or none.")
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
  @Usually("DEL, EXISTS and the deadlines are for keys of every type.")
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
  @Usually("FLUSHALL takes SYNC or ASYNC or nothing; DBSIZE takes nothing.")
  void flushAllMustBeSpelledRight() {
    redis.expect("FLUSHALL NOW", "-ERR syntax error");
    redis.expect("DBSIZE x", "-ERR wrong number of arguments for 'dbsize' command");
  }

  @Test
  @Usually(
      "PERSIST, TTL and EXPIRE are for keys of every type, and a deleted key takes its deadline along.")
  void deadlinesAreForKeysOfEveryType() {
    redis.expect("RPUSH @l x", ":1").expect("EXPIRE @l 100", ":1").expect("PERSIST @l", ":1");
    redis.expect("TTL @l", ":-1").expect("HSET @h f x", ":1").expect("PEXPIRE @h 100000", ":1");
    redis
        .expect("PTTL @h", ":<int:98000..100000>")
        .expect("DEL @h", ":1")
        .expect("HSET @h f x", ":1");
    redis.expect("TTL @h", ":-1").expect("EXPIREAT @h 1", ":1").expect("TYPE @h", "+none");
    redis.expect("HGET @h f", "$-1").expect("EXISTS @l @l @h", ":2");
  }

  @Test
  @Usually("The row of the table says how many words the command takes.")
  void eachCommandHasItsNumberOfWords() {
    redis.expect("TYPE", "-ERR wrong number of arguments for 'type' command");
    redis.expect("TYPE a b", "-ERR wrong number of arguments for 'type' command");
    redis.expect("FLUSHALL SYNC ASYNC", "-ERR syntax error");
    redis.expect("SET @s x", "+OK").expect("type @s", "+string");
  }
}
