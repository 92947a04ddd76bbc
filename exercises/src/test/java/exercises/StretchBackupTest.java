package exercises;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If the server printed no exception: the file is another moment than that of BGSAVE:"
        + " something changed came into it, or left.")
class StretchBackupTest extends OwnProcessTest {

  private static final String STARTED = "+Background saving started";
  private static final int PAGE = 100_000;
  private static final int PAGES = 300;
  private static final int FIELDS = 10;
  private static final int COUNTERS = 20;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int TRIES = 12;

  private Redis live() {
    return start("--appendonly", "no");
  }

  private Path dump() {
    return folder().resolve("dump.rdb");
  }

  /** The file is put in its place when it is whole, not before. */
  private void awaitFile() {
    Redis.eventually("BGSAVE is done, and dump.rdb is there", () -> Files.exists(dump()));
  }

  private Redis restarted() {
    kill();
    return live();
  }

  /** An RDB file with so many hashes, {@code h0} and so on, is quicker than as many requests. */
  private void write(int hashes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("REDIS0010".getBytes(ISO_8859_1));
    for (int i = 0; i < hashes; i++) {
      file.write(4);
      string(file, "h" + i);
      file.write(FIELDS);
      for (int field = 0; field < FIELDS; field++) {
        string(file, "" + field);
        string(file, "" + i % 10);
      }
    }
    file.write(255);
    file.writeBytes(new byte[8]); // No checksum.
    Files.write(dump(), file.toByteArray());
  }

  private static void string(ByteArrayOutputStream file, String text) {
    file.write(text.length());
    file.writeBytes(text.getBytes(ISO_8859_1));
  }

  private Redis liveWith(int hashes) throws IOException {
    write(hashes);
    Redis redis = live().eventually("DBSIZE", ":" + hashes);
    Files.delete(dump());
    return redis;
  }

  @Test
  @Usually("All that is copied under the lock is waited for, by everybody.")
  void nobodyWaitsForTheCopyOfAllData() throws IOException {
    notForRedis("how long its fork takes is the system's business");
    withJava("-Xmx640m -Xmn160m");
    Redis redis = liveWith(100_000);
    boolean small = false;
    for (int i = 0; i < TRIES && !small; i++) small = longestWait(redis) < 1 / 30.0;
    check(
        small,
        "BGSAVE of 100,000 hashes of 10 fields, "
            + TRIES
            + " times; meanwhile HSET again and again",
        "one time, no reply takes longer than a thirtieth of the time in which the file is made",
        "each time, one takes longer");
  }

  /** How long the slowest HSET took, as a part of the time from BGSAVE until its file is there. */
  private double longestWait(Redis redis) throws IOException {
    long longest = 0;
    redis.pause(Duration.ofMillis(200)); // Redis needs a moment to see that its last one is done.
    Redis other = connect();
    long begin = System.nanoTime();
    other.send("BGSAVE\r\n");
    for (int i = 0; !Files.exists(dump()); i++) {
      long start = System.nanoTime();
      check(start - begin < LONGEST.toNanos(), "BGSAVE", "its file within 20 seconds", "no file");
      redis.expect("HSET h%d 3 7".formatted(i * 7919L % 100_000), ":0");
      longest = Math.max(longest, System.nanoTime() - start);
    }
    long all = System.nanoTime() - begin;
    other.expectReply(STARTED).close();
    Files.delete(dump());
    return (double) longest / all;
  }

  @Test
  @Usually("The file is put together in memory before it is written; or a copy of the data is.")
  void aBackupNeedsNoMemoryForAllDataAgain() throws IOException {
    withJava("-Xmx64m");
    Redis redis = live();
    byte[] page = new byte[PAGE];
    new Random(1).nextBytes(page); // Redis would make a short file of a page that can be packed.
    for (int i = 0; i < PAGES; i++) redis.command("SET", "page" + i, page).expectReply("+OK");
    redis.expect("BGSAVE", STARTED);
    awaitFile();
    long size = Files.size(dump());
    check(size > PAGES * PAGE, "BGSAVE of 30 MB", "a file of 30 MB", size + " bytes");
    redis.expect("DBSIZE", ":" + PAGES).expect("EXISTS page0", ":1");
  }

  @Test
  void theFileIsTheMomentOfTheCommand() {
    Redis redis = live();
    redis.expect("SET @text old", "+OK").expect("RPUSH @list a b", ":2");
    redis.expect("HSET @hash f old g 1", ":2").expect("SET @gone x", "+OK");
    redis.expect("SET @mortal x EX 1000", "+OK").expect("SET @free x", "+OK");
    redis.expect("RPUSH @short a", ":1").expect("SET @n 1", "+OK");
    String after =
        "SET @text new|RPUSH @list c|HSET @hash f new h 1|DEL @gone|SET @late x|PERSIST @mortal"
            + "|EXPIRE @free 1000|LPOP @short|RPUSH @short z|INCR @n|INCR @n|SET @gone y"
            + "|LPOP @list|HDEL @hash f g h|DEL @n";
    redis.send("BGSAVE\r\n" + after.replace("|", "\r\n") + "\r\n");
    redis.replies(16);
    awaitFile();
    redis.expect("GET @text", "$3", "new").expect("LRANGE @list 0 -1", "*2", "$1", "b", "$1", "c");
    redis.expect("EXISTS @hash @n", ":0").expect("GET @gone", "$1", "y");
    Redis again = restarted();
    again.expect("GET @text", "$3", "old").expect("LRANGE @list 0 -1", "*2", "$1", "a", "$1", "b");
    again.expect("HGETALL @hash", "*4", "$1", "f", "$3", "old", "$1", "g", "$1", "1");
    again.expect("GET @gone", "$1", "x").expect("EXISTS @late", ":0").expect("GET @n", "$1", "1");
    again.expect("TTL @mortal", ":<int:900..1000>").expect("TTL @free", ":-1");
    again.expect("LRANGE @short 0 -1", "*1", "$1", "a").expect("DBSIZE", ":8");
  }

