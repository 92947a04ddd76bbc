package miniredis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoppableClockTest {

  @Test
  void aStoppedClockGoesOnlyWhenItIsMoved() {
    StoppableClock clock = new StoppableClock(0, 5_000);
    clock.advance(250);
    assertThat(clock.millis()).isEqualTo(5_250);
    clock.stop();
    assertThat(clock.stoppedAt()).isEqualTo(5_250);
    assertThat(clock.instant().toEpochMilli()).isEqualTo(5_250);
  }

  @Test
  void itGoesOnFromWhereItStood() {
    StoppableClock clock = new StoppableClock(0, 5_000);
    clock.start();
    assertThat(clock.isStopped()).isFalse();
    assertThat(clock.millis()).isBetween(5_000L, 65_000L);
    assertThat(clock.ahead()).isNegative();
  }

  @Test
  void itDoesNotGoBackAndNotBeyondAllKeys() {
    StoppableClock clock = new StoppableClock(0, 0);
    assertThatThrownBy(() -> clock.advance(-1)).hasMessage("The clock does not go back.");
    assertThatThrownBy(() -> clock.advance(Long.MAX_VALUE)).hasMessageContaining("a hundred years");
    clock.advance(1_000);
    assertThat(clock.ahead()).isEqualTo(1_000);
  }
}
