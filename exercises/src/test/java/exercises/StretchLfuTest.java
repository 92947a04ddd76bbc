package exercises;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However the uses are counted: which keys stay, and what the limit promises. */
@Tag("exercise")
@Usually(
    "If few of these tests pass: CONFIG SET, CONFIG GET, INFO memory or OBJECT FREQ is not"
        + " there yet: begin with those four.")
class StretchLfuTest extends OwnProcessTest {

  private static final String FULL = "-OOM command not allowed when used memory > 'maxmemory'.";
  private static final String NO_LFU =
      "-ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
          + " when switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust.";
  private static final Pattern USED = Pattern.compile("\r\nused_memory:(\\d+)\r\n");

  /** A value that weighs more than all that a server keeps around it. */
  private static final String VALUE = "x".repeat(1000);

  private static long used(Redis redis) {
    String info = redis.ask("INFO memory");
    Matcher line = USED.matcher(info);
    check(line.find(), "INFO memory", "a line such as used_memory:1000000", info);
    return Long.parseLong(line.group(1));
  }

  private static void limit(Redis redis, String policy, long bytes) {
    redis.expect("CONFIG SET maxmemory-policy " + policy, "+OK");
    redis.expect("CONFIG SET maxmemory " + bytes, "+OK");
  }

  /** The same command for the keys of a name from one number to another. */
  private static List<String> each(Redis redis, String line, int from, int to) {
    List<String> replies = new ArrayList<>();
    for (int at = from; at < to; at += 50) {
      StringBuilder batch = new StringBuilder();
      int end = Math.min(at + 50, to);
      for (int i = at; i < end; i++) batch.append(line.replace("#", "" + i)).append("\r\n");
      replies.addAll(redis.send(batch.toString()).replies(end - at));
    }
    return replies;
  }

  private static long alive(Redis redis, String name, int count) {
    return each(redis, "EXISTS " + name + "#", 0, count).stream().filter(":1"::equals).count();
  }

  private static long frequency(Redis redis, String key) {
    String reply = redis.ask("OBJECT FREQ " + key);
    check(reply.matches(":\\d+"), "OBJECT FREQ " + key, "a number", reply);
    return Long.parseLong(reply.substring(1));
  }

  @Test
  void allSettingsAreReadBackAndOthersRefused() {
    Redis redis = start();
    redis.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$1", "0");
    String[] none = {"*2", "$16", "maxmemory-policy", "$10", "noeviction"};
    redis.expect("CONFIG GET maxmemory-policy", none);
    limit(redis, "allkeys-lfu", 104857600);
    redis.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$9", "104857600");
    String[] lfu = {"*2", "$16", "maxmemory-policy", "$11", "allkeys-lfu"};
    redis.expect("CONFIG GET maxmemory-policy", lfu);
    for (String wrong : List.of("maxmemory x", "maxmemory -1", "maxmemory-policy allkeys-often")) {
      String reply = redis.ask("CONFIG SET " + wrong);
      check(reply.startsWith("-ERR "), "CONFIG SET " + wrong, "an error", reply);
    }
    redis.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$9", "104857600");
    redis.expect("CONFIG GET maxmemory-policy", lfu);
  }

  @Test
  @Usually("What only asks about a key is no use of it, and a use may count once in a while only.")
  void theFrequencyGrowsWithUseAndWithNothingElse() {
    Redis redis = start();
    redis.expect("SET @k v", "+OK").expect("OBJECT FREQ @none", "$-1");
    redis.expect("OBJECT FREQ @k", NO_LFU);
    redis.expect("OBJECT FREQ", "-ERR wrong number of arguments for 'object|freq' command");
    limit(redis, "allkeys-lfu", 0);
    for (String key : List.of("@often", "@seldom", "@asked"))
      redis.expect("SET " + key + " v", "+OK");
    redis.expect("RPUSH @list a", ":1").expect("HSET @hash f v", ":1");
    List<String> reads = List.of("GET @often", "LRANGE @list 0 -1", "HGET @hash f");
    for (int i = 0; i < 8; i++) for (String line : reads) each(redis, line, 0, 50);
    for (String line : List.of("TTL", "EXISTS", "TYPE", "OBJECT FREQ"))
      each(redis, line + " @asked", 0, 100);
    long seldom = frequency(redis, "@seldom");
    for (String key : List.of("@often", "@list", "@hash")) {
      long often = frequency(redis, key);
      check(often > seldom, "400 reads of " + key, "more than " + seldom, often);
    }
    long asked = frequency(redis, "@asked");
    check(asked <= seldom, "400 questions about @asked", "at most " + seldom, asked);
    redis.expect("OBJECT FREQ @none", "$-1");
  }

