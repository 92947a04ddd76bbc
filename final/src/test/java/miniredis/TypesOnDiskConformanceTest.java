package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Lists and hashes in both files, and commands that are about all keys. */
class TypesOnDiskConformanceTest extends OwnProcessTest {

  private Redis logging() {
    return start("--appendonly", "yes");
  }

  private Redis saving() {
    return start("--appendonly", "no");
  }

  private static void change(Redis redis) {
    redis.expect("RPUSH @l a b c", ":3").expect("LPUSH @l y z", ":5").expect("LPOP @l", "$1", "z");
    redis.expect("RPOP @l 1", "*1", "$1", "c").expect("RPUSH @popped x y", ":2");
    redis
        .expect("LPOP @popped 2", "*2", "$1", "x", "$1", "y")
        .expect("RPUSH @one x", ":1")
        .expect("RPOP @one", "$1", "x");
    redis
        .expect("RPUSH @again a", ":1")
        .expect("EXPIRE @again 1000", ":1")
        .expect("LPOP @again", "$1", "a");
    redis
        .expect("LPUSH @again b", ":1")
        .expect("RPUSH @mortal 1 2 3", ":3")
        .expect("EXPIRE @mortal 1000", ":1");
    redis
        .expect("LPOP @mortal", "$1", "1")
        .expect("RPUSH @short x", ":1")
        .expect("PEXPIRE @short 1", ":1");
    redis
        .expect("HSET @h name anna age 41", ":2")
        .expect("HINCRBY @h age 1", ":42")
        .expect("HSET @h gone x", ":1");
    redis.expect("HDEL @h gone nobody", ":1").expect("HSET @h name bo town ulm", ":1");
    redis.expect("HSET @empty f x", ":1").expect("HDEL @empty f", ":1");
    redis
        .expect("HSET @hm f v", ":1")
        .expect("PEXPIRE @hm 1000000", ":1")
        .expect("HINCRBY @new n 7", ":7");
    redis
        .expect("SET @s x EX 1000", "+OK")
        .expect("RPUSH @was l", ":1")
        .expect("SET @was string", "+OK");
    redis.expect("HSET @deleted f v", ":1").expect("DEL @deleted", ":1");
    redis.command("RPUSH", "@bytes", "", "\0\r\n\u00e9", "x".repeat(20_000)).expectReply(":3");
    redis.command("HSET", "@hbytes", "\r\n", "\0", "", "x".repeat(20_000)).expectReply(":2");
    for (int i = 0; i < 300; i++) redis.expect("RPUSH @long e" + i, ":" + (i + 1));
    for (int i = 0; i < 300; i++) redis.expect("HSET @wide f" + i + " v" + i, ":1");
  }

  private static void compare(Redis redis) {
    redis.expect("LRANGE @l 0 -1", "*3", "$1", "y", "$1", "a", "$1", "b");
    redis
        .expect("EXISTS @popped @one @empty @short @deleted", ":0")
        .expect("LRANGE @again 0 -1", "*1", "$1", "b");
    redis.expect("TTL @again", ":-1").expect("LRANGE @mortal 0 -1", "*2", "$1", "2", "$1", "3");
    redis.expect("TTL @mortal", ":<int:900..1000>").expect("TTL @l", ":-1").expect("TTL @h", ":-1");
    redis
        .expect("HLEN @h", ":3")
        .expect("HMGET @h name age town", "*3", "$2", "bo", "$2", "42", "$3", "ulm");
    redis
        .expect("TTL @hm", ":<int:900..1000>")
        .expect("HGET @hm f", "$1", "v")
        .expect("HGET @new n", "$1", "7");
    redis
        .expect("GET @s", "$1", "x")
        .expect("TTL @s", ":<int:900..1000>")
        .expect("GET @was", "$6", "string");
    redis.command("LRANGE", "@bytes", "0", "1").expectReply("*2", "$0", "", "$5", "\0", "\u00e9");
    redis.command("LINDEX", "@bytes", "-1").expectReply("$20000", "x".repeat(20_000));
    redis.command("HGET", "@hbytes", "\r\n").expectReply("$1", "\0");
    redis.command("HGET", "@hbytes", "").expectReply("$20000", "x".repeat(20_000));
    redis
        .expect("LLEN @long", ":300")
        .expect("LINDEX @long 0", "$2", "e0")
        .expect("LINDEX @long 299", "$4", "e299");
    redis
        .expect("HLEN @wide", ":300")
        .expect("HGET @wide f0", "$2", "v0")
        .expect("HGET @wide f299", "$4", "v299");
    redis.expect("DBSIZE", ":12");
  }

  @Test
  @Usually("A change of a list or a hash does not reach the log, or not as it must be run again.")
  void theLogBringsListsAndHashesBack() {
    Redis redis = logging();
    change(redis);
    kill();
    Redis after = logging();
    compare(after);
    after.expect("RPUSH @l more", ":4");
    kill();
    logging().expect("LINDEX @l -1", "$4", "more");
  }

