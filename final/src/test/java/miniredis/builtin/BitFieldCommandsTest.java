package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.builtin.BitField.Overflow;
import miniredis.bytes.Bytes;
import miniredis.value.StringValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitFieldCommandsTest {

  private final Playground redis = new Playground(StringCommands::addTo, BitCommands::addTo);

  @Test
  void stepsAreTakenInOrderOnOneString() {
    redis.expect("BITFIELD k INCRBY i5 100 1 GET u4 0", "*2 :1 :0");
    redis.expect("BITFIELD k SET u8 #1 255 GET u8 8 SET u8 #1 7", "*3 :0 :255 :255");
    redis.expect("BITFIELD k GET u4 12", "*1 :7");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void noStepsGiveAnEmptyReply() {
    redis.expect("BITFIELD k", "*0");
    redis.expect("BITFIELD k OVERFLOW FAIL", "*0");
  }

  @Test
  void overflowWrapsUnlessToldOtherwise() {
    redis.expect("BITFIELD k SET u2 0 3 INCRBY u2 0 1", "*2 :0 :0");
    redis.expect("BITFIELD k SET u2 0 3 OVERFLOW SAT INCRBY u2 0 1", "*2 :0 :3");
    redis.expect("BITFIELD k OVERFLOW FAIL INCRBY u2 0 1 OVERFLOW WRAP INCRBY u2 0 1", "*2 $-1 :0");
    redis.expect("BITFIELD k OVERFLOW SAT SET i8 8 -200 GET i8 8", "*2 :0 :-128");
    redis.expect("BITFIELD k OVERFLOW FAIL SET i8 8 128 GET i8 8", "*2 $-1 :-128");
  }

  @Test
  void aSignedBitIsZeroOrMinusOne() {
    redis.expect("BITFIELD k OVERFLOW FAIL SET i1 0 0 INCRBY i1 0 -1", "*2 :0 :-1");
    redis.expect("BITFIELD k OVERFLOW FAIL INCRBY i1 0 -1 INCRBY i1 0 1", "*2 $-1 :0");
    redis.expect("BITFIELD k OVERFLOW SAT SET i1 0 -7 INCRBY i1 0 9", "*2 :0 :0");
    redis.expect("BITFIELD k INCRBY i1 0 1 INCRBY i1 0 1", "*2 :-1 :0");
  }

  @Test
  void aFailedStepIsNotLogged() {
    redis.ask("BITFIELD k SET u8 0 255");
    redis.expect("BITFIELD k OVERFLOW FAIL INCRBY u8 0 1", "*1 $-1");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void aReadNeverMakesAKeyAndAWriteGrowsIt() {
    redis.expect("BITFIELD k GET i64 1000", "*1 :0");
    redis.expect("STRLEN k", ":0");
    redis.expect("BITFIELD k SET u1 16 0", "*1 :0");
    redis.expect("STRLEN k", ":3");
    assertThat(redis.events()).contains("0 setbit k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"u64", "i65", "u0", "i0", "x8", "u", "8", "u-1", "u08", "''"})
  void aTypeIsALetterAndAWidth(String type) {
    redis.expect(
        "BITFIELD k GET " + type + " 0",
        "-ERR Invalid bitfield type. Use something like i16 u8."
            + " Note that u64 is not supported but i64 is.");
  }

  @Test
  void theRequestIsCheckedBeforeAnyStepIsTaken() {
    redis.expect("BITFIELD k SET u8 0 1 GET u8", "-ERR syntax error");
    redis.expect("BITFIELD k SET u8 0 1 FOO u8 0", "-ERR syntax error");
    redis.expect("BITFIELD k SET u8 0 1 OVERFLOW FOO", "-ERR Invalid OVERFLOW type specified");
    redis.expect(
        "BITFIELD k SET u8 0 1 SET u8 0 x", "-ERR value is not an integer or out of range");
    redis.expect(
        "BITFIELD k SET u8 0 1 SET u8 -1 1", "-ERR bit offset is not an integer or out of range");
    redis.expect("GET k", "$-1");
  }

  @Test
  void theReadOnlyFormOnlyReads() {
    redis.set("k", "A");
    redis.expect("BITFIELD_RO k GET u8 0 GET u1 1", "*2 :65 :1");
    redis.expect("BITFIELD_RO k SET u8 0 1", "-ERR BITFIELD_RO only supports the GET subcommand");
  }

  @Test
  void numbersOfEveryWidthAtEveryPlaceComeBack() {
    RandomGenerator random = new Random(1);
    StringValue string = new StringValue(Bytes.wrap(new byte[64]));
    for (int i = 0; i < 20_000; i++) {
      BitField field = new BitField(random.nextBoolean(), 1 + random.nextInt(63));
      long offset = random.nextInt(400);
      long value = field.fit(random.nextLong(), 0, Overflow.WRAP).orElseThrow();
      long before = new BitField(false, 30).get(string, offset + field.width());
      field.set(string, offset, value);
      assertThat(field.get(string, offset)).isEqualTo(value);
      assertThat(new BitField(false, 30).get(string, offset + field.width())).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "i8, 127, 1, -128, 127",
    "i8, -128, -1, 127, -128",
    "i8, 0, 9223372036854775807, -1, 127",
    "i8, 0, -9223372036854775808, 0, -128",
    "i64, 9223372036854775807, 1, -9223372036854775808, 9223372036854775807",
    "i64, -1, -9223372036854775808, 9223372036854775807, -9223372036854775808",
    "u8, 255, 1, 0, 255",
    "u8, 0, -1, 255, 0",
    "u8, 5, -9223372036854775808, 5, 0",
    "u63, 9223372036854775807, 1, 0, 9223372036854775807",
    "u4, -1, 0, 15, 15",
    "i5, -9223372036854775808, 0, 0, 15"
  })
  void whatDoesNotFitIsWrappedOrCut(String type, long value, long by, long wrapped, long cut) {
    BitField field = BitField.named(Bytes.of(type));
    assertThat(field.fit(value, by, Overflow.WRAP)).hasValue(wrapped);
    assertThat(field.fit(value, by, Overflow.SAT)).hasValue(cut);
    assertThat(field.fit(value, by, Overflow.FAIL)).isEmpty();
  }
}
