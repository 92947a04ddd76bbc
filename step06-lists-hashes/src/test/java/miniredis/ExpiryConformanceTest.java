package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that die. Where a key must really die, the test looks until it has. */
@Usually("The deadline is not the one that was given, or the reply says another.")
class ExpiryConformanceTest extends ConformanceTest {

  @Test
  @Usually("The deadline is not kept, or is taken for another unit, or nobody looks at it.")
  void aKeyDiesWhenItsTimeHasCome() {
    redis.expect("SET @short x PX 30", "+OK");
    redis.eventually("GET @short", "$-1");
    redis.expect("EXISTS @short", ":0");
    redis.expect("TTL @short", ":-2");
    redis.expect("DEL @short", ":0");
  }

  @Test
  @Usually("TTL is in seconds and PTTL in milliseconds, both of what is left, and not the moment.")
  void ttlTellsWhatIsLeft() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("TTL @k", ":<int:99..100>");
    redis.expect("PTTL @k", ":<int:95000..100000>");
  }

  @Test
  @Usually("-1 is a key that lives for ever, and -2 is no key.")
  void ttlKnowsNoDeadlineFromNoKey() {
    redis.expect("SET @k x", "+OK");
    redis.expect("TTL @k", ":-1");
    redis.expect("PTTL @k", ":-1");
    redis.expect("TTL @nobody", ":-2");
    redis.expect("PTTL @nobody", ":-2");
  }

  @Test
  @Usually(
      "EXAT and PXAT are moments since 1970, in seconds and in milliseconds: nothing is added.")
  void aDeadlineMayBeAMoment() {
    redis.expect("SET @a x EXAT 33177117420", "+OK");
    redis.expect("TTL @a", ":<int:30000000000..32000000000>");
    redis.expect("SET @b x PXAT 33177117420000", "+OK");
    redis.expect("TTL @b", ":<int:30000000000..32000000000>");
  }

  @Test
  @Usually("A deadline in the past is no error: the key is gone at once.")
  void aMomentThatHasPassedIsAnEnd() {
    redis.expect("SET @a x EXAT 1", "+OK");
    redis.expect("GET @a", "$-1");
    redis.expect("SET @b x", "+OK");
    redis.expect("EXPIREAT @b 1", ":1");
    redis.expect("EXISTS @b", ":0");
    redis.expect("SET @c x", "+OK");
    redis.expect("EXPIRE @c -5", ":1");
    redis.expect("EXISTS @c", ":0");
  }

  @Test
  @Usually("SET makes a new value, which lives for ever unless EX or KEEPTTL says otherwise.")
  void setForgetsTheDeadlineUnlessItIsToldNotTo() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("SET @k y KEEPTTL", "+OK");
    redis.expect("TTL @k", ":<int:99..100>");
    redis.expect("SET @k z", "+OK");
    redis.expect("TTL @k", ":-1");
  }

  @Test
  @Usually("INCR changes a value and does not make a new one, so its deadline stays.")
  void countingLeavesTheDeadlineAlone() {
    redis.expect("SET @n 1 EX 100", "+OK");
    redis.expect("INCR @n", ":2");
    redis.expect("TTL @n", ":<int:99..100>");
  }

  @Test
  @Usually("NX sets only what is not there; where it does not set, the reply is $-1.")
  void nxSetsOnlyWhatIsNotThere() {
    redis.expect("SET @k x NX", "+OK");
    redis.expect("SET @k y NX", "$-1");
    redis.expect("GET @k", "$1", "x");
  }

  @Test
  @Usually(
      "Two clients both saw that the key was not there, and both set it. Looking and setting must"
          + " be done under one lock.")
  void nxGivesALockToOneClientOnly() {
    int times = 5_000;
    List<Redis> clients = List.of(redis, connect(), connect(), connect());
    for (Redis client : clients) client.send("SET @lock mine NX\r\nDEL @lock\r\n".repeat(times));
    int taken = 0;
    int released = 0;
    for (Redis client : clients) {
      List<String> replies = client.replies(2 * times);
      taken += Collections.frequency(replies, "+OK");
      released += Collections.frequency(replies, ":1");
    }
    check(
        taken == released,
        "Four clients send SET lock mine NX and DEL lock at once, 5,000 times each",
        "as many replies +OK as :1",
        taken + " and " + released);
  }

  @Test
  @Usually("XX sets only what is there; where it does not set, the reply is $-1.")
  void xxSetsOnlyWhatIsThere() {
    redis.expect("SET @k x XX", "$-1");
    redis.expect("EXISTS @k", ":0");
    redis.expect("SET @k x", "+OK");
    redis.expect("SET @k y XX EX 100", "+OK");
    redis.expect("TTL @k", ":<int:99..100>");
  }

  @Test
  @Usually("A SET that is not done by NX or XX changes nothing, the deadline included.")
  void aSetThatDoesNotHappenChangesNoDeadline() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("SET @k y NX EX 5000", "$-1");
    redis.expect("TTL @k", ":<int:99..100>");
  }

  @ParameterizedTest
  @Usually("All words are read and believed before anything is changed.")
  @ValueSource(
      strings = {"NX XX", "EX", "EX 10 PX 10", "KEEPTTL EX 10", "EX 10 KEEPTTL", "EX 10 BOGUS"})
  void wordsThatDoNotGoTogetherAreASyntaxError(String options) {
    redis.expect("SET @k x " + options, "-ERR syntax error");
    redis.expect("EXISTS @k", ":0");
  }

  @ParameterizedTest
  @Usually(
      "Nought, less, and what is more than 64 bits hold when it is counted in milliseconds, is refused.")
  @ValueSource(
      strings = {"EX 0", "PX -1", "EXAT 0", "EX 9223372036854775807", "PX 9223372036854775807"})
  void aTimeThatIsNoneIsRefused(String options) {
    redis.expect("SET @k x " + options, "-ERR invalid expire time in 'set' command");
    redis.expect("EXISTS @k", ":0");
  }

  @Test
  void aTimeMustBeAWholeNumber() {
    redis.expect("SET @k x EX ten", "-ERR value is not an integer or out of range");
    redis.expect("SETEX @k 1.5 x", "-ERR value is not an integer or out of range");
    redis.expect("EXPIRE @k soon", "-ERR value is not an integer or out of range");
  }

  @Test
  @Usually(
      "SETEX counts in seconds and PSETEX in milliseconds, and the time comes before the value.")
  void setExAndPSetExSetADeadlineToo() {
    redis.expect("SETEX @a 100 x", "+OK");
    redis.expect("TTL @a", ":<int:99..100>");
    redis.expect("PSETEX @b 100000 y", "+OK");
    redis.expect("TTL @b", ":<int:99..100>");
    redis.expect("GET @b", "$1", "y");
    redis.expect("SETEX @c 0 x", "-ERR invalid expire time in 'setex' command");
    redis.expect("PSETEX @c -1 x", "-ERR invalid expire time in 'psetex' command");
  }

  @Test
  @Usually("EXPIRE answers 1 for a key that is there, else 0. Each of the four has its unit.")
  void expireSaysWhetherThereWasAKey() {
    redis.expect("EXPIRE @k 100", ":0");
    redis.expect("SET @k x", "+OK");
    redis.expect("EXPIRE @k 100", ":1");
    redis.expect("TTL @k", ":<int:99..100>");
    redis.expect("PEXPIRE @k 200000", ":1");
    redis.expect("TTL @k", ":<int:199..200>");
    redis.expect("PEXPIREAT @k 33177117420000", ":1");
    redis.expect("TTL @k", ":<int:30000000000..32000000000>");
    redis.expect("EXPIRE @k 9223372036854775807", "-ERR invalid expire time in 'expire' command");
    redis.expect("PEXPIRE @k 9223372036854775807", "-ERR invalid expire time in 'pexpire' command");
  }

  @Test
  @Usually("PERSIST answers 1 only where a deadline was taken away.")
  void persistTakesTheDeadlineAway() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("PERSIST @k", ":1");
    redis.expect("TTL @k", ":-1");
    redis.expect("PERSIST @k", ":0");
    redis.expect("PERSIST @nobody", ":0");
  }

  @Test
  @Usually("A key that is removed takes its deadline with it.")
  void aNewKeyDoesNotInheritTheDeadlineOfADeadOne() {
    redis.expect("SET @k x PX 20", "+OK");
    redis.eventually("EXISTS @k", ":0");
    redis.expect("INCR @k", ":1");
    redis.expect("TTL @k", ":-1");
  }

  @Test
  @Usually("A key that is removed takes its deadline with it.")
  void delTakesTheDeadlineWithIt() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("DEL @k", ":1");
    redis.expect("INCR @k", ":1");
    redis.expect("TTL @k", ":-1");
  }

  @Test
  @Usually("The words behind SET key value may be written in any case, as commands may.")
  void optionsMayBeWrittenInAnyCase() {
    redis.expect("set @k x ex 100 nx", "+OK").expect("TTL @k", ":<int:99..100>");
    redis.expect("SET @k y Nx pX 5000", "$-1").expect("SET @k y xx keepttl", "+OK");
    redis.expect("TTL @k", ":<int:99..100>").expect("GET @k", "$1", "y");
    redis
        .expect("SET @k z exat 33177117420", "+OK")
        .expect("TTL @k", ":<int:30000000000..32000000000>");
    redis.expect("SET @k z PxAt 33177117420000", "+OK");
    redis.expect("TTL @k", ":<int:30000000000..32000000000>");
    redis.expect("expire @k 50", ":1").expect("ttl @k", ":<int:49..50>").expect("persist @k", ":1");
  }

  @Test
  @Usually("The options of SET come in any order, and each is looked at.")
  void optionsComeInAnyOrder() {
    redis.expect("SET @a x NX EX 100", "+OK").expect("SET @b x EX 100 NX", "+OK");
    redis.expect("TTL @a", ":<int:99..100>").expect("TTL @b", ":<int:99..100>");
    redis.expect("SET @a y XX PX 200000", "+OK").expect("SET @b y PX 200000 XX", "+OK");
    redis.expect("TTL @a", ":<int:199..200>").expect("TTL @b", ":<int:199..200>");
    redis.expect("SET @b z KEEPTTL XX", "+OK").expect("TTL @b", ":<int:199..200>");
    redis.expect("SET @c z NX KEEPTTL", "+OK").expect("TTL @c", ":-1");
    redis.expect("SET @d z KEEPTTL", "+OK").expect("TTL @d", ":-1");
    redis.expect("SET @a z EX 100 EX 300", "+OK").expect("TTL @a", ":<int:299..300>");
  }

  @Test
  @Usually("EX and EXPIRE are in seconds, PX and PEXPIRE in milliseconds; PTTL tells it exactly.")
  void eachCommandHasItsUnit() {
    redis.expect("SET @k x EX 100", "+OK").expect("PTTL @k", ":<int:98000..100000>");
    redis.expect("SET @k x PX 90000", "+OK").expect("PTTL @k", ":<int:88000..90000>");
    redis.expect("SETEX @k 80 x", "+OK").expect("PTTL @k", ":<int:78000..80000>");
    redis.expect("PSETEX @k 70000 x", "+OK").expect("PTTL @k", ":<int:68000..70000>");
    redis.expect("EXPIRE @k 60", ":1").expect("PTTL @k", ":<int:58000..60000>");
    redis.expect("PEXPIRE @k 50000", ":1").expect("PTTL @k", ":<int:48000..50000>");
    redis.expect("EXPIREAT @k 33177117420", ":1");
    redis.expect("PTTL @k", ":<int:30000000000000..32000000000000>");
    redis.expect("EXPIRE @k 10", ":1").expect("TTL @k", ":<int:9..10>");
  }

  @Test
  @Usually("TTL is rounded to the nearest second: 10.9 seconds are 11, and 10.4 are 10.")
  void ttlIsRounded() {
    redis.expect("SET @k x PX 10900", "+OK").expect("TTL @k", ":11");
    redis.expect("SET @k x PX 10450", "+OK").expect("TTL @k", ":10");
  }

  @Test
  @Usually(
      "The old deadline is still on the list of deadlines, and the sweep believes it. Where a"
          + " deadline changes, the old one is taken off the list.")
  void onlyTheLastDeadlineCounts() {
    redis.expect("SET @a x PX 60", "+OK").expect("PEXPIRE @a 100000", ":1");
    redis.expect("SET @b x PX 60", "+OK").expect("PERSIST @b", ":1");
    redis.expect("SET @c x PX 60", "+OK").expect("SET @c y", "+OK");
    redis.expect("SET @d x PX 60", "+OK").expect("DEL @d", ":1").expect("SET @d y", "+OK");
    redis.expect("SET @e x PX 60", "+OK").expect("SET @e y EX 100", "+OK");
    redis.expect("SET @f x PX 60", "+OK").expect("SETEX @f 100 y", "+OK");
    redis.expect("SET @g 1 EX 100", "+OK").expect("PEXPIRE @g 60", ":1");
    redis.pause(Duration.ofMillis(400));
    redis.expect("EXISTS @a @b @c @d @e @f", ":6").expect("EXISTS @g", ":0");
    redis.expect("TTL @b", ":-1").expect("TTL @c", ":-1").expect("TTL @d", ":-1");
    redis.expect("TTL @a", ":<int:98..100>").expect("TTL @e", ":<int:98..100>");
  }

  @Test
  @Usually(
      "Two keys that die in the same millisecond are two: the order of deadlines compares keys, too.")
  void keysMayDieAtTheSameMoment() {
    for (String key : List.of("@a", "@b", "@c")) {
      redis.expect("SET " + key + " x PXAT 33177117420000", "+OK");
    }
    redis.expect("PERSIST @b", ":1").expect("TTL @b", ":-1");
    redis.expect("TTL @a", ":<int:30000000000..32000000000>");
    redis.expect("TTL @c", ":<int:30000000000..32000000000>");
    redis.expect("DEL @a", ":1").expect("TTL @c", ":<int:30000000000..32000000000>");
    redis.expect("EXISTS @b @c", ":2");
  }

  @Test
  @Usually("A deadline in the past removes the key at once, whichever command gives it.")
  void everyDeadlineInThePastIsAnEnd() {
    for (String past :
        List.of(
            "EXPIRE # 0",
            "EXPIRE # -1",
            "PEXPIRE # 0",
            "PEXPIRE # -100",
            "EXPIREAT # 0",
            "EXPIREAT # -1",
            "PEXPIREAT # 1",
            "PEXPIREAT # -5",
            "PEXPIRE # -9223372036854775808")) {
      redis.expect("SET @k x EX 100", "+OK");
      redis.expect(past.replace("#", "@k"), ":1");
      redis.expect("GET @k", "$-1").expect("TTL @k", ":-2").expect("DEL @k", ":0");
      redis.expect("SET @k y", "+OK").expect("TTL @k", ":-1");
    }
    redis.expect("SET @k x PXAT 1", "+OK").expect("EXISTS @k", ":0");
  }

  @Test
  @Usually(
      "What is refused changes nothing, so the time is looked at first. Seconds become milliseconds"
          + " by a multiplication that may go beyond 64 bits.")
  void aTimeTooLongIsRefusedAndChangesNothing() {
    redis.expect("SET @k x EX 100", "+OK");
    String far = "9223372036854775";
    redis.expect("EXPIRE @k " + far, "-ERR invalid expire time in 'expire' command");
    redis.expect("EXPIRE @k -9223372036854775808", "-ERR invalid expire time in 'expire' command");
    redis.expect(
        "EXPIREAT @k 9223372036854775807", "-ERR invalid expire time in 'expireat' command");
    redis.expect("SETEX @k " + far + " y", "-ERR invalid expire time in 'setex' command");
    redis.expect("PSETEX @k 9223372036854775807 y", "-ERR invalid expire time in 'psetex' command");
    redis.expect("SETEX @k -1 y", "-ERR invalid expire time in 'setex' command");
    redis.expect("PSETEX @k 0 y", "-ERR invalid expire time in 'psetex' command");
    redis.expect("SET @k y EX " + far, "-ERR invalid expire time in 'set' command");
    redis.expect("SET @k y PXAT -1", "-ERR invalid expire time in 'set' command");
    redis.expect("GET @k", "$1", "x").expect("TTL @k", ":<int:98..100>");
  }

  @Test
  @Usually("Every word behind the value must be known and have what belongs to it.")
  void whatIsMissingOrTooMuchIsASyntaxError() {
    for (String options :
        List.of(
            "100",
            "100 EX",
            "PX",
            "EXAT",
            "PXAT",
            "XX NX",
            "KEEPTTL PX 5",
            "EX 5 PXAT 7",
            "PX 5 EXAT 7",
            "NX EX",
            "EX 5 5")) {
      redis.expect("SET @k x " + options, "-ERR syntax error");
    }
    redis.expect("SET @k x EX EX", "-ERR value is not an integer or out of range");
    redis.expect("SET @k x PX 1.5", "-ERR value is not an integer or out of range");
    redis.expect("EXISTS @k", ":0");
  }

  @Test
  @Usually("The row of the table says how many words the command takes.")
  void eachCommandHasItsNumberOfWords() {
    for (String line :
        List.of(
            "EXPIRE @k",
            "PEXPIRE @k",
            "EXPIREAT @k",
            "PEXPIREAT @k",
            "TTL",
            "TTL a b",
            "PTTL a b",
            "PERSIST",
            "PERSIST a b",
            "SETEX @k 1",
            "SETEX @k 1 v x",
            "PSETEX @k 1",
            "PSETEX @k 1 v x")) {
      String name = line.split(" ")[0].toLowerCase(Locale.ROOT);
      redis.expect(line, "-ERR wrong number of arguments for '%s' command".formatted(name));
    }
  }

  @Test
  @Usually("Whoever asks for the time of a key that is not there makes none, and gets no 1.")
  void noKeyGetsNoDeadline() {
    redis.expect("EXPIRE @k 100", ":0").expect("PEXPIRE @k 100", ":0");
    redis.expect("EXPIREAT @k 33177117420", ":0").expect("PEXPIREAT @k 33177117420000", ":0");
    redis.expect("PERSIST @k", ":0").expect("EXISTS @k", ":0");
    redis.expect("SET @k x", "+OK").expect("TTL @k", ":-1");
  }

  @Test
  @Usually("A changed value keeps its deadline, and a refused change changes none.")
  void aRefusedCountLeavesTheDeadline() {
    redis.expect("SET @k text EX 100", "+OK");
    redis.expect("INCR @k", "-ERR value is not an integer or out of range");
    redis.expect("TTL @k", ":<int:98..100>");
    redis.expect("SET @n 5 PX 100000", "+OK").expect("DECRBY @n 7", ":-2");
    redis.expect("TTL @n", ":<int:98..100>");
  }
}
