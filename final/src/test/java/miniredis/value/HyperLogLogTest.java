package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperLogLogTest {

  private static final String HEAD = "HYLL\1" + "\0".repeat(11);

  private final Limits limits = new Limits();
  private final StringValue string = new StringValue(Bytes.EMPTY);
  private final HyperLogLog log = HyperLogLog.create(string, limits);

  private static byte[] registers(HyperLogLog log) {
    byte[] registers = new byte[HyperLogLog.REGISTERS];
    log.mergeInto(registers);
    return registers;
  }

  @Test
  void anEmptyOneIsOneRunOfZeros() {
    assertThat(string.content()).isEqualTo(Bytes.latin(HEAD + "\u007f\u00ff"));
    assertThat(log.runs()).isEqualTo("Z:16384");
    assertThat(log.estimate()).isZero();
  }

  @Test
  void aRunIsCutWhereARegisterIsRaised() {
    log.raise(100, 3);
    assertThat(log.runs()).isEqualTo("Z:100 v:3,1 Z:16283");
    log.raise(0, 1);
    log.raise(16_383, 32);
    log.raise(60, 2);
    assertThat(log.runs()).isEqualTo("v:1,1 z:59 v:2,1 z:39 v:3,1 Z:16282 v:32,1");
  }

  @Test
  void neighboursOfTheSameValueBecomeOneRunOfUpToFour() {
    for (int i = 0; i < 6; i++) log.raise(i, 2);
    assertThat(log.runs()).isEqualTo("v:2,4 v:2,2 Z:16378");
    log.raise(1, 5);
    assertThat(log.runs()).isEqualTo("v:2,1 v:5,1 v:2,4 Z:16378");
    assertThat(log.raise(1, 4)).isFalse();
  }

  /** Both forms and an array hold the same, whatever is raised. */
  @ParameterizedTest
  @ValueSource(longs = {0, 100, 3_000, 20_000})
  void registersHoldTheHighestValueInEitherForm(long mostSparse) {
    limits.hllSparse = mostSparse;
    byte[] model = new byte[HyperLogLog.REGISTERS];
    Random random = new Random(3);
    for (int i = 0; i < 6_000; i++) {
      int register = random.nextInt(i % 2 == 0 ? 40 : HyperLogLog.REGISTERS);
      int value = 1 + random.nextInt(i < 5_000 ? 32 : 51);
      assertThat(log.raise(register, value)).isEqualTo(model[register] < value);
      model[register] = (byte) Math.max(model[register], value);
      if (i % 500 == 0) assertThat(registers(log)).isEqualTo(model);
      if (!log.isDense()) assertThat(string.length()).isLessThanOrEqualTo((int) mostSparse);
    }
    assertThat(log.isDense()).isTrue();
    assertThat(string.length()).isEqualTo(12_304);
    assertThat(registers(log)).isEqualTo(model);
    assertThat(log.estimate()).isEqualTo(HyperLogLog.estimate(model));
  }

  /**
   * The standard error is 0.81%; one of these runs in twenty may be off by more than twice that.
   */
  @ParameterizedTest
  @ValueSource(strings = {"user:", "10.0.", ""})
  void aMillionThingsAreCountedAboutAsWellAsPromised(String prefix) {
    for (int i = 0; i < 1_000_000; i++) log.add(Bytes.of(prefix + i));
    assertThat((double) log.estimate()).isBetween(1e6 * (1 - 0.0162), 1e6 * (1 + 0.0162));
  }

  @Test
  void fewThingsAreCountedExactlyOrNearly() {
    for (int i = 1; i <= 1_000; i++) {
      log.add(Bytes.of("thing " + i));
      assertThat((double) log.estimate()).isBetween(i * 0.99 - 1, i * 1.01 + 1);
    }
  }

  @Test
  void theEstimateIsKeptUntilItIsOutdated() {
    log.add(Bytes.of("a"));
    log.outdate();
    assertThat(log.lastEstimate()).isEqualTo(-1);
    assertThat(log.estimate()).isEqualTo(1);
    assertThat(log.lastEstimate()).isEqualTo(1);
    log.makeDense();
    assertThat(log.lastEstimate()).isEqualTo(1);
  }

  @Test
  void whatOnlyLooksLikeOneIsNone() {
    assertThat(isOne(HEAD)).isTrue();
    assertThat(isOne(HEAD.substring(1))).isFalse();
    assertThat(isOne("hYLL\1" + "\0".repeat(11))).isFalse();
    assertThat(isOne("HYLL\2" + "\0".repeat(11))).isFalse();
    assertThat(isOne("HYLL" + "\0".repeat(12_300))).isTrue();
    assertThat(isOne("HYLL" + "\0".repeat(12_299))).isFalse();
  }

  private static boolean isOne(String text) {
    return HyperLogLog.isOne(new StringValue(Bytes.of(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // no runs
        "\u007f", // half of one
        "\u007f\u00fe", // one register missing
        "\u007f\u00ff\u0080", // one too many
        "\u0080\u007f\u00ff", // the same
      })
  void runsThatDoNotMakeUpTheRegistersAreDamage(String runs) {
    HyperLogLog damaged = new HyperLogLog(new StringValue(Bytes.latin(HEAD + runs)), limits);
    assertThatThrownBy(damaged::estimate).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(damaged::makeDense).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> registers(damaged)).isInstanceOf(IllegalArgumentException.class);
    assertThat(damaged.isDense()).isFalse();
  }
}