  @Test
  @Usually("Who was used last is not who is used most: this is LRU, or nobody counts.")
  void whatIsUsedOftenStaysAndWhatWasUsedLastGoes() {
    Redis redis = start();
    limit(redis, "allkeys-lfu", 0);
    each(redis, "SET @star# " + VALUE, 0, 20);
    each(redis, "SET @old# " + VALUE, 0, 300);
    for (int i = 0; i < 100; i++) each(redis, "GET @star#", 0, 20);
    limit(redis, "allkeys-lfu", used(redis) + 40_000);
    for (int from = 0; from < 1500; from += 50) {
      List<String> set = each(redis, "SET @new# " + VALUE, from, from + 50);
      check(set.stream().allMatch("+OK"::equals), "SET @new", "+OK", set);
      each(redis, "GET @new#", from, from + 50);
    }
    long stars = alive(redis, "@star", 20);
    String done = "20 keys read 100 times, then 1,500 new ones, read once";
    check(stars >= 18, done, "the 20 are alive, or nearly all", stars);
    long others = alive(redis, "@old", 300) + alive(redis, "@new", 1500);
    check(others < 500, done, "the others go until all fits", others + " are there");
  }

  @Test
  void listsAndHashesThatAreReadStayToo() {
    Redis redis = start();
    limit(redis, "allkeys-lfu", 0);
    each(redis, "RPUSH @list# " + VALUE, 0, 10);
    each(redis, "HSET @hash# f " + VALUE, 0, 10);
    for (int i = 0; i < 60; i++) {
      each(redis, "LINDEX @list# 0", 0, 10);
      each(redis, "HGET @hash# f", 0, 10);
    }
    limit(redis, "allkeys-lfu", used(redis) + 200_000);
    each(redis, "SET @k# " + VALUE, 0, 1000);
    long alive = alive(redis, "@list", 10) + alive(redis, "@hash", 10);
    check(alive >= 18, "10 lists and 10 hashes, read 60 times", "they are alive", alive);
  }

  @Test
  void theLimitIsKeptAndAllThatItLeavesIsUsed() {
    Redis redis = start();
    long before = used(redis);
    limit(redis, "allkeys-lfu", before + 500_000);
    each(redis, "SET @k# " + VALUE, 0, 1500);
    long grown = used(redis) - before;
    check(grown < 650_000, "1,500 values of 1,000 bytes into 500,000", "at most 500,000", grown);
    check(grown > 350_000, "1,500 values of 1,000 bytes into 500,000", "nearly 500,000", grown);
  }

  @Test
  @Usually("The value was counted, and not what came to it later; or DEL does not take it off.")
  void whatGrowsInPlaceIsCountedToo() {
    Redis redis = start();
    long before = used(redis);
    each(redis, "RPUSH @list " + VALUE.repeat(10), 0, 30);
    each(redis, "HSET @hash f# " + VALUE.repeat(10), 0, 30);
    long full = used(redis) - before;
    check(full > 500_000, "60 elements of 10,000 bytes", "used_memory has grown by 600,000", full);
    redis.expect("DEL @list @hash", ":2");
    long left = used(redis) - before;
    check(left < 150_000, "DEL of both keys", "used_memory is as before", left);
  }

  @Test
  void withNoevictionWhatTakesMoreMemoryIsRefused() {
    Redis redis = start();
    redis.expect("SET @text old", "+OK").expect("RPUSH @list a", ":1");
    limit(redis, "noeviction", 1);
    redis.expect("SET @text new", FULL).expect("RPUSH @list b", FULL).expect("HSET @h f v", FULL);
    redis.expect("GET @text", "$3", "old").expect("EXPIRE @text 100", ":1");
    redis.expect("LPOP @list", "$1", "a").expect("DEL @text", ":1").expect("DBSIZE", ":0");
    limit(redis, "noeviction", 0);
    redis.expect("SET @text new", "+OK");
  }

  @Test
  @Usually("An evicted key has to go from the log, too: there it is deleted.")
  void afterAKillWhatWasEvictedDoesNotComeBack() {
    Redis redis = start("--appendonly", "yes");
    limit(redis, "allkeys-lfu", used(redis) + 200_000);
    each(redis, "SET @k# " + VALUE, 0, 600);
    limit(redis, "noeviction", 0);
    redis.expect("SET @last v", "+OK"); // What was evicted is in the log before this is.
    String left = redis.ask("DBSIZE");
    check(!left.equals(":601"), "600 values of 1,000 bytes into 200,000", "some go", left);
    kill();
    start("--appendonly", "yes").expect("DBSIZE", left);
  }

  @Test
  void manyAtOnceKeepTheLimit() {
    Redis redis = start();
    long before = used(redis);
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) clients.add(connect());
    for (Redis client : clients) client.expect("PING", "+PONG");
    limit(redis, "allkeys-lfu", before + 2_000_000);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 4; i++) {
        StringBuilder batch = new StringBuilder();
        for (int j = 0; j < 50; j++)
          batch.append(
              "SET @k%d_%d_%d %s\r\nGET @k%d_0_%d\r\n".formatted(i, round, j, VALUE, i, j));
        clients.get(i).send(batch.toString());
      }
      for (Redis client : clients) {
        List<String> replies = client.replies(100);
        boolean fine = replies.stream().noneMatch(reply -> reply.startsWith("-"));
        check(fine, "four clients, SET and GET", "no error", replies.getLast());
      }
    }
    clients.forEach(Redis::close);
    Redis.eventually("the limit is kept", () -> used(redis) < before + 2_200_000);
    String size = redis.ask("DBSIZE");
    boolean some = Integer.parseInt(size.substring(1)) > 500;
    check(some, "4,000 values of 1,000 bytes into 2,000,000", "more than 500 are left", size);
  }
}
