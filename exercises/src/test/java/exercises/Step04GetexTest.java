package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step04GetexTest extends ConformanceTest {

  @Test
  void getdelAnswersAndRemoves() {
    redis.expect("SET @code 4711", "+OK");
    redis.expect("GETDEL @code", "$4", "4711");
    redis.expect("EXISTS @code", ":0");
    redis.expect("GETDEL @code", "$-1");
  }

  @Test
  void getexSetsADeadline() {
    redis.expect("SET @code 4711", "+OK");
    redis.expect("GETEX @code EX 100", "$4", "4711");
    redis.expect("TTL @code", ":<int:99..100>");
    redis.expect("GETEX @code PX 200000", "$4", "4711");
    redis.expect("TTL @code", ":<int:199..200>");
    redis.expect("GETEX @code PXAT 33177117420000", "$4", "4711");
    redis.expect("TTL @code", ":<int:30000000000..32000000000>");
  }

  @Test
  void withoutAnOptionItIsGet() {
    redis.expect("SET @code 4711 EX 100", "+OK");
    redis.expect("GETEX @code", "$4", "4711");
    redis.expect("TTL @code", ":<int:99..100>");
    redis.expect("GETEX @nobody EX 100", "$-1");
    redis.expect("EXISTS @nobody", ":0");
  }

  @Test
  void persistTakesTheDeadlineAway() {
    redis.expect("SET @code 4711 EX 100", "+OK");
    redis.expect("GETEX @code PERSIST", "$4", "4711");
    redis.expect("TTL @code", ":-1");
  }

  @Test
  void whatItDoesNotUnderstandChangesNothing() {
    redis.expect("SET @code 4711", "+OK");
    redis.expect("GETEX @code EX 100 PERSIST", "-ERR syntax error");
    redis.expect("GETEX @code SOON", "-ERR syntax error");
    redis.expect("GETEX @code EX", "-ERR syntax error");
    redis.expect("GETEX @code EX 0", "-ERR invalid expire time in 'getex' command");
    redis.expect("TTL @code", ":-1");
  }
}
