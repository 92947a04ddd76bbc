package miniredis;

import course.ConformanceTest;
import org.junit.jupiter.api.Test;

class ListConformanceTest extends ConformanceTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_POSITIVE = "-ERR value is out of range, must be positive";

  @Test
  void elementsGoInOneByOne() {
    redis.expect("LPUSH @l a b c", ":3");
    redis.expect("RPUSH @l x y", ":5");
    redis.expect("LRANGE @l 0 -1", "*5", "$1", "c", "$1", "b", "$1", "a", "$1", "x", "$1", "y");
  }

  @Test
  void bothEndsCanBePopped() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LPOP @l", "$1", "a");
    redis.expect("RPOP @l", "$1", "c");
    redis.expect("LLEN @l", ":1");
  }

  @Test
  void popOnAnEmptyListRepliesNull() {
    redis.expect("LPOP @l", "$-1");
    redis.expect("RPOP @l", "$-1");
    redis.expect("LPOP @l 2", "*-1");
    redis.expect("LLEN @l", ":0");
  }

  @Test
  void poppingTheLastElementRemovesTheKey() {
    redis.expect("RPUSH @jobs only", ":1");
    redis.expect("EXPIRE @jobs 100", ":1");
    redis.expect("LPOP @jobs", "$4", "only");
    redis.expect("EXISTS @jobs", ":0");
    redis.expect("RPUSH @jobs again", ":1");
    redis.expect("TTL @jobs", ":-1");
  }

  @Test
  void popTakesACount() {
    redis.expect("RPUSH @l a b c d", ":4");
    redis.expect("LPOP @l 1", "*1", "$1", "a");
    redis.expect("RPOP @l 2", "*2", "$1", "d", "$1", "c");
    redis.expect("LPOP @l 0", "*0");
    redis.expect("LPOP @l 10", "*1", "$1", "b");
    redis.expect("EXISTS @l", ":0");
    redis.expect("LPOP @l -1", NOT_POSITIVE);
    redis.expect("LPOP @l two", NOT_POSITIVE);
    redis.expect("LPOP @l 1 2", "-ERR wrong number of arguments for 'lpop' command");
  }

  @Test
  void rangesCountFromEitherEndAndNeverFail() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LRANGE @l 1 1", "*1", "$1", "b");
    redis.expect("LRANGE @l -2 -1", "*2", "$1", "b", "$1", "c");
    redis.expect("LRANGE @l -100 0", "*1", "$1", "a");
    redis.expect("LRANGE @l 2 100", "*1", "$1", "c");
    redis.expect("LRANGE @l 2 1", "*0");
    redis.expect("LRANGE @l 5 9", "*0");
    redis.expect("LRANGE @nobody 0 -1", "*0");
    redis.expect("LRANGE @l x 1", "-ERR value is not an integer or out of range");
    redis.expect(
        "LRANGE @l -9223372036854775808 9223372036854775807",
        "*3",
        "$1",
        "a",
        "$1",
        "b",
        "$1",
        "c");
  }

  @Test
  void anElementIsFoundByItsPlace() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LINDEX @l 0", "$1", "a");
    redis.expect("LINDEX @l -1", "$1", "c");
    redis.expect("LINDEX @l 3", "$-1");
    redis.expect("LINDEX @l -4", "$-1");
    redis.expect("LINDEX @nobody 0", "$-1");
    redis.expect("LINDEX @l first", "-ERR value is not an integer or out of range");
  }

  @Test
  void aThousandElementsPushedAndPoppedAtBothEndsKeepTheirOrder() {
    for (int i = 0; i < 500; i++) {
      redis.expect("RPUSH @l r" + i, ":" + (2 * i + 1));
      redis.expect("LPUSH @l l" + i, ":" + (2 * i + 2));
    }
    redis.expect("LINDEX @l 0", "$4", "l499");
    redis.expect("LINDEX @l 499", "$2", "l0");
    redis.expect("LINDEX @l 500", "$2", "r0");
    for (int i = 499; i >= 0; i--) {
      String number = Integer.toString(i);
      redis.expect("LPOP @l", "$" + (number.length() + 1), "l" + i);
      redis.expect("RPOP @l", "$" + (number.length() + 1), "r" + i);
    }
    redis.expect("EXISTS @l", ":0");
  }

  @Test
  void whatIsNoListIsNotTreatedAsOne() {
    redis.expect("SET @s x", "+OK");
    redis.expect("LPUSH @s a", WRONG_TYPE);
    redis.expect("RPOP @s", WRONG_TYPE);
    redis.expect("LLEN @s", WRONG_TYPE);
    redis.expect("LRANGE @s 0 1", WRONG_TYPE);
    redis.expect("LINDEX @s 0", WRONG_TYPE);
    redis.expect("GET @s", "$1", "x");
  }

  @Test
  void aListIsNoString() {
    redis.expect("RPUSH @l 1", ":1");
    redis.expect("GET @l", WRONG_TYPE);
    redis.expect("INCR @l", WRONG_TYPE);
    redis.expect("SET @l x NX", "$-1");
    redis.expect("SET @l x", "+OK");
    redis.expect("GET @l", "$1", "x");
  }

  @Test
  void whoOnlyLooksMakesNoKey() {
    redis.expect("LLEN @nobody", ":0");
    redis.expect("LRANGE @nobody 0 -1", "*0");
    redis.expect("LINDEX @nobody 0", "$-1");
    redis.expect("LPOP @nobody", "$-1");
    redis.expect("RPOP @nobody 2", "*-1");
    redis.expect("EXISTS @nobody", ":0");
  }
}
