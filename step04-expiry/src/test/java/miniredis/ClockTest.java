package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that does what the test says: nobody waits, and time may even run backwards. */
class ClockTest {
  private static final long NOON = 1_700_049_600_000L;

  private final InstantSource clock = mock(InstantSource.class);
  private final Database database = new Database(clock);
  private final CommandTable table = new CommandTable(database);

  @BeforeEach
  void itIsNoon() {
    setTheClockTo(NOON);
  }

  private void setTheClockTo(long millis) {
    when(clock.millis()).thenReturn(millis);
  }

  private Reply run(String line) {
    return table.run(Arrays.stream(line.split(" ")).map(Bytes::of).toList());
  }

  private int sweep() {
    return sweep(Duration.ofHours(1).toNanos());
  }

  private int sweep(long budget) {
    return database.exclusively(() -> database.sweep(budget));
  }

  private static Reply bulk(String text) {
    return new Reply.Bulk(text == null ? null : Bytes.of(text));
  }

  @Test
  void aKeyLivesUntilItsMomentAndNotLonger() {
    run("SET k v PX 100");
    setTheClockTo(NOON + 99);
    assertThat(run("GET k")).isEqualTo(bulk("v"));
    assertThat(run("PTTL k")).isEqualTo(new Reply.Int(1));
    setTheClockTo(NOON + 100);
    assertThat(run("GET k")).isEqualTo(bulk(null));
  }

  @Test
  void secondsLeftAreRoundedToTheNearest() {
    run("SET k v PX 2000");
    setTheClockTo(NOON + 501);
    assertThat(run("TTL k")).isEqualTo(new Reply.Int(1));
    setTheClockTo(NOON + 500);
    assertThat(run("TTL k")).isEqualTo(new Reply.Int(2));
  }

  @Test
  void aMomentInThePastIsAnEndAtOnce() {
    run("SET k v EXAT " + (NOON / 1000 - 1));
    assertThat(run("GET k")).isEqualTo(bulk(null));
    run("SET k v EXAT " + (NOON / 1000 + 1));
    assertThat(run("GET k")).isEqualTo(bulk("v"));
  }

  @Test
  void whenTheClockIsSetBackAKeyLivesLonger() {
    run("SET k v EX 10");
    setTheClockTo(NOON - 3_600_000);
    assertThat(run("TTL k")).isEqualTo(new Reply.Int(3_610));
    assertThat(sweep()).isZero();
    setTheClockTo(NOON + 10_000);
    assertThat(run("GET k")).isEqualTo(bulk(null));
  }

  @Test
  void whenTheClockIsPutForwardKeysDieEarly() {
    run("SET k v EX 10");
    setTheClockTo(NOON + 3_600_000);
    assertThat(run("EXISTS k")).isEqualTo(new Reply.Int(0));
    setTheClockTo(NOON);
    assertThat(run("EXISTS k")).isEqualTo(new Reply.Int(0));
  }

  @Test
  void theSweepTakesBackWhatNobodyAsksFor() {
    for (int i = 0; i < 100; i++) run("SET k" + i + " v PX " + (i + 1));
    run("SET for-ever v");
    setTheClockTo(NOON + 60);
    assertThat(sweep()).isEqualTo(60);
    assertThat(sweep()).isZero();
    setTheClockTo(NOON + 1_000);
    assertThat(sweep()).isEqualTo(40);
    assertThat(run("EXISTS for-ever")).isEqualTo(new Reply.Int(1));
  }

  @Test
  void theSweepStopsWhenItsTimeIsUpAndGoesOnNextTime() {
    for (int i = 0; i < 100; i++) run("SET k" + i + " v PX 1");
    setTheClockTo(NOON + 1_000);
    assertThat(sweep(0)).isEqualTo(1);
    assertThat(sweep(0)).isEqualTo(1);
    assertThat(sweep()).isEqualTo(98);
  }

  @Test
  void aClockThatIsSetBackWithinASweepDoesNotMakeItLonger() {
    for (int i = 0; i < 100; i++) run("SET k" + i + " v PX 1");
    when(clock.millis()).thenReturn(NOON + 1_000, NOON - 3_600_000, NOON - 7_200_000);
    assertThat(sweep(0)).isEqualTo(1);
  }

  @Test
  void aClockThatFailsLeavesTheLockFree() {
    when(clock.millis()).thenThrow(new IllegalStateException("no clock"));
    assertThatThrownBy(() -> run("GET k")).hasMessage("no clock");
    assertThat(database.lock.isLocked()).isFalse();
  }

  @Test
  void timeStandsStillWithinACommand() {
    run("SET n 1 PX 1000");
    // Read once at the start of INCR: the key cannot die between its reading and its writing.
    when(clock.millis()).thenReturn(NOON + 999, NOON + 1_001);
    assertThat(run("INCR n")).isEqualTo(new Reply.Int(2));
    setTheClockTo(NOON + 1_000);
    assertThat(run("GET n")).isEqualTo(bulk(null));
  }
}