  @Test
  @Usually(
      "The snapshot lacks a kind of value, an element, a deadline; or it is not read as written.")
  void theSnapshotBringsListsAndHashesBack() {
    Redis redis = saving();
    change(redis);
    redis.expect("SAVE", "+OK").expect("RPUSH @l later", ":4");
    kill();
    compare(saving());
  }

  @Test
  @Usually(
      "The rewritten log lacks a kind of value, an element, or the deadline of a list or a hash.")
  void theRewrittenLogBringsListsAndHashesBack() {
    Redis redis = logging();
    change(redis);
    redis.send("INCR @many\r\n".repeat(5_000)).replies(5_000);
    long size = logSize();
    redis
        .expect("DEL @many", ":1")
        .expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the log is shorter", () -> 0 < logSize() && logSize() < size - 100_000);
    redis
        .expect("RPUSH @l x", ":4")
        .expect("RPOP @l", "$1", "x")
        .expect("HSET @h y z", ":1")
        .expect("HDEL @h y", ":1");
    kill();
    compare(logging());
  }

  @Test
  @Usually("A real redis-server must be able to open dump.rdb with lists and hashes in it.")
  void redisOpensOurSnapshot() throws Exception {
    notForRedis("it is Redis");
    Redis redis = saving();
    change(redis);
    redis.expect("SAVE", "+OK");
    kill();
    compare(redisOpensTheFolder("--appendonly", "no"));
  }

  @Test
  @Usually("A real redis-server runs our log, rewritten or not, as if it were its own.")
  void redisRunsOurRewrittenLog() throws Exception {
    notForRedis("it is Redis");
    Redis redis = logging();
    change(redis);
    redis.send("INCR @many\r\n".repeat(5_000)).replies(5_000);
    long size = logSize();
    redis
        .expect("DEL @many", ":1")
        .expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the log is shorter", () -> 0 < logSize() && logSize() < size - 100_000);
    redis.expect("RPUSH @l x", ":4").expect("RPOP @l", "$1", "x");
    kill();
    compare(redisOpensTheFolder("--appendonly", "yes"));
  }

  @Test
  @Usually(
      "The snapshot shares its lists and hashes with the data, which goes on changing while the file"
          + " is written: it is to be a copy to the bottom.")
  void aSnapshotInTheBackgroundSharesNothing() {
    Redis redis = saving();
    for (int i = 0; i < 400; i++) {
      redis.command("RPUSH", "@l" + i, "a", "b", "c", "d".repeat(2_000)).expectReply(":4");
      redis.command("HSET", "@h" + i, "f", "1", "g", "d".repeat(2_000)).expectReply(":2");
    }
    // What is large takes its time, so that the changes come while the file is written.
    byte[] large = new byte[500_000];
    for (int i = 0; i < 20; i++) redis.command("SET", "@s" + i, large).expectReply("+OK");
    StringBuilder changes = new StringBuilder("BGSAVE\r\n");
    for (int i = 399; i >= 0; i--) {
      changes.append(
          "LPOP @l# 2\r\nRPUSH @l# x y z\r\nHSET @h# f 2 k 3\r\nHDEL @h# g\r\n"
              .replace("#", "" + i));
    }
    redis.send(changes.toString()).replies(1_601);
    Path dump = folder().resolve("dump.rdb");
    Redis.eventually("BGSAVE has written dump.rdb", () -> Files.exists(dump));
    kill();
    Redis after = saving();
    for (int i = 0; i < 400; i++) {
      after
          .expect("LLEN @l" + i, ":4")
          .expect("LRANGE @l" + i + " 0 1", "*2", "$1", "a", "$1", "b");
      after.expect("HLEN @h" + i, ":2").expect("HGET @h" + i + " f", "$1", "1");
    }
  }

