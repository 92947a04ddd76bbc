package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringPartCommandsTest {

  private static final String TOO_LONG =
      "-ERR string exceeds maximum allowed size (proto-max-bulk-len)";

  private final Playground redis = new Playground(StringCommands::addTo, ExpiryCommands::addTo);

  @Test
  void appendMakesAKeyOrAddsToIt() {
    redis.expect("APPEND k ab", ":2");
    redis.expect("APPEND k cd", ":4");
    redis.expect("GET k", "$4 abcd");
    redis.expect("STRLEN k", ":4");
    assertThat(redis.events()).contains("0 append k");
  }

  @Test
  void appendOfNothingMakesAnEmptyKey() {
    redis.expect("APPEND k ''", ":0");
    assertThat(redis.logged()).hasSize(1);
    redis.expect("GET k", "$0");
  }

  @Test
  void appendAndSetrangeKeepTheDeadline() {
    redis.ask("SET k v EX 100");
    redis.expect("APPEND k w", ":2");
    redis.expect("SETRANGE k 1 x", ":2");
    redis.expect("TTL k", ":100");
    redis.advance(100_000);
    redis.expect("APPEND k new", ":3");
    redis.expect("TTL k", ":-1");
  }

  @Test
  void setrangeFillsAGapWithZeroBytes() {
    redis.expect("SETRANGE k 3 x", ":4");
    redis.expect("GET k", "$4 \0\0\0x");
    redis.expect("SETRANGE k 0 ab", ":4");
    redis.expect("GET k", "$4 ab\0x");
    assertThat(redis.events()).contains("0 setrange k");
  }

  @Test
  void setrangeOfNothingChangesNothing() {
    redis.expect("SETRANGE k 3 ''", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.set("k", "abc");
    redis.expect("SETRANGE k 10 ''", ":3");
    assertThat(redis.logged()).isEmpty();
    redis.expect("SETRANGE k -1 x", "-ERR offset is out of range");
    redis.expect("SETRANGE k x x", "-ERR value is not an integer or out of range");
  }

  @Test
  void noStringGrowsBeyondTheLimit() {
    redis.expect("SETRANGE k 536870911 xx", TOO_LONG);
    redis.expect("SETRANGE k 9223372036854775807 x", TOO_LONG);
    redis.expect("STRLEN k", ":0");
    redis.keyspace().longestString(10);
    redis.set("k", "12345678");
    redis.expect("APPEND k 90", ":10");
    redis.expect("APPEND k 1", TOO_LONG);
    redis.expect("GET k", "$10 1234567890");
  }

  @ParameterizedTest
  @CsvSource({
    "0, -1, This is a string",
    "0, 3, This",
    "-3, -1, ing",
    "10, 100, string",
    "5, 3, ''",
    "-1, -5, ''",
    "-100, 3, This",
    "-100, -99, T",
    "-9223372036854775808, 9223372036854775807, This is a string",
    "100, 200, ''"
  })
  void getrangeCountsBothEndsAndFromTheEnd(String start, String end, String part) {
    redis.set("k", "This is a string");
    String expected = ("$" + part.length() + " " + part).strip();
    redis.expect("GETRANGE k " + start + " " + end, expected);
    redis.expect("SUBSTR k " + start + " " + end, expected);
  }

  @Test
  void getrangeOfNoKeyOrAnEmptyOneIsEmpty() {
    redis.expect("GETRANGE k 0 -1", "$0");
    redis.set("k", "");
    redis.expect("GETRANGE k 0 -1", "$0");
    redis.expect("GETRANGE k 0 x", "-ERR value is not an integer or out of range");
  }

  @Test
  void longStringsAreReadInPartsToo() {
    redis.set("k", "0123456789".repeat(1000));
    redis.expect("GETRANGE k 5000 5004", "$5 01234");
    redis.expect("STRLEN k", ":10000");
  }

  @Test
  void lcsFindsTheSequenceItsLengthAndItsPlaces() {
    redis.set("a", "ohmytext");
    redis.set("b", "mynewtext");
    redis.expect("LCS a b", "$6 mytext");
    redis.expect("LCS a b LEN", ":6");
    redis.expect(
        "LCS a b IDX", "*4 $7 matches *2 *2 *2 :4 :7 *2 :5 :8 *2 *2 :2 :3 *2 :0 :1 $3 len :6");
    redis.expect(
        "LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN",
        "*4 $7 matches *1 *3 *2 :4 :7 *2 :5 :8 :4 $3 len :6");
  }

  @Test
  void lcsWithNoKeyIsEmpty() {
    redis.set("a", "abc");
    redis.expect("LCS a missing", "$0");
    redis.expect("LCS a missing IDX", "*4 $7 matches *0 $3 len :0");
  }

  @Test
  void lcsOptionsAreChecked() {
    redis.expect(
        "LCS a b LEN IDX", "-ERR If you want both the length and indexes, please just use IDX.");
    redis.expect("LCS a b MINMATCHLEN", "-ERR syntax error");
    redis.expect("LCS a b foo", "-ERR syntax error");
    redis.expect("LCS a b MINMATCHLEN x", "-ERR value is not an integer or out of range");
  }

  @Test
  void lcsThatWouldNeedTooMuchMemoryIsRefused() {
    redis.set("a", "x".repeat(20_000));
    redis.expect(
        "LCS a a", "-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  }
}
