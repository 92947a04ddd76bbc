package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step02AppendTest extends ConformanceTest {

  @Test
  void appendAnswersTheWholeLength() {
    redis.expect("APPEND @diary \"Dear \"", ":5");
    redis.expect("APPEND @diary Jane", ":9");
    redis.expect("GET @diary", "$9", "Dear Jane");
  }

  @Test
  void appendingNothingIsAllowed() {
    redis.expect("APPEND @empty \"\"", ":0").expect("EXISTS @empty", ":1");
    redis.expect("APPEND @empty \"\"", ":0").expect("GET @empty", "$0", "");
  }

  @Test
  void theLengthCountsBytes() {
    redis.expect("SET @name José", "+OK").expect("STRLEN @name", ":5");
    redis.expect("STRLEN @nobody", ":0");
  }

  @Test
  void theOldValueIsNotChangedUnderAnotherKey() {
    redis.expect("SET @a one", "+OK").expect("SET @b one", "+OK").expect("APPEND @a two", ":6");
    redis.expect("GET @b", "$3", "one");
  }

  @Test
  void wordsAreCounted() {
    redis.expect("APPEND @a", "-ERR wrong number of arguments for 'append' command");
    redis.expect("STRLEN @a b", "-ERR wrong number of arguments for 'strlen' command");
  }
}
