package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counting, and many clients at once. */
@Usually("The number is not read, counted or kept as Redis does it.")
class CounterConformanceTest extends ConformanceTest {

  @Test
  @Usually(
      "A key that is not there counts as 0, and the result is kept as the string that shows it.")
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
  @Usually("What a command is refused for changes nothing, and makes no key.")
  void whatIsNoNumberCannotBeCounted() {
    redis.expect("SET @name anna", "+OK");
    redis.expect("INCR @name", "-ERR value is not an integer or out of range");
    redis.expect("INCRBY @n ten", "-ERR value is not an integer or out of range");
    redis.expect("GET @name", "$4", "anna");
    redis.expect("EXISTS @n", ":0");
  }

  @Test
  @Usually(
      "Long.parseLong takes +1, 01 and -0. Redis takes a number only as it would write it itself.")
  void aNumberIsOnlyWhatRedisWouldWriteItself() {
    for (String odd : List.of("+1", "01", "-0", "\" 1\"", "1.0", "0x10", "\"\"")) {
      redis.expect("SET @n " + odd, "+OK");
      redis.expect("INCR @n", "-ERR value is not an integer or out of range");
    }
  }

  @Test
  @Usually(
      "Java's + goes on from the largest number to the smallest without a word: Math.addExact does not.")
  void theLargestNumberIsNotPassed() {
    redis.expect("SET @n 9223372036854775806", "+OK");
    redis.expect("INCR @n", ":9223372036854775807");
    redis.expect("INCR @n", "-ERR increment or decrement would overflow");
    redis.expect("GET @n", "$19", "9223372036854775807");
  }

  @Test
  @Usually(
      "The smallest of all numbers has no opposite, so DECRBY cannot be INCRBY of the opposite there.")
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
  @Usually("The clients are served one after the other: each needs a thread of its own.")
  void nobodyWaitsForAClientThatIsSilent() {
    Redis other = connect();
    redis.send("GET @half").expectNothing();
    other.expect("SET @half 1", "+OK");
    redis.send("\r\n").expectReply("$1", "1");
  }

  @Test
  @Usually("The clients are served one after the other, or by too few threads.")
  void aHundredClientsAreServedAtOnce() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) clients.add(connect());
    for (Redis client : clients) client.send("INCR @total\r\n");
    for (Redis client : clients) client.expectReply(":<int:1..100>");
    redis.expect("GET @total", "$3", "100");
  }

  @Test
  @Usually(
      "Between reading the old number and writing the new one another client was let in: the lost\n"
          + "  update. The whole command belongs under one lock.")
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

  @Test
  @Usually("Each of the four says by how much, and in which direction.")
  void theFourCountersCountInTheirDirections() {
    redis.expect("INCRBY @n 10", ":10").expect("INCR @n", ":11").expect("DECR @n", ":10");
    redis.expect("DECRBY @n 3", ":7").expect("INCRBY @n -17", ":-10").expect("DECRBY @n -5", ":-5");
    redis.expect("INCRBY @n 0", ":-5").expect("DECRBY @n 0", ":-5").expect("GET @n", "$2", "-5");
    redis.expect("DECRBY @other 4", ":-4").expect("GET @other", "$2", "-4");
    redis.expect("incrby @n 5", ":0").expect("GET @n", "$1", "0");
  }

  @Test
  @Usually("The largest and the smallest number may be reached from both sides, and not be passed.")
  void theEndsOfTheNumbersAreReachedAndNotPassed() {
    String overflow = "-ERR increment or decrement would overflow";
    redis.expect("SET @n 9223372036854775807", "+OK").expect("INCRBY @n 1", overflow);
    redis.expect("DECRBY @n -1", overflow).expect("GET @n", "$19", "9223372036854775807");
    redis.expect("INCRBY @n -9223372036854775807", ":0");
    redis.expect("INCRBY @n 9223372036854775807", ":9223372036854775807");
    redis.expect("SET @n -9223372036854775808", "+OK").expect("INCRBY @n -1", overflow);
    redis.expect("DECRBY @n 1", overflow).expect("DECR @n", overflow);
    redis.expect("INCRBY @n 0", ":-9223372036854775808");
    redis.expect("INCRBY @m -9223372036854775808", ":-9223372036854775808");
  }

  @Test
  @Usually("An amount is a number in 64 bits, written as Redis would write it.")
  void anAmountIsAWholeNumber() {
    redis.expect("SET @n 5", "+OK");
    for (String odd : List.of("+1", "01", "\"\"", "1.5", "9223372036854775808", "\" 1\"", "1e3")) {
      redis.expect("INCRBY @n " + odd, "-ERR value is not an integer or out of range");
      redis.expect("DECRBY @n " + odd, "-ERR value is not an integer or out of range");
    }
    redis.expect("GET @n", "$1", "5").expect("EXISTS @m", ":0");
    for (String odd :
        List.of("\"1\\n\"", "\"1 \"", "000000000000000000000001", "9223372036854775808")) {
      redis.expect("SET @n " + odd, "+OK");
      redis.expect("DECR @n", "-ERR value is not an integer or out of range");
    }
  }

  @Test
  @Usually("The number of words is checked for each command, by its row in the table.")
  void eachCounterHasItsNumberOfWords() {
    redis.expect("DECR", "-ERR wrong number of arguments for 'decr' command");
    redis.expect("DECR a b", "-ERR wrong number of arguments for 'decr' command");
    redis.expect("INCRBY @a", "-ERR wrong number of arguments for 'incrby' command");
    redis.expect("INCRBY @a 1 2", "-ERR wrong number of arguments for 'incrby' command");
    redis.expect("DECRBY @a 1 2", "-ERR wrong number of arguments for 'decrby' command");
    redis.expect("EXISTS @a", ":0");
  }
}