  @Test
  @Usually(
      "What clients change during a rewrite is missing, or is there twice: the snapshot must share"
          + " nothing with the data, and what comes meanwhile follows it.")
  void aRewriteUnderLoadKeepsListsAndHashesWhole() throws Exception {
    Redis redis = logging();
    for (int i = 0; i < 300; i++)
      redis.command("RPUSH", "@old" + i, "a", "b".repeat(1_000)).expectReply(":2");
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger pushed = new AtomicInteger();
    Redis client = connect();
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              while (!over.get()) {
                int n = pushed.incrementAndGet();
                client.expect("RPUSH @list " + n, ":" + n).expect("HSET @hash f" + n + " x", ":1");
              }
            });
    for (int i = 0; i < 6; i++) {
      Redis.eventually("a rewrite begins", () -> redis.ask("BGREWRITEAOF").startsWith("+"));
    }
    over.set(true);
    writer.join();
    kill();
    int n = pushed.get();
    Redis after = logging();
    String came = after.ask("LLEN @list") + " " + after.ask("HLEN @hash");
    check(
        came.equals(":" + n + " :" + n),
        n + " times RPUSH and HSET, meanwhile six times BGREWRITEAOF, kill -9, a start",
        "LLEN and HLEN :" + n,
        came);
    after
        .expect("LINDEX @list 0", "$1", "1")
        .expect("LINDEX @list -1", "$" + ("" + n).length(), "" + n);
    after.expect("LLEN @old299", ":2");
  }

  @Test
  @Usually("FLUSHALL removes every key and every deadline, and goes to the log like any change.")
  void flushAllLeavesNothing() {
    Redis redis = logging();
    redis.expect("SET @s x EX 1000", "+OK").expect("RPUSH @l x", ":1").expect("HSET @h f x", ":1");
    redis.expect("DBSIZE", ":3").expect("FLUSHALL", "+OK").expect("DBSIZE", ":0");
    redis.expect("EXISTS @s @l @h", ":0").expect("SET @s y", "+OK").expect("TTL @s", ":-1");
    redis.expect("flushall async", "+OK").expect("DBSIZE", ":0").expect("RPUSH @l new", ":1");
    redis.expect("FLUSHALL NOW", "-ERR syntax error").expect("DBSIZE", ":1");
    kill();
    Redis after = logging();
    after
        .expect("DBSIZE", ":1")
        .expect("LRANGE @l 0 -1", "*1", "$3", "new")
        .expect("TTL @l", ":-1");
    after.expect("FLUSHALL SYNC", "+OK");
    kill();
    logging().expect("DBSIZE", ":0");
  }

  @Test
  @Usually("Deadlines outlive FLUSHALL: the sweep removes new keys of the same names.")
  void flushAllTakesTheDeadlinesToo() {
    Redis redis = saving();
    redis
        .expect("SET @a x PX 100", "+OK")
        .expect("RPUSH @b x", ":1")
        .expect("PEXPIRE @b 100", ":1");
    redis.expect("FLUSHALL", "+OK").expect("SET @a y", "+OK").expect("RPUSH @b y", ":1");
    redis.pause(Duration.ofMillis(400));
    redis.expect("GET @a", "$1", "y").expect("LLEN @b", ":1").expect("DBSIZE", ":2");
  }

  @Test
  @Usually("DBSIZE counts the keys that are there, of every type; dead ones go with the sweep.")
  void dbSizeCountsKeys() {
    Redis redis = saving().expect("DBSIZE", ":0");
    redis.expect("SET @s x", "+OK").expect("RPUSH @l a b c", ":3").expect("HSET @h f 1 g 2", ":2");
    redis.expect("DBSIZE", ":3").expect("SET @s y", "+OK").expect("DBSIZE", ":3");
    redis.expect("LPOP @l 3", "*3", "$1", "a", "$1", "b", "$1", "c").expect("DBSIZE", ":2");
    redis.expect("PEXPIRE @h 30", ":1").expect("SET @p x PX 30", "+OK");
    redis.eventually("DBSIZE", ":1");
  }

  @Test
  @Usually(
      "Elements and fields that have been taken out are still held: the ring keeps them, perhaps.")
  void memoryComesBackFromWhatIsTakenOut() {
    withJava("-Xmx96m");
    Redis redis = saving();
    byte[] megabyte = new byte[1 << 20];
    redis.expect("RPUSH @l stays", ":1").expect("HSET @h stays x", ":1");
    for (int round = 0; round < 12; round++) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        redis.command("RPUSH", "@l", megabyte).expectReply(":" + (i + 2));
        redis.command("HSET", "@h", "f" + i, megabyte).expectReply(":1");
        fields.add("f" + i);
      }
      for (int i = 10; i > 0; i--) redis.send("RPOP @l\r\n").replies(1);
      redis.expect("HDEL @h " + String.join(" ", fields), ":10").expect("LLEN @l", ":1");
      redis.command("RPUSH", "@gone" + round % 2, megabyte, megabyte, megabyte).expectReply(":3");
      redis.expect("DEL @gone" + round % 2, ":1");
    }
    for (int list = 0; list < 60; list++) {
      redis.command("RPUSH", "@k" + list, "stays", megabyte).expectReply(":2");
      redis.send("RPOP @k" + list + "\r\n").replies(1);
      redis.command("LPUSH", "@k" + list, megabyte).expectReply(":2");
      redis.send("LPOP @k" + list + "\r\n").replies(1);
    }
    redis.expect("PING", "+PONG").expect("LLEN @k59", ":1");
  }

  @Test
  @Usually(
      "What this step cannot hold is refused by its name: to pass over it would be to lose it.")
  void whatCannotBeHeldIsRefusedByName() throws Exception {
    if (!hasRedis()) skip("redis-server is not installed");
    notForRedis("Redis holds it");
    Redis redis = redisOpensTheFolder("--appendonly", "no");
    redis.expect("SADD tags a", ":1").expect("SAVE", "+OK");
    Files.copy(folder().resolve("copy").resolve("dump.rdb"), folder().resolve("dump.rdb"));
    int code = refusal("--appendonly", "no");
    if (code < 0) {
      Assumptions.assumeFalse(connect().ask("TYPE tags").equals("+set"), "this server has sets");
    }
    check(
        code == 1,
        "A start with a dump.rdb of Redis in which the key tags is a set",
        "exit code 1",
        code < 0 ? "it serves clients" : "exit code " + code);
    check(
        server().printed().contains("tags"),
        "The same",
        "a message that names the key tags",
        server().printed());
  }
}
