package miniredis;

import course.ConformanceTest;
import course.Usually;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A key whose time has come is not there for anybody, from that millisecond on: not only when a
 * sweep has found it.
 */
class DeadKeysConformanceTest extends ConformanceTest {

  /** A sweep may be faster than the command; it is not five times in a row. */
  private static final int ROUNDS = 5;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET @k                 | $-1",
        "EXISTS @k @k           | :0",
        "DEL @k                 | :0",
        "TTL @k                 | :-2",
        "PTTL @k                | :-2",
        "PERSIST @k             | :0",
        "EXPIRE @k 100          | :0",
        "PEXPIRE @k 100000      | :0",
        "EXPIREAT @k 33177117420 | :0",
        "PEXPIREAT @k 33177117420000 | :0",
        "SET @k 1 NX            | +OK",
        "SET @k 1 XX            | $-1",
        "INCR @k                | :1",
        "DECR @k                | :-1",
        "INCRBY @k 7            | :7",
        "DECRBY @k 7            | :-7"
      })
  @Usually(
      "This command finds a key whose time has come: whoever looks at a key looks at its deadline first.")
  void aDeadKeyIsNotThereFor(String command, String reply) {
    for (int i = 0; i < ROUNDS; i++) {
      redis.expect("SET @k 41 PX 4", "+OK").pause(Duration.ofMillis(6));
      redis.expect(command, reply);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"SET @k 1 KEEPTTL | +OK", "SET @k 1 NX | +OK", "INCR @k | :1", "INCRBY @k 5 | :5"})
  @Usually(
      "What is made where a key has died is new: it has no deadline, least of all the old one.")
  void whatComesAfterADeadKeyLivesForEver(String command, String reply) {
    for (int i = 0; i < ROUNDS; i++) {
      redis.expect("SET @k 41 PX 4", "+OK").pause(Duration.ofMillis(6));
      redis.expect(command, reply);
      redis.expect("TTL @k", ":-1").expect("DEL @k", ":1");
    }
  }
}
