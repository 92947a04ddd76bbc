package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step02MsetMgetTest extends ConformanceTest {

  @Test
  void whatWasSetTogetherIsReadTogether() {
    redis.expect("MSET @a 1 @b 22", "+OK");
    redis.expect("MGET @a @b", "*2", "$1", "1", "$2", "22");
    redis.expect("GET @b", "$2", "22");
  }

  @Test
  void aMissingKeyIsANothingInItsPlace() {
    redis.expect("MSET @a 1", "+OK");
    redis.expect("MGET @nobody @a @nobody", "*3", "$-1", "$1", "1", "$-1");
  }

  @Test
  void theLastValueOfAKeyCounts() {
    redis.expect("MSET @a 1 @a 2", "+OK").expect("GET @a", "$1", "2");
  }

  @Test
  void aKeyWithoutAValueSetsNothing() {
    redis.expect("MSET @a 1 @b", "-ERR wrong number of arguments for 'mset' command");
    redis.expect("EXISTS @a", ":0");
  }

  @Test
  void wordsAreCounted() {
    redis.expect("MSET @a", "-ERR wrong number of arguments for 'mset' command");
    redis.expect("MGET", "-ERR wrong number of arguments for 'mget' command");
  }
}
