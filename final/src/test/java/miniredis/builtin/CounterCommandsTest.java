package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterCommandsTest {

  private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
  private static final String OVERFLOW = "-ERR increment or decrement would overflow";

  private final Playground redis = new Playground(StringCommands::addTo, ExpiryCommands::addTo);

  @Test
  void anAbsentCounterIsZero() {
    redis.expect("INCR a", ":1");
    redis.expect("DECR b", ":-1");
    redis.expect("INCRBY c 10", ":10");
    redis.expect("DECRBY c 30", ":-20");
    redis.expect("GET c", "$3 -20");
    assertThat(redis.events()).contains("0 incrby c");
  }

  @Test
  void countersKeepTheirDeadline() {
    redis.ask("SET k 9 EX 10");
    redis.expect("INCR k", ":10");
    redis.expect("INCRBYFLOAT k 0.5", "$4 10.5");
    redis.expect("TTL k", ":10");
  }

  @Test
  void countingUpAndDownThroughEveryNumberOfDigitsIsExact() {
    long model = 0;
    for (long step = 1; step < Long.MAX_VALUE / 20; step *= 7) {
      model += step;
      redis.expect("INCRBY k " + step, ":" + model);
    }
    for (long step = 1; step < Long.MAX_VALUE / 20; step *= 7) {
      model -= 2 * step;
      redis.expect("DECRBY k " + 2 * step, ":" + model);
      assertThat(redis.data().string(Bytes.of("k"))).isEqualTo(Bytes.of(model));
    }
  }

  @Test
  void noCounterGoesBeyondSixtyFourBits() {
    redis.set("k", "9223372036854775807");
    redis.expect("INCR k", OVERFLOW);
    redis.expect("DECRBY k -1", OVERFLOW);
    redis.expect("GET k", "$19 9223372036854775807");
    redis.set("k", "-9223372036854775808");
    redis.expect("DECR k", OVERFLOW);
    redis.expect("INCRBY k 9223372036854775807", ":-1");
    redis.expect("DECRBY k -9223372036854775808", "-ERR decrement would overflow");
    assertThat(redis.logged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1", "01", "+1", "1.0", "-0", "", "abc", "9223372036854775808", "1 "})
  void whatIsNoIntegerIsNotCounted(String value) {
    redis.set("k", value);
    redis.expect("INCR k", NOT_AN_INTEGER);
    redis.expect("INCRBY n '" + value + "'", NOT_AN_INTEGER);
    redis.expect("DECRBY n '" + value + "'", NOT_AN_INTEGER);
  }

  @Test
  void aLongStringIsNoInteger() {
    redis.set("k", "1".repeat(2000));
    redis.expect("INCR k", NOT_AN_INTEGER);
  }

  @Test
  void aCounterThatWasAppendedToIsOneAgain() {
    redis.expect("APPEND k 1", ":1");
    redis.expect("APPEND k 2", ":2");
    redis.expect("INCR k", ":13");
    redis.expect("GET k", "$2 13");
  }

  @Test
  void incrbyfloatIsLoggedAsItsResult() {
    redis.set("k", "10.50");
    redis.expect("INCRBYFLOAT k 0.1", "$4 10.6");
    assertThat(redis.logged()).containsExactly("SET k 10.6 KEEPTTL");
    redis.expect("INCRBYFLOAT k -5.6", "$1 5");
    redis.expect("INCRBYFLOAT missing 3.0e3", "$4 3000");
    assertThat(redis.events()).contains("0 incrbyfloat k");
  }

  @Test
  void incrbyfloatRefusesWhatIsNoNumberAndWhatIsTooMuch() {
    redis.set("k", "abc");
    redis.expect("INCRBYFLOAT k 1", "-ERR value is not a valid float");
    redis.expect("INCRBYFLOAT n nan", "-ERR value is not a valid float");
    redis.expect("INCRBYFLOAT n inf", "-ERR increment would produce NaN or Infinity");
    redis.expect("GET n", "$-1");
  }
}
