package exercises;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Tag("not-in-redis")
@Usually(
    "If the server printed no exception: what is read is not what was written: writer and"
        + " reader must remember the same things.")
class StretchCompressedLogTest extends OwnProcessTest {

  private static final String[] CITIES = {"Aachen", "Berlin", "Chemnitz", "Dresden", "Emden"};

  private Redis live() {
    return start("--appendonly", "yes", "--log-compression", "yes");
  }

  private Redis plain() {
    return start("--appendonly", "yes", "--log-compression", "no");
  }

  private Redis killAndStartAgain() {
    kill();
    return live();
  }

  /** What people send all day: counters and sessions. Returns the bytes of a plain log of it. */
  private static long work(Redis redis, int rounds) {
    Random random = new Random(1);
    long bytes = 0;
    for (int i = 0; i < rounds; i++) {
      StringBuilder batch = new StringBuilder();
      for (int j = 0; j < 100; j++) {
        String session = "session:%05d".formatted(random.nextInt(500));
        String city = CITIES[random.nextInt(CITIES.length)];
        int hour = random.nextInt(24);
        batch.append(resp("INCR", "visits:page:%03d".formatted(random.nextInt(100))));
        batch.append(resp("HSET", session, "city", city, "hour", "" + hour, "state", "active"));
      }
      bytes += batch.length();
      redis.send(batch.toString().getBytes(ISO_8859_1)).replies(200);
    }
    return bytes;
  }

