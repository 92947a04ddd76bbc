package miniredis.command;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private final LatencyHistogram histogram = new LatencyHistogram();

  private void add(long nanoseconds) {
    histogram.add(LatencyHistogram.classOf(nanoseconds));
  }

  @Test
  void classesGoUpWithoutAGap() {
    int before = -1;
    for (long time = 0; time < 100_000; time++) {
      int number = LatencyHistogram.classOf(time);
      assertThat(number - before).as("" + time).isBetween(0, 1);
      before = number;
    }
    assertThat(LatencyHistogram.classOf(-1)).isZero();
    add(Long.MAX_VALUE);
    assertThat(histogram.count()).isEqualTo(1);
  }

  @Test
  void aPercentileIsRightToAnEighth() {
    for (int i = 1; i <= 10_000; i++) add(i * 100);
    for (double percent : new double[] {1, 50, 90, 99, 99.9, 100}) {
      double exact = percent * 10_000;
      assertThat(histogram.percentile(percent) / exact).as("" + percent).isBetween(1.0, 1.13);
    }
  }

  @Test
  void stepsCountWhatIsBelowThem() {
    add(1023);
    add(1024);
    add(5_000);
    assertThat(histogram.countBelow(1024)).isEqualTo(1);
    assertThat(histogram.countBelow(2048)).isEqualTo(2);
    assertThat(histogram.countBelow(4096)).isEqualTo(2);
    assertThat(histogram.countBelow(8192)).isEqualTo(3);
  }
}
