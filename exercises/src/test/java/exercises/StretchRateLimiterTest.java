package exercises;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever way the calls are counted: what a caller and an operator see of it. */
@Tag("exercise")
@Tag("not-in-redis")
@Usually(
    "If few of these tests pass: THROTTLE has no row in the table of commands yet, or its"
        + " reply is not five integers.")
class StretchRateLimiterTest extends OwnProcessTest {

  private static final Pattern REPLY =
      Pattern.compile("\\*5\r\n:([01])\r\n:(\\d+)\r\n:(\\d+)\r\n:(-1|\\d+)\r\n:(\\d+)");

  private static final int HOUR = 3_600_000;

  /** A busy machine's clocks may differ by so many milliseconds. */
  private static final int SLACK = 20;

  /** A reply: milliseconds, and -1 for a retry that is not needed. */
  private record Answer(boolean passed, long max, long left, long retry, long reset) {}

  private static Answer answer(String line, String reply) {
    Matcher five = REPLY.matcher(reply);
    check(five.matches(), line, "an array of five integers", reply);
    boolean passed = five.group(1).equals("0");
    check(passed == five.group(4).equals("-1"), line, "a retry of -1 if it passes", reply);
    return new Answer(passed, of(five, 2), of(five, 3), of(five, 4), of(five, 5));
  }

  private static long of(Matcher reply, int i) {
    return Long.parseLong(reply.group(i));
  }

  private static Answer ask(Redis redis, String line) {
    return answer(line, redis.ask(line));
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  @Test
  void aFewPassAndTheNextIsRefused() {
    Redis redis = start();
    for (int left = 2; left >= 0; left--)
      redis.expect(
          "THROTTLE @mail 3 3600000", "*5", ":0", ":3", ":" + left, ":-1", ":<int:1..3600000>");
    String line = "THROTTLE @mail 3 3600000";
    redis.expect(line, "*5", ":1", ":3", ":0", ":<int:1..3600000>", ":<int:1..3600000>");
    redis.expect("THROTTLE @call 1 3600000", "*5", ":0", ":1", ":0", ":-1", ":<int:1..3600000>");
  }

  @Test
  @Usually("Who was refused has taken nothing: neither the count nor the deadline may change.")
  void whoIsRefusedPaysNothing() {
    Redis redis = start();
    for (int i = 0; i < 4; i++) ask(redis, "THROTTLE @k 4 3600000");
    Answer first = ask(redis, "THROTTLE @k 4 3600000");
    check(!first.passed, "the fifth call of four", "refused", first);
    redis.pause(Duration.ofMillis(60));
    for (int i = 0; i < 500; i++) ask(redis, "THROTTLE @k 4 3600000");
    Answer last = ask(redis, "THROTTLE @k 4 3600000");
    String done = "500 calls that were refused";
    check(last.retry <= first.retry - 50, done, "retry is 60 ms less than " + first.retry, last);
    check(last.reset <= first.reset - 50, done, "reset is 60 ms less than " + first.reset, last);
  }

  @Test
  @Usually("Of the two moments, when may the next pass? Milliseconds are wanted, rounded up.")
  void whatItSaysOfTheRetryIsTrue() {
    Redis redis = start();
    for (int i = 0; i < 3; i++) ask(redis, "THROTTLE @k 3 900");
    long asked = now();
    Answer refused = ask(redis, "THROTTLE @k 3 900");
    check(!refused.passed && refused.retry <= 900, "the fourth call of three", "refused", refused);
    Redis.eventually("it passes again", () -> ask(redis, "THROTTLE @k 3 900").passed);
    long waited = now() - asked;
    String done = "a call that was refused with retry " + refused.retry + ", again and again";
    String early = "it passes after that time, not before";
    check(waited >= refused.retry - SLACK, done, early, "it passed after " + waited + " ms");
    ask(redis, "THROTTLE @one 1 400");
    long retry = ask(redis, "THROTTLE @one 1 400").retry;
    redis.pause(Duration.ofMillis(retry + 5));
    check(ask(redis, "THROTTLE @one 1 400").passed, "a call after its retry", "it passes", "no");
  }

  @Test
  @Usually("What is cut down to a shorter period must be kept so, or the wait begins again.")
  void whoWaitsAsLongAsToldPassesAfterAChangeOfTheLimitToo() {
    Redis redis = start();
    for (int i = 0; i < 3; i++) ask(redis, "THROTTLE @k 3 3600000");
    Answer refused = ask(redis, "THROTTLE @k 3 600");
    if (!refused.passed) {
      check(refused.retry <= 600, "a fourth call, with a shorter period", "retry 600", refused);
      redis.pause(Duration.ofMillis(refused.retry + SLACK));
      Answer again = ask(redis, "THROTTLE @k 3 600");
      check(again.passed, "the same after " + refused.retry + " ms", "it passes", again);
    }
  }

  /** Calls without a pause, for some periods. The moments at which one passed, in milliseconds. */
  private static List<Long> hammer(Redis redis, String line, long millis) {
    List<Long> passed = new ArrayList<>();
    for (long end = now() + millis; now() < end; ) if (ask(redis, line).passed) passed.add(now());
    return passed;
  }

  @Test
  @Usually("Either calls are forgotten too early, or a period's end sets all back to the start.")
  void inTheLongRunNoMorePassThanMaxInAPeriod() {
    Redis redis = start();
    long begin = now();
    int passed = hammer(redis, "THROTTLE @k 10 300", 1500).size();
    long took = now() - begin;
    long most = 10 + 10 * (took + SLACK) / 300;
    String done = "THROTTLE @k 10 300, without a pause, for %d ms".formatted(took);
    check(passed <= most, done, "at most " + most + " pass", passed + " passed");
    check(passed > 10, done, "about 50 pass", passed + " passed");
  }

  @Test
  void inNoPeriodMoreThanTwiceMaxPass() {
    Redis redis = start();
    redis.pause(Duration.ofMillis(now() % 7));
    List<Long> passed = hammer(redis, "THROTTLE @k 8 400", 1300);
    for (int i = 0; i + 16 < passed.size(); i++) {
      long within = passed.get(i + 16) - passed.get(i);
      String done = "THROTTLE @k 8 400, without a pause";
      check(within > 400 - SLACK, done, "at most 16 in 400 ms", "17 in " + within + " ms");
    }
  }

  @Test
  @Usually("The key needs a deadline: who has not come for a period need not be remembered.")
  void afterAPeriodOfSilenceNothingIsLeftOfIt() {
    Redis redis = start();
    redis.expect("EXISTS @k", ":0");
    ask(redis, "THROTTLE @k 5 300");
    Answer second = ask(redis, "THROTTLE @k 5 300");
    check(second.reset > 0 && second.reset <= 300, "THROTTLE @k 5 300", "reset 1 to 300", second);
    redis.expect("DBSIZE", ":1");
    redis.eventually("DBSIZE", ":0");
    check(ask(redis, "THROTTLE @k 5 300").left == 4, "a call after a period", "left 4", "less");
    redis.expect("DEL @k", ":1").expect("EXISTS @k", ":0");
    check(ask(redis, "THROTTLE @k 5 300").left == 4, "a call after DEL", "left 4", "less");
  }

  @Test
  @Usually("Between looking and taking, nobody else may come: one lock for both.")
  void manyAtOnceGetNoMoreThanOneAlone() {
    start();
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) clients.add(connect());
    String line = "THROTTLE @k 100 " + HOUR + "\r\n";
    for (Redis client : clients) client.send(line.repeat(300));
    int passed = 0;
    for (Redis client : clients)
      for (String reply : client.replies(300)) if (answer(line, reply).passed) passed++;
    check(passed == 100, "six clients, 300 calls each, 100 an hour", "100 pass", passed);
  }

