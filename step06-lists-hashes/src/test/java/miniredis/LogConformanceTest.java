package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of changes: what has been acknowledged is there in the server's next life. */
class LogConformanceTest extends OwnProcessTest {

  private static final String REWRITING = "+Background append only file rewriting started";

  private Redis live(String... options) {
    List<String> words = new ArrayList<>(List.of("--appendonly", "yes"));
    words.addAll(List.of(options));
    return start(words.toArray(String[]::new));
  }

  private Redis killAndStartAgain() {
    kill();
    return live();
  }

  private static List<String> look(Redis redis, String... keys) {
    List<String> replies = new ArrayList<>();
    for (String key : keys) replies.add(redis.ask("GET @" + key));
    return replies;
  }

  private static void alike(List<String> before, List<String> after, String done) {
    for (int i = 0; i < KEYS.length; i++) {
      String what = "%s; then GET %s".formatted(done, KEYS[i]);
      check(after.get(i).equals(before.get(i)), what, before.get(i), after.get(i));
    }
  }

  private static void change(Redis redis) {
    redis.expect("SET @plain first", "+OK").expect("SET @plain second", "+OK");
    redis.expect("SET @ex x EX 1000", "+OK").expect("SET @px x PX 1000000", "+OK");
    redis.expect("SETEX @setex 1000 x", "+OK").expect("PSETEX @psetex 1000000 x", "+OK");
    redis.expect("SET @e1 x", "+OK").expect("EXPIRE @e1 1000", ":1");
    redis.expect("SET @e2 x", "+OK").expect("PEXPIRE @e2 1000000", ":1");
    redis.expect("SET @e3 x", "+OK").expect("EXPIREAT @e3 33177117420", ":1");
    redis.expect("SET @e4 x", "+OK").expect("PEXPIREAT @e4 33177117420000", ":1");
    redis.expect("SET @kept 1 EX 1000", "+OK").expect("SET @kept 2 KEEPTTL", "+OK");
    redis.expect("SET @lost 1 EX 1000", "+OK").expect("SET @lost 2", "+OK");
    redis.expect("SET @freed 1 EX 1000", "+OK").expect("PERSIST @freed", ":1");
    redis.expect("SET @n 10", "+OK").expect("INCR @n", ":11").expect("INCRBY @n 9", ":20");
    redis.expect("DECR @n", ":19").expect("DECRBY @n 4", ":15");
    redis.expect("SET @gone x", "+OK").expect("SET @gone2 x", "+OK").expect("SET @gone3 x", "+OK");
    redis.expect("DEL @gone @nobody @gone2", ":2").expect("DEL @gone3", ":1");
    redis.expect("SET @past x", "+OK").expect("EXPIRE @past -1", ":1");
    redis.expect("SET @back x", "+OK").expect("DEL @back", ":1").expect("SET @back y NX", "+OK");
    redis.expect("SET @back z XX", "+OK").expect("SET @back no NX", "$-1");
    redis.expect("set @small 1 ex 1000", "+OK").expect("incr @small", ":2");
    redis.command("SET", "@bytes", "\0\r\n\u00e9 \"'\\").expectReply("+OK");
    redis.command("SET", "@empty", "").expectReply("+OK");
    redis.command("SET", "@long", "x".repeat(100_000)).expectReply("+OK");
  }

  private static final String[] KEYS = {
    "plain", "ex", "px", "setex", "psetex", "e1", "e2", "e3", "e4", "kept", "lost", "freed", "n",
    "gone", "gone2", "gone3", "past", "back", "small", "bytes", "empty", "long"
  };

  private static void checkTimes(Redis redis, String done) {
    for (String key : List.of("ex", "px", "setex", "psetex", "e1", "e2", "kept", "small")) {
      String ttl = redis.ask("TTL @" + key);
      check(ttl.matches(":9\\d\\d|:1000"), done + "; then TTL " + key, ":<900..1000>", ttl);
    }
    for (String key : List.of("e3", "e4")) {
      String ttl = redis.ask("TTL @" + key);
      check(
          ttl.matches(":3\\d{10}"), done + "; then TTL " + key, ":<30000000000..32000000000>", ttl);
    }
    for (String key : List.of("plain", "lost", "freed", "n", "back")) {
      String ttl = redis.ask("TTL @" + key);
      check(ttl.equals(":-1"), done + "; then TTL " + key, ":-1, for it has no deadline", ttl);
    }
  }

