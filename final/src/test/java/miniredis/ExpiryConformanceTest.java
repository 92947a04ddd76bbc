package miniredis;

import course.ConformanceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that die. Where a key must really die, the test looks until it has. */
class ExpiryConformanceTest extends ConformanceTest {

  @Test
  void aKeyDiesWhenItsTimeHasCome() {
    redis.expect("SET @short x PX 30", "+OK");
    redis.eventually("GET @short", "$-1");
    redis.expect("EXISTS @short", ":0");
    redis.expect("TTL @short", ":-2");
    redis.expect("DEL @short", ":0");
  }

  @Test
  void ttlTellsWhatIsLeft() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("TTL @k", ":<int:99..100>");
    redis.expect("PTTL @k", ":<int:95000..100000>");
  }

  @Test
  void ttlKnowsNoDeadlineFromNoKey() {
    redis.expect("SET @k x", "+OK");
    redis.expect("TTL @k", ":-1");
    redis.expect("PTTL @k", ":-1");
    redis.expect("TTL @nobody", ":-2");
    redis.expect("PTTL @nobody", ":-2");
  }

  @Test
  void aDeadlineMayBeAMoment() {
    redis.expect("SET @a x EXAT 33177117420", "+OK");
    redis.expect("TTL @a", ":<int:30000000000..32000000000>");
    redis.expect("SET @b x PXAT 33177117420000", "+OK");
    redis.expect("TTL @b", ":<int:30000000000..32000000000>");
  }

  @Test
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
  void setForgetsTheDeadlineUnlessItIsToldNotTo() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("SET @k y KEEPTTL", "+OK");
    redis.expect("TTL @k", ":<int:99..100>");
    redis.expect("SET @k z", "+OK");
    redis.expect("TTL @k", ":-1");
  }

  @Test
  void countingLeavesTheDeadlineAlone() {
    redis.expect("SET @n 1 EX 100", "+OK");
    redis.expect("INCR @n", ":2");
    redis.expect("TTL @n", ":<int:99..100>");
  }

  @Test
  void nxSetsOnlyWhatIsNotThere() {
    redis.expect("SET @k x NX", "+OK");
    redis.expect("SET @k y NX", "$-1");
    redis.expect("GET @k", "$1", "x");
  }

  @Test
  void xxSetsOnlyWhatIsThere() {
    redis.expect("SET @k x XX", "$-1");
    redis.expect("EXISTS @k", ":0");
    redis.expect("SET @k x", "+OK");
    redis.expect("SET @k y XX EX 100", "+OK");
    redis.expect("TTL @k", ":<int:99..100>");
  }

  @Test
  void aSetThatDoesNotHappenChangesNoDeadline() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("SET @k y NX EX 5000", "$-1");
    redis.expect("TTL @k", ":<int:99..100>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NX XX", "EX", "EX 10 PX 10", "KEEPTTL EX 10", "EX 10 KEEPTTL", "EX 10 BOGUS"})
  void wordsThatDoNotGoTogetherAreASyntaxError(String options) {
    redis.expect("SET @k x " + options, "-ERR syntax error");
    redis.expect("EXISTS @k", ":0");
  }

  @ParameterizedTest
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
  void persistTakesTheDeadlineAway() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("PERSIST @k", ":1");
    redis.expect("TTL @k", ":-1");
    redis.expect("PERSIST @k", ":0");
    redis.expect("PERSIST @nobody", ":0");
  }

  @Test
  void aNewKeyDoesNotInheritTheDeadlineOfADeadOne() {
    redis.expect("SET @k x PX 20", "+OK");
    redis.eventually("EXISTS @k", ":0");
    redis.expect("INCR @k", ":1");
    redis.expect("TTL @k", ":-1");
  }

  @Test
  void delTakesTheDeadlineWithIt() {
    redis.expect("SET @k x EX 100", "+OK");
    redis.expect("DEL @k", ":1");
    redis.expect("INCR @k", ":1");
    redis.expect("TTL @k", ":-1");
  }
}
