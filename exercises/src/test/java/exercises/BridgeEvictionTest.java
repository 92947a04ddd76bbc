package exercises;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If few of these tests pass: CONFIG SET, CONFIG GET or INFO memory is not there yet: begin"
        + " with those three.")
class BridgeEvictionTest extends ConformanceTest {

  private static final String FULL = "-OOM command not allowed when used memory > 'maxmemory'.";
  private static final Pattern USED = Pattern.compile("\r\nused_memory:(\\d+)\r\n");

  /** A value that weighs more than all that a server keeps around it. */
  private static final String VALUE = "x".repeat(1000);

  /** Other people's keys must not be thrown out. */
  @BeforeEach
  void onlyWhereThereIsNothingToLose() {
    needsEmptyDatabase();
  }

  @AfterEach
  void noLimitAgain() {
    Redis last = connect();
    last.ask("CONFIG SET maxmemory 0");
    last.ask("CONFIG SET maxmemory-policy noeviction");
  }

  private long used() {
    String info = redis.ask("INFO memory");
    Matcher line = USED.matcher(info);
    check(line.find(), "INFO memory", "a line such as used_memory:1000000", info);
    return Long.parseLong(line.group(1));
  }

  private void limit(String policy, long bytes) {
    redis.expect("CONFIG SET maxmemory-policy " + policy, "+OK");
    redis.expect("CONFIG SET maxmemory " + bytes, "+OK");
  }

  /** Sets so many keys; returns how many were refused. */
  private int fill(String name, int count) {
    int refused = 0;
    for (int from = 0; from < count; from += 50) {
      StringBuilder batch = new StringBuilder();
      for (int i = from; i < from + 50; i++) {
        batch.append("SET @%s%d %s\r\n".formatted(name, 1000 + i, VALUE));
      }
      List<String> replies = redis.send(batch.toString()).replies(50);
      for (String reply : replies) {
        check(reply.equals("+OK") || reply.equals(FULL), "SET @" + name, "+OK, or OOM", reply);
        if (reply.equals(FULL)) refused++;
      }
    }
    return refused;
  }

  private long alive(String name, int count) {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < count; i++) batch.append("EXISTS @" + name + (1000 + i) + "\r\n");
    List<String> replies = redis.send(batch.toString()).replies(count);
    return replies.stream().filter(":1"::equals).count();
  }

  @Test
  void theSettingsAreReadBack() {
    redis.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$1", "0");
    redis.expect(
        "CONFIG GET maxmemory-policy", "*2", "$16", "maxmemory-policy", "$10", "noeviction");
    limit("allkeys-lru", 104857600);
    redis.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$9", "104857600");
    redis.expect(
        "CONFIG GET maxmemory-policy", "*2", "$16", "maxmemory-policy", "$11", "allkeys-lru");
  }

  @Test
  @Usually("The value was counted, and not what came to it later; or DEL does not take it off.")
  void whatGrowsInPlaceIsCountedToo() {
    long before = used();
    String value = VALUE.repeat(10);
    for (int i = 0; i < 30; i++) redis.expect("RPUSH @list " + value, ":" + (i + 1));
    for (int i = 0; i < 30; i++) redis.expect("HSET @hash f" + i + " " + value, ":1");
    long full = used() - before;
    check(full > 500_000, "60 elements of 10,000 bytes", "used_memory has grown by 600,000", full);
    redis.expect("DEL @list @hash", ":2");
    long left = used() - before;
    check(left < 150_000, "DEL of both keys", "used_memory is as before", left);
  }

  @Test
  @Usually("The check stands before reads and DEL too, or it is not made for lists and hashes.")
  void withNoevictionWhatTakesMoreMemoryIsRefused() {
    redis.expect("SET @text old", "+OK").expect("RPUSH @list a", ":1").expect("SET @n 1", "+OK");
    limit("noeviction", used() + 300_000);
    int refused = fill("k", 600);
    check(refused > 100, "600 values of 1,000 bytes into 300,000", "the last are refused", refused);
    check(refused < 500, "600 values of 1,000 bytes into 300,000", "the first fit", refused);
    limit("noeviction", 1);
    redis.expect("RPUSH @list b", FULL).expect("HSET @hash f v", FULL).expect("INCR @n", FULL);
    redis.expect("GET @text", "$3", "old").expect("EXPIRE @text 100", ":1");
    redis.expect("LPOP @list", "$1", "a").expect("EXISTS @hash", ":0");
    for (int i = 0; i < 60; i++) redis.expect("DEL @k" + (1000 + i), ":1");
    redis.expect("SET @text new", FULL);
    limit("noeviction", used() + 100_000);
    redis.expect("SET @text new", "+OK").expect("GET @text", "$3", "new");
  }

  @Test
  @Usually(
      "A read has to count as a use, and a key that was written now is the youngest of all."
          + " Is one of the sample taken, or the one of them that was used least lately?")
  void withLruTheKeysThatNobodyUsesGo() {
    fill("old", 1000);
    limit("allkeys-lru", used() + 40_000);
    redis.pause(Duration.ofMillis(1200)); // Redis keeps the time of the last use in seconds.
    for (int i = 0; i < 20; i++) redis.ask("GET @old" + (1000 + i));
    int refused = fill("new", 400);
    check(refused == 0, "SET where keys may be evicted", "none is refused", refused);
    long read = alive("old", 20);
    check(read >= 17, "GET of 20 keys, then 400 new ones", "nearly all 20 are alive", read);
    long young = alive("new", 400);
    check(young >= 370, "SET of 400 new keys", "nearly all of them are alive", young);
    long old = alive("old", 1000);
    check(old < 800, "1,000 old keys and 400 new ones, room for 1,000", "500 to 700 old", old);
    check(old > 400, "1,000 old keys and 400 new ones, room for 1,000", "500 to 700 old", old);
  }

  @Test
  void theLimitIsKeptAndAllThatItLeavesIsUsed() {
    long before = used();
    limit("allkeys-lru", before + 500_000);
    fill("k", 1500);
    long grown = used() - before;
    check(grown < 650_000, "1,500 values of 1,000 bytes into 500,000", "at most 500,000", grown);
    check(grown > 350_000, "1,500 values of 1,000 bytes into 500,000", "nearly 500,000", grown);
    redis.expect("EXISTS @k2499", ":1");
  }
}