  @Test
  @Usually(
      "A command that changes something does not reach the log, or not as it must be run again.")
  void aStopAndAStartBringEverythingBack() {
    Redis redis = live();
    change(redis);
    List<String> before = look(redis, KEYS);
    check(stop() == 0, "SIGTERM", "exit code 0", "another");
    Redis after = live();
    alike(before, look(after, KEYS), "Many changes, SIGTERM, a new start");
    checkTimes(after, "Many changes, SIGTERM, a new start");
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec", "no"})
  @Usually(
      "The change is still in a buffer of the program when the reply leaves. It must be with the"
          + " operating system by then, whatever the policy for the disk is.")
  void aKillLosesNothingThatWasAcknowledged(String policy) {
    Redis redis = live("--appendfsync", policy);
    change(redis);
    List<String> before = look(redis, KEYS);
    redis.expect("SET @last x", "+OK");
    kill();
    Redis after = live("--appendfsync", policy);
    after.expect("GET @last", "$1", "x");
    alike(before, look(after, KEYS), "Many changes, kill -9, a new start");
    checkTimes(after, "Many changes, kill -9, a new start");
  }

  @Test
  @Usually("Changes are written in another order than they were made in, or after their replies.")
  void aKillUnderLoadLosesNothingThatWasAcknowledged() throws Exception {
    Redis redis = live();
    List<Counting> counters = new ArrayList<>();
    for (int i = 0; i < 4; i++) counters.add(new Counting(connect(), "@n" + i));
    redis.expect("PING", "+PONG").pause(Duration.ofMillis(400));
    kill();
    for (Counting counter : counters) counter.end();
    compare(counters, live(), "Four clients count, kill -9, a new start");
  }

  /** A client that counts until it is told to stop, or until nobody answers any more. */
  private static final class Counting {
    private final Redis redis;
    private final String key;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Counting(Redis redis, String key) {
      this.redis = redis;
      this.key = key;
      thread = Thread.startVirtualThread(this::run);
    }

    private void run() {
      try {
        while (!over.get()) acknowledged.set(Long.parseLong(redis.ask("INCR " + key).substring(1)));
      } catch (AssertionError theServerIsGone) {
        // That is the point.
      }
    }

    void end() throws InterruptedException {
      over.set(true);
      thread.join();
    }
  }

  /** What was acknowledged is there; one count of each may have been done and not answered. */
  private static void compare(List<Counting> counters, Redis after, String done) {
    for (Counting counter : counters) {
      long told = counter.acknowledged.get();
      String came = after.ask("GET " + counter.key).replaceAll("(?s).*\n", "");
      long now = came.equals("$-1") ? 0 : Long.parseLong(came);
      check(
          now == told || now == told + 1,
          done + "; then GET of one of the counters",
          "%d, which was acknowledged, or one more".formatted(told),
          came);
    }
  }

  @Test
  @Usually(
      "The log is opened at its beginning, so that a new life writes over what the last one wrote:"
          + " it is opened with APPEND.")
  void everyLifeWritesBehindTheLast() {
    live().expect("SET @first 1", "+OK").expect("SET @n 1", "+OK");
    killAndStartAgain().expect("SET @second 2", "+OK").expect("INCR @n", ":2");
    Redis third = killAndStartAgain();
    third.expect("GET @first", "$1", "1").expect("GET @second", "$1", "2").expect("INCR @n", ":3");
    Redis fourth = killAndStartAgain();
    fourth.expect("GET @first", "$1", "1").expect("GET @second", "$1", "2");
    fourth.expect("GET @n", "$1", "3");
  }

  @Test
  @Usually(
      "The log says \"in 60 seconds\", which is another moment each time it is run. It must name the"
          + " moment: PXAT, PEXPIREAT.")
  void aRestartDoesNotGiveAKeyItsTimeAgain() {
    Redis redis = live();
    redis.expect("SET @a x EX 60", "+OK").expect("SET @b x PX 60000", "+OK");
    redis.expect("SETEX @c 60 x", "+OK").expect("PSETEX @d 60000 x", "+OK");
    redis.expect("SET @e x", "+OK").expect("EXPIRE @e 60", ":1");
    redis.expect("SET @f x", "+OK").expect("PEXPIRE @f 60000", ":1");
    redis.pause(Duration.ofMillis(1_000));
    Redis after = killAndStartAgain();
    for (String key : List.of("a", "b", "c", "d", "e", "f")) {
      String left = after.ask("PTTL @" + key);
      boolean right = left.matches(":[345]\\d{4}") && Integer.parseInt(left.substring(1)) <= 59_000;
      check(
          right,
          "60 seconds for a key, one second later kill -9, and a start; then PTTL",
          ":<30000..59000>",
          left);
    }
  }

  @Test
  @Usually(
      "A key whose time came while the server was down is dead when it is up again. But while the log"
          + " is run nothing dies: what follows, PERSIST for example, was done to a living key.")
  void aKeyMayDieWhileTheServerIsDown() {
    Redis redis = live();
    redis
        .expect("SET @a x PX 300", "+OK")
        .expect("SET @b 41", "+OK")
        .expect("PEXPIRE @b 300", ":1");
    redis.expect("SET @c 1 PX 300", "+OK").expect("INCR @c", ":2").expect("PERSIST @c", ":1");
    redis.expect("SET @d x PX 300", "+OK").expect("EXPIRE @d 1000", ":1");
    kill();
    redis.pause(Duration.ofMillis(400));
    Redis after = live();
    after.expect("GET @a", "$-1").expect("TTL @a", ":-2").expect("EXISTS @b", ":0");
    after.expect("INCR @b", ":1").expect("TTL @b", ":-1");
    after.expect("GET @c", "$1", "2").expect("TTL @c", ":-1").expect("GET @d", "$1", "x");
    killAndStartAgain().expect("GET @b", "$1", "1").expect("EXISTS @a", ":0");
  }

  @Test
  @Usually(
      "The death of a key is a change like any other: DEL goes to the log before what comes next."
          + " Without it, what comes next is done to the dead value when the log is run.")
  void theDeathOfAKeyIsInTheLog() {
    Redis redis = live();
    redis.expect("SET @n 5 PX 20", "+OK").pause(Duration.ofMillis(30)).expect("INCR @n", ":1");
    redis.expect("SET @s x PX 20", "+OK").pause(Duration.ofMillis(30)).expect("SET @s y NX", "+OK");
    redis.expect("SET @k x PX 20", "+OK").pause(Duration.ofMillis(30));
    redis.expect("SET @k y KEEPTTL", "+OK").expect("SET @m 7 PX 20", "+OK");
    redis.pause(Duration.ofMillis(300)).expect("INCRBY @m 5", ":5");
    Redis after = killAndStartAgain();
    after.expect("GET @n", "$1", "1").expect("GET @s", "$1", "y").expect("TTL @s", ":-1");
    after.expect("GET @k", "$1", "y").expect("TTL @k", ":-1").expect("GET @m", "$1", "5");
  }

  @Test
  @Usually("The sweep does not run, or what it removes is not written into the log.")
  void aKeyThatNobodyAsksForDiesInTheLogToo() throws Exception {
    Redis redis = live();
    redis.expect("SET @k x PX 50", "+OK").pause(Duration.ofMillis(400));
    redis.expect("SET @other x", "+OK");
    String log = Files.readString(log(), StandardCharsets.ISO_8859_1);
    String death = redis.named("DEL\r\n$9\r\n@k\r\n");
    check(
        log.contains(death),
        "SET k x PX 50; half a second later SET other x, and nobody asked for k",
        "DEL k in the log, as the sweep has removed it",
        "no DEL in the log");
    redis.expect("EXISTS @k", ":0");
    killAndStartAgain().expect("EXISTS @k", ":0");
  }

  @Test
  @Usually("Only what changes something is written: no look, and nothing that was refused.")
  void onlyChangesAreLogged() {
    Redis redis = live();
    redis.expect("SET @k text EX 1000", "+OK").expect("SET @p x", "+OK");
    long size = logSize();
    redis
        .expect("GET @k", "$4", "text")
        .expect("EXISTS @k", ":1")
        .expect("TTL @k", ":<int:990..1000>");
    redis.expect("INCR @k", "-ERR value is not an integer or out of range");
    redis
        .expect("SET @k y NX", "$-1")
        .expect("SET @nobody y XX", "$-1")
        .expect("DEL @nobody", ":0");
    redis.expect("PERSIST @p", ":0").expect("EXPIRE @nobody 5", ":0").expect("PING", "+PONG");
    redis.expect("SET @k y EX 0", "-ERR invalid expire time in 'set' command");
    redis.expect("SET @k", "-ERR wrong number of arguments for 'set' command");
    check(
        logSize() == size,
        "Twelve commands that change nothing",
        "a log of " + size + " bytes, as before",
        logSize() + " bytes");
    redis.expect("SET @k y", "+OK");
    check(logSize() > size, "SET after them", "a log that has grown", logSize() + " bytes");
  }

  @Test
  @Usually("Without a log nothing is written, and nothing comes back.")
  void withoutALogNothingIsWritten() {
    start("--appendonly", "no").expect("SET @k x", "+OK");
    check(logSize() == 0, "SET, with --appendonly no", "no log", logSize() + " bytes");
    kill();
    start("--appendonly", "no").expect("GET @k", "$-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 14, 21, 34})
  @Usually(
      "A log that ends within a command was cut short by a crash. What is whole counts, the half"
          + " command is cut off the file: else the next one is written into its middle.")
  void aTornEndIsCutOffAndTheNextCommandIsWhole(int length) throws Exception {
    Redis redis = live();
    redis.expect("SET @a 1", "+OK");
    long whole = Files.size(log());
    redis.expect("SET @b 2", "+OK");
    kill();
    cut(log(), whole + length);
    Redis after = live();
    after.expect("GET @a", "$1", "1").expect("GET @b", "$-1");
    after.expect("SET @c 3", "+OK").expect("INCR @a", ":2");
    Redis third = killAndStartAgain();
    third.expect("GET @a", "$1", "2").expect("GET @b", "$-1").expect("GET @c", "$1", "3");
  }

  private static void cut(Path file, long length) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  @Test
  @Usually(
      "Damage in the middle is no torn end: what follows it would be lost. The server refuses to"
          + " start, with exit code 1, and leaves the file as it is.")
  void damageInTheMiddleIsRefused() throws Exception {
    Redis redis = live();
    redis.expect("SET @a 1", "+OK");
    int end = (int) Files.size(log());
    redis.expect("SET @b 2", "+OK").expect("SET @c 3", "+OK");
    kill();
    byte[] damaged = Files.readAllBytes(log());
    damaged[end + 4] = '!';
    Files.write(log(), damaged);
    int code = refusal("--appendonly", "yes");
    check(
        code == 1,
        "A start with a log whose second command has a ! where a $ should be",
        "exit code 1",
        code < 0 ? "it serves clients" : "exit code " + code);
    check(
        Arrays.equals(Files.readAllBytes(log()), damaged),
        "The same",
        "the file as it was",
        "another file");
  }

  @Test
  @Usually("A command of the log that fails is not passed over: the data would be wrong.")
  void aLogWithACommandThatNobodyKnowsIsRefused() throws Exception {
    live().expect("SET @a 1", "+OK");
    kill();
    Files.writeString(log(), "*1\r\n$3\r\nFLY\r\n", StandardOpenOption.APPEND);
    int code = refusal("--appendonly", "yes");
    check(
        code == 1,
        "A start with a log that ends in the command FLY",
        "exit code 1",
        code < 0 ? "it serves clients" : "exit code " + code);
  }

  @Test
  @Usually("The log of a Redis is a log: it begins with SELECT 0, and names moments.")
  void theLogOfARedisIsRun() throws Exception {
    String log =
        "*2 $6 SELECT $1 0 *3 $3 set $1 a $1 1 *5 $3 SET $1 b $1 2 $4 PXAT $14 33177117420000 "
            + "*3 $9 PEXPIREAT $1 a $14 33177117420000 *2 $4 incr $1 n *3 $6 INCRBY $1 n $2 41 "
            + "*3 $3 SET $1 c $1 3 *2 $3 DEL $1 c *3 $3 SET $1 d $1 4 *2 $7 PERSIST $1 a ";
    Files.writeString(folder().resolve("appendonly.aof"), log.replace(" ", "\r\n"));
    Redis redis = live();
    redis.expect("GET a", "$1", "1").expect("TTL a", ":-1").expect("GET n", "$2", "42");
    redis.expect("GET b", "$1", "2").expect("TTL b", ":<int:30000000000..32000000000>");
    redis.expect("EXISTS c", ":0").expect("GET d", "$1", "4");
  }

  @Test
  @Usually(
      "The rewritten log says less than the data: deadlines as moments, each value byte for byte,"
          + " and then everything that comes after it.")
  void aRewrittenLogIsShortAndSaysTheSame() {
    Redis redis = live();
    change(redis);
    redis.send("INCR @many\r\n".repeat(5_000)).replies(5_000);
    redis.send("SET @long short\r\n").expectReply("+OK");
    List<String> before = look(redis, KEYS);
    long size = logSize();
    redis.expect("BGREWRITEAOF", REWRITING);
    Redis.eventually(
        "the log is less than a tenth of what it was",
        () -> 0 < logSize() && logSize() < size / 10);
    redis.expect("SET @after x", "+OK").expect("INCR @many", ":5001").expect("DEL @e1", ":1");
    redis.expect("SET @e1 x EX 1000", "+OK");
    Redis after = killAndStartAgain();
    after.expect("GET @after", "$1", "x").expect("GET @many", "$4", "5001");
    alike(before, look(after, KEYS), "Many changes, BGREWRITEAOF, kill -9, a new start");
    checkTimes(after, "Many changes, BGREWRITEAOF, kill -9, a new start");
    after.expect("SET @again x", "+OK");
    killAndStartAgain().expect("GET @again", "$1", "x").expect("GET @after", "$1", "x");
  }

  @Test
  @Usually(
      "What clients change while the log is rewritten must be in the new log, once, behind the"
          + " snapshot and in its order; and a second rewrite must not begin meanwhile.")
  void aRewriteUnderLoadLosesNothing() throws Exception {
    Redis redis = live();
    for (int i = 0; i < 2_000; i++)
      redis.command("SET", "@old" + i, "v".repeat(500)).expectReply("+OK");
    List<Counting> counters = new ArrayList<>();
    for (int i = 0; i < 4; i++) counters.add(new Counting(connect(), "@n" + i));
    for (int i = 0; i < 6; i++) {
      // The next can only begin when the last is over.
      Redis.eventually("a rewrite begins", () -> redis.ask("BGREWRITEAOF").startsWith("+"));
      redis.send("BGREWRITEAOF\r\n".repeat(3)).replies(3);
    }
    redis.pause(Duration.ofMillis(100));
    kill();
    for (Counting counter : counters) counter.end();
    Redis after = live();
    compare(counters, after, "Four clients count, BGREWRITEAOF six times, kill -9, a new start");
    after
        .expect("GET @old0", "$500", "v".repeat(500))
        .expect("GET @old1999", "$500", "v".repeat(500));
    after.expect("SET @more x", "+OK");
    killAndStartAgain().expect("GET @more", "$1", "x").expect("EXISTS @old7 @n0 @n3", ":3");
  }

  @Test
  @Usually("Only one rewrite may run at a time; a second one is told so.")
  void thereIsOneRewriteAtATime() {
    Redis redis = live();
    for (int i = 0; i < 40; i++)
      redis.command("SET", "@k" + i, "v".repeat(200_000)).expectReply("+OK");
    redis.send("BGREWRITEAOF\r\nBGREWRITEAOF\r\n");
    redis.expectReply(REWRITING, "-ERR Background append only file rewriting already in progress");
    redis.expect("PING", "+PONG");
  }

  @Test
  @Usually("A key that was deleted or has died while the log was rewritten comes back.")
  void whatIsDeletedDuringARewriteStaysDeleted() {
    Redis redis = live();
    for (int i = 0; i < 40; i++)
      redis.command("SET", "@big" + i, "v".repeat(100_000)).expectReply("+OK");
    redis.expect("SET @a 1", "+OK").expect("SET @b 1", "+OK").expect("SET @c 1 EX 1000", "+OK");
    redis.send(
        "BGREWRITEAOF\r\nDEL @a\r\nSET @b 2\r\nPERSIST @c\r\nSET @d 4 EX 1000\r\nINCR @b\r\n");
    redis.expectReply(REWRITING, ":1", "+OK", ":1", "+OK", ":3");
    Redis.eventually("the rewrite is over", () -> redis.ask("BGREWRITEAOF").startsWith("+"));
    Redis after = killAndStartAgain();
    after.expect("EXISTS @a", ":0").expect("GET @b", "$1", "3").expect("TTL @c", ":-1");
    after.expect("TTL @d", ":<int:900..1000>").expect("GET @big39", "$100000", "v".repeat(100_000));
  }

  @Test
  @Usually(
      "A real redis-server runs our log as if it were its own: it must be RESP, and hold moments.")
  void redisRunsOurLog() throws Exception {
    notForRedis("it is Redis");
    Redis redis = live();
    change(redis);
    List<String> before = look(redis, KEYS);
    check(stop() == 0, "SIGTERM", "exit code 0", "another");
    Redis real = redisOpensTheFolder("--appendonly", "yes");
    alike(before, look(real, KEYS), "Many changes; a real redis-server runs the log");
    checkTimes(real, "Many changes; a real redis-server runs the log");
  }

  @Test
  @Usually("A real redis-server runs our rewritten log as if it were its own.")
  void redisRunsOurRewrittenLog() throws Exception {
    notForRedis("it is Redis");
    Redis redis = live();
    change(redis);
    redis.send("INCR @many\r\n".repeat(5_000)).replies(5_000);
    long size = logSize();
    redis.expect("BGREWRITEAOF", REWRITING);
    Redis.eventually("the log is shorter", () -> 0 < logSize() && logSize() < size - 50_000);
    redis.expect("SET @after x", "+OK");
    List<String> before = look(redis, KEYS);
    kill();
    Redis real = redisOpensTheFolder("--appendonly", "yes");
    alike(before, look(real, KEYS), "BGREWRITEAOF; a real redis-server runs the log");
    real.expect("GET @many", "$4", "5000").expect("GET @after", "$1", "x");
    checkTimes(real, "BGREWRITEAOF; a real redis-server runs the log");
  }

  @Test
  @Usually("A burst of commands is written in pieces, or in another order than it came.")
  void aBurstIsLoggedToTheLastCommand() {
    Redis redis = live();
    redis.send("INCR @n\r\nSET @last #\r\n".repeat(5_000)).replies(10_000);
    redis.expect("SET @last done", "+OK");
    Redis after = killAndStartAgain();
    after.expect("GET @n", "$4", "5000").expect("GET @last", "$4", "done");
  }

  @Test
  @Usually(
      "A change that cannot be written must be refused with MISCONF and not be made: whoever got OK"
          + " relies on it. What can be read goes on.")
  void aFullDiskRefusesChanges() {
    notForRedis("redis-server is ended by this limit");
    runBy("sh", "-c", "ulimit -f 200 && exec \"$@\"", "sh");
    Redis redis = live();
    String refused = "";
    int done = 0;
    for (; done < 300 && refused.isEmpty(); done++) {
      redis.command("SET", "@k" + done, "v".repeat(2_000));
      String reply = redis.replies(1).getFirst();
      if (!reply.equals("+OK")) refused = reply;
    }
    check(
        refused.startsWith("-MISCONF"),
        "SET again and again, with a file that may grow to 100 or 200 KB",
        "-MISCONF ...",
        refused.isEmpty() ? "+OK, 300 times" : refused);
    String again = redis.ask("SET @more x");
    check(again.startsWith("-MISCONF"), "SET, while the file may not grow", "-MISCONF ...", again);
    redis.expect("EXISTS @more", ":0").expect("GET @k0", "$2000", "v".repeat(2_000));
    int before = done - 1;
    redis.expect("EXISTS @k" + (before - 1), ":1");
  }

  @Test
  @Usually("SHUTDOWN ends the server with exit code 0, and what was acknowledged is in the log.")
  void shutdownEndsTheServer() {
    Redis redis = live().expect("SET @k x", "+OK");
    redis.expect("SHUTDOWN PLEASE", "-ERR syntax error").expect("PING", "+PONG");
    redis.send("shutdown nosave\r\n").expectClosed();
    int code = server().exitCode();
    check(code == 0, "SHUTDOWN NOSAVE", "the end, with exit code 0", "exit code " + code);
    live().expect("GET @k", "$1", "x").send("SHUTDOWN\r\n").expectClosed();
    check(server().exitCode() == 0, "SHUTDOWN", "the end, with exit code 0", "another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--appendfsync sometimes", "--appendonly maybe"})
  @Usually("An option with a value that nobody knows is an error, and not the default.")
  void anOptionWithAnUnknownValueIsRefused(String option) {
    int code = refusal(option.split(" "));
    check(
        code == 1,
        "Start with " + option,
        "exit code 1",
        code < 0 ? "it serves clients" : "exit code " + code);
  }

  @Test
  @Usually("A folder that is not there is made, with all that are above it.")
  void theFolderIsMade() {
    onlyForSteps("Redis wants a folder that is there");
    String dir = folder().resolve("new").resolve("er").toString();
    start("--dir", dir).expect("SET @k x", "+OK");
    kill();
    start("--dir", dir).expect("GET @k", "$1", "x");
  }
}