  private static String resp(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) text.append("$" + word.length() + "\r\n" + word + "\r\n");
    return text.toString();
  }

  @Test
  @Usually("Is there an option --log-compression? Is each command packed by itself, as if alone?")
  void theLogIsLessThanHalf() {
    Redis redis = live();
    long all = work(redis, 50);
    long log = logSize();
    check(log * 2 < all, "10,000 commands, " + all + " bytes", "a log of less than half", log);
    List<String> before = looks(redis);
    List<String> after = looks(killAndStartAgain());
    check(after.equals(before), "kill -9, a new start", before.toString(), after);
  }

  private static List<String> looks(Redis redis) {
    List<String> replies = new ArrayList<>();
    for (int i = 0; i < 100; i++) replies.add(redis.ask("GET visits:page:%03d".formatted(i)));
    for (int i = 0; i < 500; i += 7) replies.add(redis.ask("HGETALL session:%05d".formatted(i)));
    return replies;
  }

  @Test
  void aKillLosesNothingThatWasAcknowledged() {
    Redis redis = live();
    byte[] large = new byte[300_000];
    new Random(2).nextBytes(large);
    redis.expect("SET @text v", "+OK").expect("SET @mortal x EX 1000", "+OK");
    redis.expect("RPUSH @list a b a b", ":4").expect("LPOP @list", "$1", "a");
    redis.expect("HSET @hash f v g v", ":2").expect("HDEL @hash f", ":1");
    redis.command("SET", "@bytes", "\0\r\n\u00e9*1\r\n").expectReply("+OK");
    redis.command("SET", "@large", large).expectReply("+OK");
    redis.command("SET", "@empty", "").expectReply("+OK").expect("SET @gone x", "+OK");
    redis.expect("DEL @gone", ":1").expect("INCR @n", ":1");
    for (int life = 2; life < 5; life++) {
      redis = killAndStartAgain();
      redis.expect("GET @text", "$1", "v").expect("TTL @mortal", ":<int:900..1000>");
      redis.expect("LRANGE @list 0 -1", "*3", "$1", "b", "$1", "a", "$1", "b");
      redis.expect("HGETALL @hash", "*2", "$1", "g", "$1", "v").expect("EXISTS @gone", ":0");
      redis.command("GET", "@bytes").expectReply("$9", "\0", "\u00e9*1", "");
      byte[] head = "$300000\r\n".getBytes(ISO_8859_1);
      byte[] reply = Arrays.copyOf(head, head.length + large.length + 2);
      System.arraycopy(large, 0, reply, head.length, large.length);
      reply[reply.length - 2] = '\r';
      reply[reply.length - 1] = '\n';
      redis.command("GET", "@large").expectBytes(reply);
      redis.expect("GET @empty", "$0", "").expect("INCR @n", ":" + life);
    }
  }

  @Test
  @Usually("A log that ends within a record is cut there; all that stands before it is run.")
  void aTornEndIsCutOff() throws IOException {
    Redis redis = live();
    work(redis, 1);
    redis.expect("SET @last 1", "+OK");
    long before = Files.size(log());
    redis.expect("RPUSH @end these are the words of the last command", ":8");
    kill();
    byte[] whole = Files.readAllBytes(log());
    int last = (int) (whole.length - before);
    for (int cut : new int[] {1, 2, 3, last / 2, last - 2, last - 1}) {
      Files.write(log(), Arrays.copyOf(whole, whole.length - cut));
      Redis after = live();
      after.expect("EXISTS @end", ":0").expect("GET @last", "$1", "1").expect("INCR @last", ":2");
      after.expect("RPUSH @end again", ":1");
      after = killAndStartAgain();
      after.expect("GET @last", "$1", "2").expect("LRANGE @end 0 -1", "*1", "$5", "again");
      kill();
    }
  }

  @Test
  @Usually("A byte that is another one changes everything behind it: a checksum finds it.")
  void aDamagedLogIsRefused() throws IOException {
    work(live(), 2);
    kill();
    byte[] whole = Files.readAllBytes(log());
    for (int part = 1; part < 8; part++) {
      byte[] damaged = whole.clone();
      int at = whole.length * part / 9 + part;
      damaged[at] ^= (byte) (part % 2 == 0 ? 0x10 : 0x81);
      Files.write(log(), damaged);
      int code = refusal("--appendonly", "yes", "--log-compression", "yes");
      String done = "byte %d of %d is another one; start".formatted(at, whole.length);
      check(code == 1, done, "exit code 1", code < 0 ? "it serves clients" : "exit code " + code);
      kill();
    }
  }

  @Test
  @Usually("Which kind a log is, its first bytes say; not the option, which is for the next one.")
  void oldLogsAreReadAndBecomeNewOnes() throws IOException {
    Redis redis = plain();
    long all = work(redis, 10);
    List<String> before = looks(redis);
    kill();
    redis = live();
    check(looks(redis).equals(before), "a plain log, a start with yes", "the same data", "other");
    long size = logSize();
    redis.expect("SET @a 1", "+OK");
    check(size * 2 < all, "a plain log of " + all + " bytes", "less than half of it", size);
    redis = killAndStartAgain().expect("GET @a", "$1", "1");
    kill();
    redis = plain();
    check(looks(redis).equals(before), "a packed log, a start with no", "the same data", "other");
    redis.expect("SET @a 2", "+OK");
    if (!hasRedis()) return;
    Redis real = redisOpensTheFolder("--appendonly", "yes");
    real.expect("GET @a", "$1", "2").expect("DBSIZE", redis.ask("DBSIZE"));
  }

  @Test
  @Usually("The new log begins with nothing remembered, and what came meanwhile goes behind it.")
  void aRewrittenLogIsShortAndWhole() {
    Redis redis = live();
    work(redis, 50);
    long size = logSize();
    String started = "+Background append only file rewriting started";
    redis.send("BGREWRITEAOF\r\nINCR @n\r\nINCR @n\r\n").expectReply(started, ":1", ":2");
    Redis.eventually("the log is shorter", () -> logSize() > 0 && logSize() < size / 2);
    redis.expect("INCR @n", ":3").expect("RPUSH @list a", ":1");
    List<String> before = looks(redis);
    redis = killAndStartAgain().expect("GET @n", "$1", "3").expect("LLEN @list", ":1");
    check(looks(redis).equals(before), "BGREWRITEAOF, kill -9, a start", "the same data", "other");
  }

  @Test
  @Usually(
      "What could not be written was remembered all the same: the reader has never seen it. From"
          + " then on the two do not mean the same.")
  void aFullDiskDoesNotSpoilWhatFollows() throws IOException {
    Path free = folder().resolve("free");
    runBy("sh", "-c", "test -e " + free + " || ulimit -f 200; exec \"$@\"", "sh");
    Redis redis = live();
    Random random = new Random(3);
    byte[] value = new byte[3_000];
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      random.nextBytes(value);
      redis.command("SET", "@k" + i, value);
      if (redis.replies(1).getFirst().equals("+OK")) acknowledged.add("k" + i);
      redis.command("SET", "@s" + i, "v" + i);
      if (redis.replies(1).getFirst().equals("+OK")) acknowledged.add("s" + i);
    }
    check(acknowledged.size() < 240, "SET until the disk is full", "-MISCONF", "+OK each time");
    Files.createFile(free);
    Redis after = killAndStartAgain();
    for (String key : acknowledged) after.expect("EXISTS @" + key, ":1");
    long small = acknowledged.stream().filter(key -> key.startsWith("s")).count();
    after.expect("DBSIZE", ":" + acknowledged.size());
    check(small > 20, "SET of small values", "they are accepted while they fit", small);
  }

  @Test
  void aBurstIsLoggedToTheLastCommand() {
    Redis redis =
        start("--appendonly", "yes", "--log-compression", "yes", "--appendfsync", "always");
    List<Redis> clients = List.of(redis, connect(), connect());
    for (Redis client : clients) client.send("INCR @n\r\nSET @last x\r\n".repeat(1500));
    for (Redis client : clients) client.replies(3000);
    killAndStartAgain().expect("GET @n", "$4", "4500").expect("GET @last", "$1", "x");
  }

  @Test
  void anOptionThatNobodyKnowsIsRefused() {
    int code = refusal("--log-compression", "maybe");
    check(code == 1, "Start with --log-compression maybe", "exit code 1", "it serves clients");
  }
}
