package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class RedisBenchmarkTest {

  /** As redis-benchmark 7.0.15 printed it; some lines are left out. */
  private static final String REPORT =
      """
      ====== SET key:__rand_int__ vvvv ======
        200000 requests completed in 0.57 seconds
        50 parallel clients

      Latency by percentile distribution:
      0.000% <= 0.519 milliseconds (cumulative count 16)
      50.000% <= 1.751 milliseconds (cumulative count 100192)
      75.000% <= 2.455 milliseconds (cumulative count 150032)
      98.438% <= 3.591 milliseconds (cumulative count 196912)
      99.219% <= 5.031 milliseconds (cumulative count 198448)
      99.805% <= 5.647 milliseconds (cumulative count 199616)
      99.902% <= 6.839 milliseconds (cumulative count 199808)
      100.000% <= 7.039 milliseconds (cumulative count 200000)

      Cumulative distribution of latencies:
      0.000% <= 0.103 milliseconds (cumulative count 0)
      99.864% <= 6.103 milliseconds (cumulative count 199728)
      100.000% <= 7.103 milliseconds (cumulative count 200000)

      Summary:
        throughput summary: 352733.72 requests per second
      """;

  @Test
  void rateAndPercentilesAreReadFromTheReport() throws IOException {
    assertThat(RedisBenchmark.parse(REPORT))
        .isEqualTo(new Trial.Result(352733.72, 1.751, 5.031, 6.839));
  }

  @Test
  void anOldVersionsReportHasNoPercentiles() throws IOException {
    String old = "\nthroughput summary: 10.5 requests per second\n";
    assertThat(RedisBenchmark.parse(old))
        .isEqualTo(new Trial.Result(10.5, Double.NaN, Double.NaN, Double.NaN));
  }

  @Test
  void whatIsNoReportIsPassedOnAsTheReason() {
    assertThatThrownBy(() -> RedisBenchmark.parse("Error from server: ERR no\n"))
        .hasMessage("redis-benchmark said: Error from server: ERR no");
  }
}
