package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

class UsageTest {

  private static final Bytes KEY = Bytes.of("key");
  private static final Bytes VALUE = Bytes.of("value");

  private final HandClock clock = new HandClock();
  private final Keyspace keyspace =
      new Keyspace(2, clock, new KeyspaceListener() {}, new SplittableRandom(7));
  private final Usage usage = keyspace.usage();
  private final Database database = keyspace.database(0);

  private void advance(Duration time) {
    clock.advance(time.toMillis());
    keyspace.tick();
  }

  private int frequency() {
    return usage.frequency(database.access(KEY));
  }

  private int idle() {
    return usage.idleSeconds(database.access(KEY));
  }

  private void countFrequencies() {
    keyspace.eviction().policy(EvictionPolicy.ALLKEYS_LFU);
    usage.logFactor(0);
    database.setString(KEY, VALUE);
  }

  @Test
  void aKeyIsIdleSinceItsLastUse() {
    database.setString(KEY, VALUE);
    advance(Duration.ofSeconds(90));
    assertThat(idle()).isEqualTo(90);
    database.string(KEY);
    assertThat(idle()).isZero();
  }

  @Test
  void timesGoOnWhereTheirBitsBeginAnew() {
    database.setString(KEY, VALUE);
    advance(Duration.ofSeconds((1 << 24) - 5));
    assertThat(idle()).isEqualTo((1 << 24) - 5);
    database.string(KEY);
    advance(Duration.ofSeconds(10));
    assertThat(idle()).isEqualTo(10);
  }

  @Test
  void looksThatAreNotNoticedLeaveTheTime() {
    database.setString(KEY, VALUE);
    advance(Duration.ofSeconds(5));
    usage.noticed(false);
    database.string(KEY);
    assertThat(idle()).isEqualTo(5);
    database.setString(KEY, VALUE);
    assertThat(idle()).isZero();
  }

  @Test
  void aNewKeyBeginsAtFiveAndEachUseAddsOneWithoutAFactor() {
    countFrequencies();
    assertThat(frequency()).isEqualTo(5);
    for (int i = 0; i < 10; i++) database.string(KEY);
    assertThat(frequency()).isEqualTo(15);
    for (int i = 0; i < 1_000; i++) database.string(KEY);
    assertThat(frequency()).isEqualTo(255);
  }

  @Test
  void theCounterIsTheLogarithmOfTheUse() {
    countFrequencies();
    usage.logFactor(10);
    int[] after = new int[7];
    for (int i = 1; i <= 1_000_000; i++) {
      database.string(KEY);
      int power = (int) Math.round(Math.log10(i));
      if (i == Math.round(Math.pow(10, power))) after[power] = frequency();
    }
    assertThat(after[2]).isBetween(7, 14);
    assertThat(after[3]).isBetween(14, 24);
    assertThat(after[4]).isBetween(40, 60);
    assertThat(after[5]).isBetween(120, 165);
    assertThat(after[6]).isEqualTo(255);
  }

  @Test
  void theCounterGoesDownWithTime() {
    countFrequencies();
    for (int i = 0; i < 10; i++) database.string(KEY);
    advance(Duration.ofMinutes(6));
    assertThat(frequency()).isEqualTo(9);
    usage.decayMinutes(3);
    assertThat(frequency()).isEqualTo(13);
    usage.decayMinutes(0);
    assertThat(frequency()).isEqualTo(15);
    usage.decayMinutes(1);
    advance(Duration.ofDays(1));
    assertThat(frequency()).isZero();
  }

  @Test
  void aKeyStaysAsPopularWhenItsValueIsReplacedOrItsNameChanges() {
    countFrequencies();
    for (int i = 0; i < 10; i++) database.string(KEY);
    database.setString(KEY, Bytes.of("v".repeat(5_000)));
    assertThat(frequency()).isEqualTo(16);
    database.move(KEY, keyspace.database(1), KEY);
    assertThat(usage.frequency(keyspace.database(1).access(KEY))).isEqualTo(17);
  }

  @Test
  void aCopyIsNew() {
    countFrequencies();
    for (int i = 0; i < 10; i++) database.string(KEY);
    database.copy(KEY, keyspace.database(1), KEY);
    assertThat(usage.frequency(keyspace.database(1).access(KEY))).isEqualTo(5);
  }

  @Test
  void whatAFileSaysIsTakenOverIfThePolicyIsOfThatKind() {
    assertThat(usage.idleSeconds(usage.restored(100, -1))).isEqualTo(100);
    assertThat(usage.idleSeconds(usage.restored(-1, 200))).isZero();
    keyspace.eviction().policy(EvictionPolicy.VOLATILE_LFU);
    assertThat(usage.frequency(usage.restored(-1, 200))).isEqualTo(200);
    assertThat(usage.frequency(usage.restored(100, -1))).isEqualTo(5);
  }
}
