package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import org.junit.jupiter.api.Test;

/** What can be said about the files through the front door. */
@Usually("The command is not in the table, or its reply is not in the words of Redis.")
class PersistenceConformanceTest extends ConformanceTest {

  @Test
  void saveMakesASnapshotAndLastSaveTellsWhen() {
    Redis.eventually("no other save is under way", () -> redis.ask("SAVE").equals("+OK"));
    long seconds = Long.parseLong(redis.ask("LASTSAVE").substring(1));
    assertThat(seconds).isBetween(1_600_000_000L, 33_000_000_000L);
  }

  @Test
  void bgSaveSaysThatItHasBegun() {
    Redis.eventually(
        "a save begins", () -> redis.ask("BGSAVE").equals("+Background saving started"));
    redis.expect("PING", "+PONG");
    Redis.eventually("it has ended", () -> redis.ask("SAVE").equals("+OK"));
  }

  @Test
  void configGetAnswersWithNameAndValue() {
    assertThat(redis.ask("CONFIG GET dir")).startsWith("*2\r\n$3\r\ndir\r\n");
    assertThat(redis.ask("CONFIG GET dbfilename")).startsWith("*2\r\n$10\r\ndbfilename\r\n");
    assertThat(redis.ask("CONFIG GET appendonly")).matches("(?s)\\*2.*\r\n(yes|no)");
    assertThat(redis.ask("config get appendfsync")).matches("(?s)\\*2.*(always|everysec|no)");
    redis.expect("CONFIG GET nosuchthing", "*0");
  }

  @Test
  void thereIsADatabaseNought() {
    redis.expect("SELECT 0", "+OK");
    redis.expect("SELECT 1000000", "-ERR DB index is out of range");
    redis.expect("SELECT x", "-ERR value is not an integer or out of range");
  }

  @Test
  void shutdownMustBeSpelledRight() {
    redis.expect("SHUTDOWN PLEASE", "-ERR syntax error");
    redis.expect("PING", "+PONG");
  }
}
