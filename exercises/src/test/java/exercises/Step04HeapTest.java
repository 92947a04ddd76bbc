package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step04HeapTest extends ConformanceTest {

  @Test
  void keysDieWhenTheirTimeHasCome() {
    redis.expect("SET @k v PX 500", "+OK").expect("PTTL @k", ":<int:0..500>");
    redis.eventually("EXISTS @k", ":0");
  }

  @Test
  void theLastDeadlineCounts() {
    redis.expect("SET @short v EX 100", "+OK").expect("PEXPIRE @short 500", ":1");
    redis.expect("PTTL @short", ":<int:0..500>");
    redis.expect("SET @long v PX 500", "+OK").expect("EXPIRE @long 100", ":1");
    redis.expect("SET @ever v PX 500", "+OK").expect("PERSIST @ever", ":1");
    redis.eventually("EXISTS @short", ":0");
    redis.expect("TTL @long", ":<int:99..100>");
    redis.expect("TTL @ever", ":-1");
  }

  @Test
  void aKeyThatComesBackDoesNotInheritADeadline() {
    redis.expect("SET @k v PX 500", "+OK").expect("DEL @k", ":1").expect("SET @k w", "+OK");
    redis.expect("SET @other v PX 600", "+OK").expect("PTTL @other", ":<int:0..600>");
    redis.eventually("EXISTS @other", ":0");
    redis.expect("GET @k", "$1", "w");
  }

  @Test
  void manyKeysDieAtTheSameMoment() {
    redis.expect("SET @k09 v EX 100", "+OK").expect("TTL @k09", ":<int:99..100>");
    for (int i = 10; i < 60; i++) redis.expect("SET @k" + i + " v PXAT 1", "+OK");
    for (int i = 10; i < 60; i++) redis.eventually("EXISTS @k" + i, ":0");
  }
}
