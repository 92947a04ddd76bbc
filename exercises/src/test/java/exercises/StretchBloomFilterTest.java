package exercises;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a filter is made of: what it may be wrong in, and what never. */
@Tag("exercise")
@Tag("not-in-redis")
@Usually("BF.RESERVE, BF.ADD and BF.EXISTS have no rows yet in the table of commands.")
class StretchBloomFilterTest extends OwnProcessTest {

  private static final String FULL = "-ERR non scaling filter is full";
  private static final int BATCH = 500;

  /** Longer than anything that a filter may keep of it. */
  private static final String LONG = "/a/path/that/is/longer/than/a/filter/would/keep/of/it/";

  /** One reply for each item from one number to another, the second not included. */
  private static List<String> each(Redis redis, String command, int from, int to) {
    List<String> replies = new ArrayList<>();
    for (int at = from; at < to; at += BATCH) {
      StringBuilder batch = new StringBuilder();
      int end = Math.min(at + BATCH, to);
      for (int i = at; i < end; i++)
        batch.append(command).append(' ').append(item(i)).append("\r\n");
      replies.addAll(redis.send(batch.toString()).replies(end - at));
    }
    return replies;
  }

  private static String item(int i) {
    return LONG + i;
  }

  private static long ones(List<String> replies) {
    return replies.stream().filter(":1"::equals).count();
  }

  /** What was added must be there, all of it. */
  private static void allThere(Redis redis, String key, int count, String when) {
    long there = ones(each(redis, "BF.EXISTS " + key, 0, count));
    String done = "BF.EXISTS of %d items that were added%s".formatted(count, when);
    check(there == count, done, "all of them are there", there + " are there");
  }

  /** Of items that were never added. */
  private static void wrongAtMost(Redis redis, String key, int tried, long most) {
    long wrong = ones(each(redis, "BF.EXISTS " + key, 10_000_000, 10_000_000 + tried));
    String done = "BF.EXISTS of %d items that were never added".formatted(tried);
    check(wrong <= most, done, "at most " + most + " are believed to be there", wrong);
  }

  @Test
  void aFewItemsAreAddedAndFound() {
    Redis redis = start();
    redis.expect("BF.RESERVE @seen 0.001 1000", "+OK");
    redis.expect("BF.EXISTS @seen anna", ":0").expect("BF.ADD @seen anna", ":1");
    redis.expect("BF.EXISTS @seen anna", ":1").expect("BF.ADD @seen anna", ":0");
    redis.expect("BF.ADD @other bert", ":1").expect("BF.EXISTS @other bert", ":1");
    redis.expect("BF.EXISTS @none anna", ":0").expect("EXISTS @none", ":0");
    byte[] bytes = {0, -1, 13, 10};
    redis.command("BF.ADD", "@seen", bytes).expectReply(":1");
    redis.command("BF.EXISTS", "@seen", bytes).expectReply(":1");
    redis.command("BF.EXISTS", "@seen", "").expectReply(":0");
  }

