package exercises;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody looks at the keys here: DBSIZE shows when they are gone. */
@Tag("exercise")
@Usually(
    "If the server printed no exception: a key falls between two slots, or is looked for in"
        + " another than it was put into.")
class StretchTimingWheelTest extends OwnProcessTest {

  private static long now() {
    return System.currentTimeMillis();
  }

  private static int size(Redis redis) {
    return Integer.parseInt(redis.ask("DBSIZE").substring(1));
  }

  private static void send(Redis redis, List<String> lines) {
    for (int from = 0; from < lines.size(); from += 500) {
      List<String> some = lines.subList(from, Math.min(from + 500, lines.size()));
      redis.send(String.join("\r\n", some) + "\r\n").replies(some.size());
    }
  }

  /** The sizes that are seen while keys die one by one, ten milliseconds after each other. */
  private static Set<Integer> sizesSeen(Redis redis) {
    long begin = now() + 100;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) lines.add("SET @k%d v PXAT %d".formatted(i, begin + 10 * i));
    send(redis, lines);
    Set<Integer> sizes = new TreeSet<>();
    for (int size = size(redis); size > 0 && now() < begin + 5000; size = size(redis))
      sizes.add(size);
    redis.eventually("DBSIZE", ":0");
    return sizes;
  }

  @Test
  @Usually(
      "The sweep comes ten times a second, and takes all together that died since the last one.")
  void aKeyIsGoneTenMillisecondsAfterItsDeadline() {
    notForRedis("Redis sweeps ten times a second");
    Redis redis = start();
    int most = 0;
    // A busy machine may not let us look often enough.
    for (int i = 0; i < 6 && most < 20; i++) most = Math.max(most, sizesSeen(redis).size());
    String done = "60 keys that die 10 ms after each other, and DBSIZE all the time";
    check(most >= 20, done, "they go by ones and twos: DBSIZE has many values", "a few values");
  }

  @Test
  @Usually("A slot has more than one tick or turn in it: the moment itself has the last word.")
  void noKeyGoesTooEarly() {
    Redis redis = start();
    Random dice = new Random(4711);
    List<Long> moments = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    long begin = now();
    for (int i = 0; i < 200; i++) {
      moments.add(begin + 200 + dice.nextInt(3300));
      lines.add("SET @k%d v PXAT %d".formatted(i, moments.getLast()));
    }
    send(redis, lines);
    while (now() < begin + 3600) {
      int size = size(redis);
      long after = now();
      long alive = moments.stream().filter(moment -> moment > after).count();
      check(size >= alive, "200 keys, and DBSIZE", "at least " + alive + " are alive", size);
    }
    redis.eventually("DBSIZE", ":0");
  }

  @Test
  @Usually("A wheel has an end: what is further away than it can show comes around again.")
  void theFarFutureAndThePastAreNoHindrance() {
    Redis redis = start();
    redis.expect("SET @a v PXAT 9000000000000000", "+OK").expect("SET @b v EX 100000", "+OK");
    redis.expect("SET @c v EX 4000000000", "+OK").expect("SET @d v PX 3000000", "+OK");
    redis.expect("SET @e v PXAT 1", "+OK").expect("SET @f v", "+OK");
    redis.expect("EXPIRE @f -100", ":1").expect("SET @g v PX 200", "+OK");
    redis.eventually("DBSIZE", ":4");
    redis.expect("TTL @a", ":<int>").expect("TTL @b", ":<int:99900..100000>");
    redis.expect("TTL @c", ":<int:3999999900..4000000000>");
    redis.expect("PTTL @d", ":<int:2900000..3000000>");
    redis.expect("EXPIREAT @a 1", ":1").expect("PEXPIRE @b 30", ":1").expect("PERSIST @c", ":1");
    redis.eventually("DBSIZE", ":2");
    redis.expect("EXISTS @c @d", ":2").expect("TTL @c", ":-1");
  }

  @Test
  @Usually("A key that gets another deadline has to leave its old slot.")
  void theLastDeadlineCounts() {
    Redis redis = start();
    redis.expect("SET @k v EX 100", "+OK").expect("PEXPIRE @k 60", ":1");
    redis.expect("SET @long v PX 60", "+OK").expect("EXPIRE @long 100", ":1");
    redis.expect("SET @ever v PX 60", "+OK").expect("PERSIST @ever", ":1");
    redis.expect("SET @new v PX 60", "+OK").expect("SET @new w", "+OK");
    redis.expect("SET @back v PX 60", "+OK").expect("DEL @back", ":1").expect("SET @back w", "+OK");
    redis.eventually("DBSIZE", ":4");
    redis.pause(Duration.ofMillis(120));
    redis.expect("DBSIZE", ":4").expect("EXISTS @long @ever @new @back", ":4");
    redis.expect("TTL @long", ":<int:95..100>").expect("TTL @ever", ":-1");
    redis.expect("TTL @new", ":-1").expect("TTL @back", ":-1");
  }

  @Test
  void ofManyInAnyOrderTheDeadGoAndNoOther() {
    Redis redis = start();
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < 4000; i++) keys.add(i);
    Random dice = new Random(4711);
    List<String> lines = new ArrayList<>();
    Collections.shuffle(keys, dice);
    for (int i : keys) lines.add("SET @k" + i + " v EX " + (1_000 + dice.nextInt(90_000)));
    Collections.shuffle(keys, dice);
    for (int i : keys) lines.add(change(i, dice));
    send(redis, lines);
    redis.eventually("DBSIZE", ":3000");
    redis.expect("EXISTS @k0 @k4 @k3996", ":0").expect("EXISTS @k1 @k2 @k3 @k3999", ":4");
    redis.expect("TTL @k1", ":-1").expect("TTL @k3", ":-1");
    redis.expect("TTL @k2", ":<int:19000..29000>");
  }

  /** Every fourth key dies soon, one loses its deadline, one gets a later one, one a new value. */
  private static String change(int i, Random dice) {
    return switch (i % 4) {
      case 0 -> "PEXPIRE @k" + i + " " + (1 + dice.nextInt(900));
      case 1 -> "PERSIST @k" + i;
      case 2 -> "EXPIRE @k" + i + " " + (20_000 + dice.nextInt(9_000));
      default -> "SET @k" + i + " w";
    };
  }

  @Test
  @Usually(
      "Clients wait while the sweep has the lock: so it has a budget, also where all die at once.")
  void whenManyDieAtOnceTheOthersAreServed() {
    Redis redis = start();
    Redis other = connect();
    long longest = Long.MAX_VALUE;
    // On a busy machine a client may wait for other reasons.
    for (int i = 0; i < 4 && longest > 300; i++) longest = longestPing(redis, other);
    String done = "20,000 keys die in the same millisecond, and another client says PING";
    check(longest <= 300, done, "it never waits for 300 ms", longest + " ms");
  }

  private static long longestPing(Redis redis, Redis other) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) lines.add("SET @k" + i + " v EX 100");
    long moment = now() + 60_000;
    send(redis, lines);
    for (int i = 0; i < lines.size(); i++) lines.set(i, "PEXPIREAT @k" + i + " " + moment);
    send(redis, lines.subList(0, 10_000));
    redis.expect("DBSIZE", ":20000");
    long soon = now() + 1500;
    for (int i = 0; i < lines.size(); i++) lines.set(i, "PEXPIREAT @k" + i + " " + soon);
    send(redis, lines);
    long longest = 0;
    while (size(redis) > 0 && now() < soon + 5000) {
      long before = System.nanoTime();
      other.expect("PING", "+PONG");
      longest = Math.max(longest, (System.nanoTime() - before) / 1_000_000);
    }
    redis.eventually("DBSIZE", ":0");
    return longest;
  }

  @Test
  void whatWasFlushedDoesNotDieAgain() {
    Redis redis = start();
    for (int i = 0; i < 50; i++) redis.expect("SET @k" + i + " v PX 100", "+OK");
    redis.expect("FLUSHALL", "+OK");
    for (int i = 0; i < 50; i++) redis.expect("SET @k" + i + " w", "+OK");
    redis.expect("SET @last v PX 150", "+OK").eventually("EXISTS @last", ":0");
    redis.expect("DBSIZE", ":50").expect("TTL @k7", ":-1");
  }

  @Test
  @Usually(
      "While the log is run, the clock stands at 0. Where is the hand then, and where after it?")
  void afterAKillTheDeadAreGoneAndTheOthersDieInTime() {
    Redis redis = start("--appendonly", "yes");
    long begin = now();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) lines.add("SET @k%d v PXAT %d".formatted(i, begin + 400 + i));
    for (int i = 0; i < 300; i++) lines.add("SET @l%d v PXAT %d".formatted(i, begin + 3000 + i));
    for (int i = 0; i < 300; i++) lines.add("SET @m" + i + " v EX 1000");
    send(redis, lines);
    redis.expect("PEXPIRE @m0 3000", ":1");
    kill();
    redis.pause(Duration.ofMillis(Math.max(0, begin + 750 - now())));
    Redis again = start("--appendonly", "yes");
    Redis.eventually("those that died meanwhile are gone", () -> size(again) <= 600);
    int size = size(again);
    boolean early = size < 600 && now() < begin + 3000;
    check(!early, "900 keys, kill -9, and a restart", "600 are alive", size);
    again.eventually("DBSIZE", ":299").expect("TTL @m1", ":<int:900..1000>");
  }
}
