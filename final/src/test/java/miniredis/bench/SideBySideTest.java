package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class SideBySideTest {

  private static final Contender REDIS = Contender.redis("no");
  private static final Contender VALKEY =
      Contender.beside(new Beside("valkey", List.of("valkey-server", "{port}")));
  private static final Contender FINAL = Contender.module(Path.of("/repository"), "final", "no");

  @Test
  void everyServerIsComparedRoundByRoundWithRedis() {
    SideBySide table = new SideBySide(List.of(FINAL, REDIS, VALKEY), true, "wave", "waits");
    add(table, "final", 1, 2, 9);
    add(table, Contender.REDIS, 2, 4, 6);
    add(table, "valkey", 4, 4, 6);
    assertThat(table.plain())
        .contains(
            "wave    waits        final  redis-server       valkey  final to redis-server  valkey to"
                + " redis-server")
        .contains(
            "BGSAVE  p99.9  2.00 (9.00)   4.00 (6.00)  4.00 (6.00)      0.50x (0.50-1.50)       "
                + "1.00x (1.00-2.00)");
  }

  @Test
  void withoutRedisThereAreNoRatiosAndWhatIsUnknownIsADash() {
    SideBySide table = new SideBySide(List.of(FINAL, VALKEY), true, "wave", "waits");
    add(table, "final", 1, Double.NaN, 3);
    add(table, "valkey", Double.NaN, Double.NaN, Double.NaN);
    assertThat(table.plain().lines())
        .containsExactly(
            "wave    waits        final  valkey", "BGSAVE  p99.9  2.00 (3.00)       -");
  }

  private static void add(SideBySide table, String server, double... figures) {
    for (double figure : figures) table.add(server, figure, "BGSAVE", "p99.9");
  }

  @Test
  void whatGrowsIsSetBesideTheFirstSizeAndBesideRedis() {
    ScaleTable table = new ScaleTable(List.of(FINAL, REDIS), List.of(10, 1000));
    scale(table, "final", 10, 1, 2);
    scale(table, Contender.REDIS, 10, 2, 4);
    scale(table, "final", 1000, 3, 2);
    scale(table, Contender.REDIS, 1000, 2, 4);
    table.add("idle", "resident MB", "final", 10, Double.NaN);
    assertThat(table.rounds(10)).isEqualTo(2);
    assertThat(table.rounds(11)).isZero();
    assertThat(table.plain())
        .containsPattern(
            "load +figure +server +10 +1,000 +grows +first of Redis's +last of Redis's")
        .containsPattern(
            "GET +CPU us/cmd +final +1.50 +2.50 +2.00x \\(1.00-3.00\\) +0.50x \\(0.50-0.50\\)"
                + " +1.00x \\(0.50-1.50\\)\n"
                + "GET +CPU us/cmd +redis-server +3.00 +3.00 +1.00x \\(1.00-1.00\\) +- +-\n")
        .containsPattern("idle +resident MB +final +- +- +- +- +-\n");
  }

  private static void scale(ScaleTable table, String server, int size, double... micros) {
    for (double each : micros) table.add("GET", server, size, new LoadCost(each, 2, 3));
  }

  @Test
  void aRoundWithoutADivisorHasNoRatio() {
    assertThat(Median.ofRatios(List.of(1.0, 4.0, 9.0), List.of(0.0, 2.0)))
        .isEqualTo(new Median(2, 2, 2));
    assertThat(Median.ofRatios(List.of(1.0), List.of()).ratio()).isEqualTo("-");
  }
}