  @Test
  @Usually("A filter may believe too much, but it never forgets: look at what two items share.")
  void itIsWrongAsOftenAsItMayBeAndNeverForgets() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 0.01 20000", "+OK");
    long fresh = ones(each(redis, "BF.ADD @k", 0, 20_000));
    check(fresh >= 19_700, "BF.ADD of 20,000 items at 0.01", "nearly all are new", fresh);
    allThere(redis, "@k", 20_000, "");
    wrongAtMost(redis, "@k", 40_000, 600);
  }

  @Test
  void itIsWrongMoreSeldomIfItShallBe() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 1e-4 10000", "+OK");
    each(redis, "BF.ADD @k", 0, 10_000);
    allThere(redis, "@k", 10_000, "");
    wrongAtMost(redis, "@k", 60_000, 20);
  }

  @Test
  @Usually(
      "A filter that is full grows, or refuses. It must not get worse in silence, nor lose one.")
  void moreThanWasSaidIsRefusedOrRoomIsMade() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 0.01 2000", "+OK");
    List<String> replies = each(redis, "BF.ADD @k", 0, 10_000);
    List<String> there = each(redis, "BF.EXISTS @k", 0, 10_000);
    for (int i = 0; i < 10_000; i++) {
      String came = replies.get(i);
      boolean right = came.equals(":1") || came.equals(":0") || i >= 2000 && came.equals(FULL);
      check(right, "BF.ADD of item " + (i + 1) + " of 2,000", ":1, :0, or later " + FULL, came);
      boolean found = came.equals(FULL) || there.get(i).equals(":1");
      check(found, "BF.EXISTS of item " + (i + 1) + ", which was added", ":1", there.get(i));
    }
    wrongAtMost(redis, "@k", 20_000, 500);
  }

  @Test
  @Usually("A filter that keeps its items is a set: after a rewrite the log shows what it costs.")
  void itKeepsBitsAndNotItems() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 0.01 20000", "+OK");
    each(redis, "BF.ADD @k", 0, 20_000);
    redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the log is rewritten", () -> logSize() < 1_200_000);
    check(logSize() < 100_000, "20,000 items at 0.01, BGREWRITEAOF", "40 bits an item", logSize());
  }

  @Test
  @Usually(
      "The same bytes must give the same numbers after every start, and bits go to the log whole.")
  void afterAKillItSaysTheSame() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 0.02 3800", "+OK");
    each(redis, "BF.ADD @k", 0, 3800);
    List<String> before = each(redis, "BF.EXISTS @k", 2000, 8000);
    kill();
    Redis again = start();
    allThere(again, "@k", 3800, ", after kill -9");
    boolean same = each(again, "BF.EXISTS @k", 2000, 8000).equals(before);
    check(same, "BF.EXISTS of 6,000 items before and after kill -9", "the same replies", "others");
  }

  @Test
  @Usually("What fitted in once has to fit in again when the log is run: was it thrown with dice?")
  void afterAKillFullFiltersAreFullAgain() {
    Redis redis = start();
    List<List<String>> added = new ArrayList<>();
    for (int k = 0; k < 20; k++) added.add(each(redis, "BF.ADD @k" + k, 200 * k, 200 * k + 200));
    kill();
    Redis again = start();
    for (int k = 0; k < 20; k++) {
      List<String> there = each(again, "BF.EXISTS @k" + k, 200 * k, 200 * k + 200);
      for (int i = 0; i < 200; i++) {
        boolean found = !added.get(k).get(i).equals(":1") || there.get(i).equals(":1");
        check(found, "BF.EXISTS of an item that was added, after kill -9", ":1", there.get(i));
      }
    }
  }

  @Test
  void afterARewriteItSaysTheSame() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 0.02 3000", "+OK");
    each(redis, "BF.ADD @k", 0, 2500);
    List<String> before = each(redis, "BF.EXISTS @k", 3000, 6000);
    long size = logSize();
    redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the log is shorter", () -> logSize() < size);
    stop();
    Redis again = start();
    allThere(again, "@k", 2500, ", after a rewrite and a restart");
    boolean same = each(again, "BF.EXISTS @k", 3000, 6000).equals(before);
    check(same, "BF.EXISTS before and after a rewrite", "the same replies", "others");
    each(again, "BF.ADD @k", 2500, 3000);
    allThere(again, "@k", 3000, ", some of them after the restart");
  }

  @Test
  @Usually(
      "SAVE either has a place for a filter, or refuses: what it leaves out is lost in silence.")
  void aSnapshotHasItOrIsRefused() {
    Redis redis = start();
    redis.expect("SAVE", "+OK").expect("BF.ADD @k anna", ":1");
    String reply = redis.ask("SAVE");
    check(reply.matches("\\+OK|-ERR .*"), "SAVE, with a filter", "+OK, or -ERR", reply);
    if (reply.startsWith("-")) {
      redis.expect("DEL @k", ":1").expect("SAVE", "+OK");
      return;
    }
    stop();
    start("--appendonly", "no").expect("BF.EXISTS @k anna", ":1");
  }

  @Test
  void manyAtOnceLoseNothing() {
    Redis redis = start();
    redis.expect("BF.RESERVE @k 0.001 8000", "+OK");
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) clients.add(connect());
    for (int from = 0; from < 2000; from += BATCH) {
      for (int client = 0; client < 4; client++) {
        StringBuilder batch = new StringBuilder();
        int first = client * 2000 + from;
        for (int i = first; i < first + BATCH; i++)
          batch.append("BF.ADD @k ").append(item(i)).append("\r\n");
        clients.get(client).send(batch.toString());
      }
      for (Redis client : clients) client.replies(BATCH);
    }
    allThere(redis, "@k", 8000, " by four clients");
  }

  @Test
  @Usually(
      "Sizes are reckoned in whole numbers that may be too large, and Java reads 1d as a number.")
  void whatMakesNoSenseIsRefused() {
    Redis redis = start();
    String range = "-ERR (0 < error rate range < 1)";
    redis.expect("BF.RESERVE @k 0 100", range).expect("BF.RESERVE @k 1 100", range);
    redis.expect("BF.RESERVE @k -0.5 100", range);
    for (String word : List.of("x", "nan", "0.01d", "0,01", "0x0.1"))
      redis.expect("BF.RESERVE @k " + word + " 100", "-ERR bad error rate");
    redis.expect("BF.RESERVE @k 0.01 0", "-ERR (capacity should be larger than 0)");
    redis.expect("BF.RESERVE @k 0.01 -1", "-ERR (capacity should be larger than 0)");
    redis.expect("BF.RESERVE @k 0.01 x", "-ERR bad capacity");
    redis.expect("BF.RESERVE @k 0.01 9223372036854775808", "-ERR bad capacity");
    for (String large : List.of("9223372036854775807", "1000000000000")) {
      String reply = redis.ask("BF.RESERVE @k 0.01 " + large);
      check(reply.startsWith("-ERR "), "BF.RESERVE @k 0.01 " + large, "an error", reply);
    }
    redis.expect("BF.ADD @k", "-ERR wrong number of arguments for 'bf.add' command");
    redis.expect("EXISTS @k", ":0");
  }

  @Test
  void itIsAKeyAsOthersAre() {
    Redis redis = start();
    String wrongType = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    redis.expect("BF.RESERVE @k 0.01 100", "+OK").expect("TYPE @k", "+MBbloom--");
    redis.expect("BF.RESERVE @k 0.01 100", "-ERR item exists");
    redis
        .expect("GET @k", wrongType)
        .expect("RPUSH @k a", wrongType)
        .expect("HGET @k f", wrongType);
    redis.expect("SET @s v", "+OK").expect("BF.ADD @s a", wrongType);
    redis.expect("BF.EXISTS @s a", wrongType).expect("BF.RESERVE @s 0.01 100", wrongType);
    redis.expect("BF.ADD @k a", ":1").expect("PEXPIRE @k 40", ":1");
    redis.eventually("EXISTS @k", ":0");
    redis.expect("BF.EXISTS @k a", ":0").expect("BF.ADD @k a", ":1").expect("TTL @k", ":-1");
    redis.expect("DEL @k", ":1").expect("BF.EXISTS @k a", ":0");
  }
}
