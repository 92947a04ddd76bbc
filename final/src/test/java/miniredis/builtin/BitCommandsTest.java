package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitCommandsTest {

  private static final String BAD_OFFSET = "-ERR bit offset is not an integer or out of range";

  private final Playground redis = new Playground(StringCommands::addTo, BitCommands::addTo);

  @Test
  void setbitRepliesWhatTheBitWas() {
    redis.expect("SETBIT k 7 1", ":0");
    redis.expect("SETBIT k 7 0", ":1");
    redis.expect("SETBIT k 1 1", ":0");
    redis.expect("GET k", "$1 @");
    redis.expect("GETBIT k 1", ":1");
    redis.expect("GETBIT k 100", ":0");
    redis.expect("GETBIT missing 0", ":0");
    assertThat(redis.events()).contains("0 setbit k");
  }

  @Test
  void setbitThatChangesNothingIsNotLogged() {
    redis.expect("SETBIT k 9 0", ":0");
    assertThat(redis.logged()).as("the string grew").hasSize(1);
    redis.expect("SETBIT k 9 0", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("STRLEN k", ":2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "4294967296", "#1", "1.5", "''"})
  void anOffsetIsAnIntegerWithinTheLongestString(String offset) {
    redis.expect("SETBIT k " + offset + " 1", BAD_OFFSET);
    redis.expect("GETBIT k " + offset, BAD_OFFSET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "x", "01", "''"})
  void aBitIsZeroOrOne(String bit) {
    redis.expect("SETBIT k 1 " + bit, "-ERR bit is not an integer or out of range");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 26",
    "0 0, 4",
    "1 1, 6",
    "1 1 BYTE, 6",
    "5 30 BIT, 17",
    "-2 -1, 7",
    "-1 -2, 0",
    "0 -1 bit, 26",
    "100 200, 0"
  })
  void bitcountCountsAPart(String range, String count) {
    redis.set("k", "foobar");
    redis.expect("BITCOUNT k " + range, ":" + count);
  }

  @Test
  void bitcountChecksItsArguments() {
    redis.expect("BITCOUNT missing 1 2 foo", ":0");
    redis.set("k", "foobar");
    redis.expect("BITCOUNT k 1", "-ERR syntax error");
    redis.expect("BITCOUNT k 1 2 foo", "-ERR syntax error");
    redis.expect("BITCOUNT k 1 x", "-ERR value is not an integer or out of range");
  }

  @Test
  void bitposFindsTheFirstBitOfItsKind() {
    redis.run(bytes("SET"), bytes("k"), latin("\u00ff\u00f0\0"));
    redis.expect("BITPOS k 0", ":12");
    redis.expect("BITPOS k 1 2", ":-1");
    redis.expect("BITPOS k 1 1 -1", ":8");
    redis.expect("BITPOS k 0 0 7 BIT", ":-1");
    redis.expect("BITPOS k 0 0 12 BIT", ":12");
    redis.expect("BITPOS k 2", "-ERR The bit argument must be 1 or 0.");
    redis.expect("BITPOS k 1 0 -1 foo", "-ERR syntax error");
  }

  @Test
  void behindAStringOfOnesIsAZeroUnlessAnEndWasGiven() {
    redis.run(bytes("SET"), bytes("k"), latin("\u00ff\u00ff"));
    redis.expect("BITPOS k 0", ":16");
    redis.expect("BITPOS k 0 1", ":16");
    redis.expect("BITPOS k 0 0 -1", ":-1");
    redis.expect("BITPOS missing 0", ":0");
    redis.expect("BITPOS missing 1", ":-1");
    redis.set("empty", "");
    redis.expect("BITPOS empty 0", ":-1");
  }

  @Test
  void bitopFillsTheShorterStringsWithZeros() {
    redis.set("a", "abc");
    redis.set("b", "AB");
    redis.expect("BITOP AND d a b", ":3");
    redis.expect("GET d", "$3 AB\0");
    redis.expect("BITOP or d a b", ":3");
    redis.expect("GET d", "$3 abc");
    redis.expect("BITOP XOR d a b missing", ":3");
    redis.expect("GET d", "$3   c");
    redis.expect("BITOP NOT d missing", ":0");
    redis.expect("GET d", "$-1");
    assertThat(redis.events()).contains("0 set d", "0 del d");
  }

  @Test
  void bitopNotTwiceIsTheStringItself() {
    redis.set("a", "abc");
    redis.expect("BITOP NOT d a", ":3");
    redis.expect("BITOP NOT d d", ":3");
    redis.expect("GET d", "$3 abc");
    redis.expect("BITOP NOT d a a", "-ERR BITOP NOT must be called with a single source key.");
    redis.expect("BITOP NAND d a", "-ERR syntax error");
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text);
  }

  private static Bytes latin(String text) {
    return Bytes.latin(text);
  }
}