  @Test
  @Usually("FLUSHALL takes away what the backup has still to write.")
  void flushallDuringABackupIsNotInIt() throws IOException {
    notForRedis("FLUSHALL ends its BGSAVE");
    Redis redis = liveWith(20_000);
    redis.expect("EXPIRE h7 1000", ":1");
    redis.send("BGSAVE\r\nFLUSHALL\r\nSET h5 new\r\nDBSIZE\r\n");
    redis.expectReply(STARTED, "+OK", "+OK", ":1");
    awaitFile();
    redis.expect("DBSIZE", ":1").expect("TTL h7", ":-2");
    Redis after = restarted();
    after.expect("DBSIZE", ":20000").expect("HGET h5 9", "$1", "5");
    after.expect("TTL h7", ":<int:900..1000>").expect("TTL h8", ":-1");
  }

  @Test
  @Usually("Keys are read one after the other while others change: the file is no moment at all.")
  void underLoadTheFileIsOneMoment() throws Exception {
    Redis redis = liveWith(20_000);
    StringBuilder round = new StringBuilder();
    for (int i = 0; i < COUNTERS; i++) round.append("INCR c" + i + "\r\n");
    String rounds = round.toString().repeat(20);
    AtomicBoolean over = new AtomicBoolean();
    Redis counter = connect();
    Thread load =
        Thread.startVirtualThread(
            () -> {
              while (!over.get()) counter.send(rounds).replies(20 * COUNTERS);
            });
    redis.eventually("EXISTS c19", ":1").pause(Duration.ofMillis(50)).expect("BGSAVE", STARTED);
    awaitFile();
    over.set(true);
    load.join();
    Redis after = restarted();
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < COUNTERS; i++) {
      counts.add(Integer.valueOf(after.ask("GET c" + i).replaceFirst(".*\r\n", "")));
    }
    boolean falling =
        IntStream.range(1, COUNTERS).allMatch(i -> counts.get(i) <= counts.get(i - 1));
    boolean near = counts.getFirst() - counts.getLast() <= 1;
    check(
        falling && near,
        "A client counts up c0, c1 ... c19, and begins again; BGSAVE meanwhile",
        "the file says so: the first few are 1 more than the others, or all are equal",
        counts);
  }

  @Test
  void oneAtATime() throws IOException {
    Redis redis = liveWith(20_000);
    redis.send("BGSAVE\r\nBGSAVE\r\n");
    redis.expectReply(STARTED, "-ERR Background save already in progress");
    awaitFile();
    redis.eventually("BGSAVE", STARTED);
  }

  @Test
  @Usually(
      "After a failure something is left: a mark that a backup runs, or what it has collected.")
  void whereTheFileCannotBeWrittenTheServerGoesOn() throws IOException {
    notForRedis("redis-server ends in another way");
    Redis redis = live().expect("SET @k old", "+OK");
    Path inTheWay = Files.createDirectories(dump().resolve("not-empty"));
    redis.expect("BGSAVE", STARTED).expect("SET @k new", "+OK");
    redis.eventually("BGSAVE", STARTED).expect("GET @k", "$3", "new");
    Files.delete(inTheWay);
    Files.delete(dump());
    redis.eventually("BGSAVE", STARTED);
    Redis.eventually("dump.rdb is a file", () -> Files.isRegularFile(dump()));
    restarted().expect("GET @k", "$3", "new");
  }

  @Test
  @Usually("The old file is gone before the new one is whole.")
  void aKillInTheMiddleLeavesTheOldFile() throws IOException {
    Redis redis = liveWith(10_000);
    redis.expect("SET mark old", "+OK").expect("BGSAVE", STARTED);
    awaitFile();
    redis.expect("SET mark new", "+OK");
    redis.send("BGSAVE\r\n").replies(1);
    Redis after = restarted();
    String mark = after.ask("GET mark");
    check(mark.matches("(?s).*(old|new)"), "kill -9 during BGSAVE", "old or new, whole", mark);
    after.expect("DBSIZE", ":10001").expect("HGET h9999 0", "$1", "9");
  }

  @Test
  void theLogKnowsNothingOfIt() {
    Redis redis = start("--appendonly", "yes");
    for (int i = 0; i < 200; i++) redis.expect("HSET h" + i + " 0 v", ":1");
    redis.send("BGSAVE\r\nDEL h1\r\nHSET h2 0 new\r\nSET late x\r\n").replies(4);
    kill();
    Redis after = start("--appendonly", "yes");
    after.expect("EXISTS h1", ":0").expect("HGET h2 0", "$3", "new");
    after.expect("GET late", "$1", "x").expect("DBSIZE", ":200");
  }

  @Test
  void redisReadsTheFile() throws IOException {
    Redis redis = liveWith(1000);
    redis.expect("SET @mortal x EX 1000", "+OK").expect("RPUSH @list a b", ":2");
    redis.send("BGSAVE\r\nHSET h3 0 new\r\nDEL @list\r\n").replies(3);
    awaitFile();
    Redis real = redisOpensTheFolder("--appendonly", "no");
    real.expect("DBSIZE", ":1002").expect("HGET h3 0", "$1", "3");
    real.expect("TTL @mortal", ":<int:900..1000>").expect("LLEN @list", ":2");
  }
}