  @Test
  @Usually("All words are read before anything is changed, and products of two may be too large.")
  void whatMakesNoSenseIsRefusedAndCountsNothing() {
    Redis redis = start();
    String max = "-ERR value is out of range, value must between 1 and 10000";
    String period = "-ERR value is out of range, value must between 1 and 86400000";
    String number = "-ERR value is not an integer or out of range";
    redis.expect("THROTTLE @k 0 100", max).expect("THROTTLE @k -1 100", max);
    redis.expect("THROTTLE @k 10001 100", max).expect("THROTTLE @k 9223372036854775807 100", max);
    redis.expect("THROTTLE @k 1 0", period).expect("THROTTLE @k 1 86400001", period);
    redis.expect("THROTTLE @k 1 -9223372036854775808", period);
    redis.expect("THROTTLE @k x 100", number).expect("THROTTLE @k 1 1.5", number);
    redis.expect("THROTTLE @k 1 9223372036854775808", number);
    redis.expect("THROTTLE @k 1", "-ERR wrong number of arguments for 'throttle' command");
    redis.expect("EXISTS @k", ":0");
    redis.expect("THROTTLE @k 10000 86400000", "*5", ":0", ":10000", ":9999", ":-1", ":<int>");
    redis.expect("THROTTLE @j 10000 1", "*5", ":0", ":10000", ":9999", ":-1", ":1");
    redis.expect("HSET @h f v", ":1");
    redis.expect(
        "THROTTLE @h 1 1", "-WRONGTYPE Operation against a key holding the wrong kind of value");
    redis.expect("HGET @h f", "$1", "v");
  }

  @Test
  @Usually(
      "The log is run without a clock: it must say what came of a call, not that there was one.")
  void afterAKillTheLimitIsWhatItWas() {
    Redis redis = start();
    for (int i = 0; i < 3; i++) ask(redis, "THROTTLE @full 3 3600000");
    for (int i = 0; i < 3; i++) ask(redis, "THROTTLE @some 9 3600000");
    Answer before = ask(redis, "THROTTLE @full 3 3600000");
    ask(redis, "THROTTLE @short 1 150");
    redis.pause(Duration.ofMillis(160));
    kill();
    Redis again = start();
    Answer after = ask(again, "THROTTLE @full 3 3600000");
    check(!after.passed, "the fourth call of three, after kill -9", "refused", after);
    boolean same = after.retry <= before.retry && after.retry > before.retry - 60_000;
    check(same, "the same call before and after kill -9", "the same retry, or less", after);
    Answer some = ask(again, "THROTTLE @some 9 3600000");
    check(some.left == 5, "the fourth call of nine, after kill -9", "5 are left", some);
    check(ask(again, "THROTTLE @short 1 150").passed, "a call after its period", "it passes", "no");
  }

  @Test
  void afterARewriteAndAStopTheLimitIsWhatItWas() {
    Redis redis = start();
    for (int i = 0; i < 400; i++) ask(redis, "THROTTLE @k 100 3600000");
    long size = logSize();
    redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the log is shorter", () -> logSize() < size);
    stop();
    Answer after = ask(start(), "THROTTLE @k 100 3600000");
    check(!after.passed, "call 401 of 100 an hour, after a restart", "refused", after);
  }
}
