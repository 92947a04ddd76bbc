package exercises;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step05InfoTest extends ConformanceTest {

  private String info() {
    return redis.ask("INFO persistence");
  }

  private void save() {
    Redis.eventually("no other save is under way", () -> redis.ask("SAVE").equals("+OK"));
  }

  @Test
  void theLinesHaveANameAndAValue() {
    assertThat(info()).startsWith("$").contains("\r\n# Persistence\r\n");
    assertThat(info()).containsPattern("\r\naof_enabled:[01]\r\n");
    assertThat(info()).containsPattern("\r\nrdb_last_save_time:\\d{10,11}\r\n");
  }

  @Test
  void changesSinceTheLastSnapshotAreCounted() {
    redis.expect("SET @a 1", "+OK");
    save();
    assertThat(info()).contains("\r\nrdb_changes_since_last_save:0\r\n");
    redis.expect("SET @a 2", "+OK").expect("INCR @b", ":1").expect("GET @a", "$1", "2");
    assertThat(info()).contains("\r\nrdb_changes_since_last_save:2\r\n");
    save();
    assertThat(info()).contains("\r\nrdb_changes_since_last_save:0\r\n");
  }

  @Test
  void aSaveInTheBackgroundCountsWhenItsFileIsThere() {
    assertThat(info()).contains("rdb_changes_since_last_save:");
    redis.expect("SET @a 1", "+OK");
    Redis.eventually(
        "a save begins", () -> redis.ask("BGSAVE").equals("+Background saving started"));
    Redis.eventually("it counts", () -> info().contains("\r\nrdb_changes_since_last_save:0\r\n"));
  }
}
