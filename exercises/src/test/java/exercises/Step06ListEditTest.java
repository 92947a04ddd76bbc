package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step06ListEditTest extends ConformanceTest {

  @Test
  void lsetReplacesOneElement() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LSET @l 0 x", "+OK").expect("LSET @l -1 z", "+OK");
    redis.expect("LRANGE @l 0 -1", "*3", "$1", "x", "$1", "b", "$1", "z");
    redis.expect("LSET @l 3 y", "-ERR index out of range");
    redis.expect("LSET @l -4 y", "-ERR index out of range");
    redis.expect("LSET @nobody 0 y", "-ERR no such key");
    redis.expect("LSET @l first y", "-ERR value is not an integer or out of range");
  }

  @Test
  void ltrimKeepsARange() {
    redis.expect("RPUSH @l a b c d e", ":5");
    redis.expect("LTRIM @l 1 -2", "+OK");
    redis.expect("LRANGE @l 0 -1", "*3", "$1", "b", "$1", "c", "$1", "d");
    redis.expect("LTRIM @l -100 100", "+OK").expect("LLEN @l", ":3");
    redis.expect("LTRIM @l 5 9", "+OK").expect("EXISTS @l", ":0");
    redis.expect("LTRIM @nobody 0 1", "+OK");
  }

  @Test
  void lremRemovesFromEitherEnd() {
    redis.expect("RPUSH @l a b a c a", ":5");
    redis.expect("LREM @l -1 a", ":1");
    redis.expect("LRANGE @l 0 -1", "*4", "$1", "a", "$1", "b", "$1", "a", "$1", "c");
    redis.expect("LREM @l 1 a", ":1");
    redis.expect("LRANGE @l 0 -1", "*3", "$1", "b", "$1", "a", "$1", "c");
    redis.expect("LREM @l 0 nothing", ":0").expect("LREM @nobody 0 a", ":0");
  }

  @Test
  void aListThatHasBecomeEmptyIsGone() {
    redis.expect("RPUSH @l a a a", ":3");
    redis.expect("LREM @l 0 a", ":3").expect("EXISTS @l", ":0");
  }
}
