package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Memory comes back from keys that have died, though nobody asks for them any more. */
@Isolated("it measures how long a client waits")
class SweepConformanceTest extends OwnProcessTest {

  private static final byte[] MEGABYTE = new byte[1 << 20];

  /** Twenty megabytes of keys that die at the same moment, all of them in one millisecond. */
  private static void fill(Redis redis, int round) {
    long end = System.currentTimeMillis() + 150;
    for (int i = 0; i < 20; i++) {
      redis.command("SET", "@r" + round + "_" + i, MEGABYTE, "PXAT", end).expectReply("+OK");
    }
  }

  @Test
  @Usually(
      "Keys that have died stay in memory until somebody asks for them: the sweep does not run, or"
          + " removes too few, or forgets those that die at the same moment as others.")
  void memoryComesBackFromKeysThatNobodyAsksFor() {
    withJava("-Xmx96m");
    Redis redis = start();
    for (int round = 0; round < 12; round++) {
      check(
          isFilledAgain(redis, round),
          "20 MB of keys that live for 150 ms, again and again, in a server with 96 MB; round "
              + (round + 1)
              + " of 12",
          "+PONG",
          "no answer: its memory is full");
    }
  }

  /** Whether there was room for as much once more. */
  private boolean isFilledAgain(Redis redis, int round) {
    try {
      fill(redis, round);
      redis.pause(Duration.ofMillis(400));
      return server().isAlive() && redis.ask("PING").equals("+PONG");
    } catch (AssertionError closed) {
      return false;
    }
  }

  @Test
  @Usually("The value of a key that is replaced or deleted is still held somewhere.")
  void memoryComesBackFromWhatIsReplacedOrDeleted() {
    withJava("-Xmx96m");
    Redis redis = start();
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 5; i++) {
        redis.command("SET", "@k" + i, MEGABYTE, "EX", "1000").expectReply("+OK");
        if (i % 2 == 0) redis.expect("DEL @k" + i, ":1");
      }
    }
    redis.expect("PING", "+PONG");
  }

  @Test
  @Usually(
      "A sweep that finds many dead keys removes them all in one go, and meanwhile all clients"
          + " wait: it should stop after some milliseconds, and go on in the next one.")
  void aSweepThatFindsMuchLetsClientsInBetween() {
    Redis redis = start();
    long worst = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && worst > 200; attempt++) {
      worst = Math.min(worst, longestWaitWhileManyDie(redis, attempt));
    }
    Assumptions.assumeTrue(worst < Long.MAX_VALUE, "this machine is too busy to tell");
    check(
        worst <= 200,
        "150,000 keys die at once; meanwhile PING after PING",
        "no PING takes longer than 200 ms, in one of five attempts",
        worst + " ms");
  }

  private static void set(Redis redis, String start, String options) {
    StringBuilder sets = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      sets.append("SET ").append(start).append(i).append(" x").append(options).append("\r\n");
    }
    redis.send(sets.toString()).replies(5_000);
  }

  /**
   * The keys are long and begin alike, so that it takes time to find each of them. Milliseconds, or
   * the largest number where some were due before all were there.
   */
  private static long longestWaitWhileManyDie(Redis redis, int attempt) {
    String start = "key-".repeat(150) + attempt + "-";
    set(redis, start + "first-", " PX 60000");
    long began = System.currentTimeMillis();
    set(redis, start + "second-", " PX 60000");
    long took = System.currentTimeMillis() - began;
    long end = System.currentTimeMillis() + 45 * took + 500;
    for (int batch = 0; batch < 30; batch++) set(redis, start + batch + "-", " PXAT " + end);
    if (System.currentTimeMillis() >= end - 100) return Long.MAX_VALUE;
    redis.pause(Duration.ofMillis(Math.max(0, end - 50 - System.currentTimeMillis())));
    long longest = 0;
    long until = System.nanoTime() + Duration.ofMillis(1_200).toNanos();
    while (System.nanoTime() < until) {
      long before = System.nanoTime();
      redis.expect("PING", "+PONG");
      longest = Math.max(longest, System.nanoTime() - before);
    }
    return Duration.ofNanos(longest).toMillis();
  }
}
