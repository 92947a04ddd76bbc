package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WaitsTest {

  @Test
  void withoutWaitsNothingIsKnown() {
    assertThat(new Waits().millis(.5)).isNaN();
    assertThat(new Waits().longest()).isNaN();
  }

  @Test
  void sharesAreRightToAHundredthAndTheLongestIsExact() {
    SplittableRandom random = new SplittableRandom(1);
    long[] all = new long[100_000];
    Waits waits = new Waits();
    for (int i = 0; i < all.length; i++) {
      // From nanoseconds to minutes, as many of each length.
      all[i] = (long) Math.exp(random.nextDouble(Math.log(1e11)));
      waits.add(all[i]);
    }
    Arrays.sort(all);
    for (double share : new double[] {0, .1, .5, .99, .999}) {
      assertThat(waits.millis(share))
          .isCloseTo(all[(int) (all.length * share)] / 1e6, Percentage.withPercentage(1));
    }
    assertThat(waits.millis(1)).isEqualTo(waits.longest());
    assertThat(waits.longest()).isEqualTo(all[all.length - 1] / 1e6);
    assertThat(waits.count()).isEqualTo(all.length);
  }

  @Test
  void everyLengthThatThereIsHasABucket() {
    for (int bit = 0; bit < Long.SIZE - 1; bit++) {
      for (long wait : new long[] {(1L << bit) - 1, 1L << bit, (1L << bit) + 1}) {
        Waits waits = new Waits();
        waits.add(wait);
        assertThat(waits.millis(.999)).isCloseTo(wait / 1e6, within(wait / 1e6 / 100));
      }
    }
    Waits waits = new Waits();
    waits.add(Long.MAX_VALUE);
    waits.add(-1);
    assertThat(waits.millis(0)).isZero();
    assertThat(waits.longest()).isEqualTo(Long.MAX_VALUE / 1e6);
  }
}
