package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ArrayPoolTest {

  private final ArrayPool pool = new ArrayPool(10_000);

  private byte[] given(int length) {
    byte[] array = pool.take(length);
    pool.give(array);
    return array;
  }

  @Test
  void whatWasGivenIsTakenAgainWhenTheCommandHasEnded() {
    byte[] array = given(100);
    assertThat(pool.take(100)).isNotSameAs(array);
    pool.endCommand();
    assertThat(pool.take(100)).isSameAs(array);
    assertThat(pool.take(100)).isNotSameAs(array);
  }

  @Test
  void anArrayIsNeverTooShortAndNeverTooLong() {
    for (int given = 1; given < 300; given++) {
      for (int asked = Math.max(1, given - 100); asked < given + 20; asked++) {
        pool.give(new byte[given]);
        pool.endCommand();
        byte[] taken = pool.take(asked);
        assertThat(taken.length).isBetween(asked, asked + Packed.MOST_SLACK);
        pool.clear();
      }
    }
  }

  @Test
  void theShortestThatFitsIsTaken() {
    byte[] longer = given(130);
    byte[] shorter = given(110);
    pool.endCommand();
    assertThat(pool.take(90)).isSameAs(shorter);
    assertThat(pool.take(90)).isSameAs(longer);
  }

  @Test
  void itTakesNoMoreThanItShould() {
    for (int i = 0; i < 1_000; i++) pool.give(new byte[100]);
    assertThat(pool.bytes()).isBetween(10_000L, 10_200L);
    pool.endCommand();
    for (int i = 0; i < 1_000; i++) pool.take(90);
    assertThat(pool.bytes()).isZero();
  }

  @Test
  void arraysOfLongKeysAreLeftToTheCollector() {
    byte[] array = given(9_000);
    pool.endCommand();
    assertThat(pool.bytes()).isZero();
    assertThat(pool.take(9_000)).isNotSameAs(array);
  }

  @Test
  void whatIsThrownAwayIsNotFoundAgain() {
    byte[] before = given(100);
    pool.endCommand();
    byte[] after = given(200);
    pool.clear();
    pool.endCommand();
    assertThat(pool.bytes()).isZero();
    assertThat(pool.take(100)).isNotSameAs(before);
    assertThat(pool.take(200)).isNotSameAs(after);
  }

  @Test
  void oneForNothingKeepsNothing() {
    byte[] array = new byte[100];
    ArrayPool.NONE.give(array);
    ArrayPool.NONE.endCommand();
    assertThat(ArrayPool.NONE.take(100)).isNotSameAs(array).hasSize(100);
  }
}
