package miniredis;

import course.ConformanceTest;
import course.Redis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counting, and many clients at once. */
class CounterConformanceTest extends ConformanceTest {

  @Test
  void aKeyThatIsNotThereCountsFromNought() {
    redis.expect("INCR @visits", ":1");
    redis.expect("INCR @visits", ":2");
    redis.expect("DECR @stock", ":-1");
    redis.expect("GET @visits", "$1", "2");
  }

  @Test
  void incrByAndDecrByTakeAnyWholeNumber() {
    redis.expect("INCRBY @n 40", ":40");
    redis.expect("INCRBY @n -2", ":38");
    redis.expect("DECRBY @n 8", ":30");
    redis.expect("DECRBY @n -5", ":35");
  }

  @Test
  void whatIsNoNumberCannotBeCounted() {
    redis.expect("SET @name anna", "+OK");
    redis.expect("INCR @name", "-ERR value is not an integer or out of range");
    redis.expect("INCRBY @n ten", "-ERR value is not an integer or out of range");
    redis.expect("GET @name", "$4", "anna");
    redis.expect("EXISTS @n", ":0");
  }

  @Test
  void aNumberIsOnlyWhatRedisWouldWriteItself() {
    for (String odd : List.of("+1", "01", "-0", "\" 1\"", "1.0", "0x10", "\"\"")) {
      redis.expect("SET @n " + odd, "+OK");
      redis.expect("INCR @n", "-ERR value is not an integer or out of range");
    }
  }

  @Test
  void theLargestNumberIsNotPassed() {
    redis.expect("SET @n 9223372036854775806", "+OK");
    redis.expect("INCR @n", ":9223372036854775807");
    redis.expect("INCR @n", "-ERR increment or decrement would overflow");
    redis.expect("GET @n", "$19", "9223372036854775807");
  }

  @Test
  void theSmallestNumberIsNotPassed() {
    redis.expect("SET @n -9223372036854775807", "+OK");
    redis.expect("DECR @n", ":-9223372036854775808");
    redis.expect("DECR @n", "-ERR increment or decrement would overflow");
    redis.expect("DECRBY @n -9223372036854775808", "-ERR decrement would overflow");
    redis.expect("SET @n 9223372036854775808", "+OK");
    redis.expect("INCR @n", "-ERR value is not an integer or out of range");
  }

  @Test
  void theNumberOfArgumentsIsChecked() {
    redis.expect("INCR", "-ERR wrong number of arguments for 'incr' command");
    redis.expect("INCR @a @b", "-ERR wrong number of arguments for 'incr' command");
    redis.expect("DECRBY @a", "-ERR wrong number of arguments for 'decrby' command");
  }

  @Test
  void nobodyWaitsForAClientThatIsSilent() {
    Redis other = connect();
    redis.send("GET @half").expectNothing();
    other.expect("SET @half 1", "+OK");
    redis.send("\r\n").expectReply("$1", "1");
  }

  @Test
  void aHundredClientsAreServedAtOnce() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) clients.add(connect());
    for (Redis client : clients) client.send("INCR @total\r\n");
    for (Redis client : clients) client.expectReply(":<int:1..100>");
    redis.expect("GET @total", "$3", "100");
  }

  @Test
  void noCountIsLostWhenManyCountTogether() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) clients.add(connect());
    for (Redis client : clients) client.send("INCR @total\r\n".repeat(500));
    for (Redis client : clients) {
      String[] replies = new String[500];
      Arrays.fill(replies, ":<int:1..4000>");
      client.expectReply(replies);
    }
    redis.expect("GET @total", "$4", "4000");
  }
}
