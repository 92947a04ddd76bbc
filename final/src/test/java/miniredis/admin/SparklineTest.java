package miniredis.admin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.admin.Sparkline.Column;
import org.junit.jupiter.api.Test;

class SparklineTest {

  /** What redis-server drew for 10, 50 and 20 milliseconds. */
  @Test
  void aPictureIsTheOneThatRedisDraws() {
    List<Column> columns =
        List.of(new Column(10, "4s"), new Column(50, "3s"), new Column(20, "1s"));
    assertThat(Sparkline.of(columns).replace(' ', '.'))
        .isEqualTo(".#.\n.|.\n.|_\n_||\n...\n431\nsss\n");
  }

  @Test
  void equalNumbersAreAFlatLine() {
    assertThat(Sparkline.of(List.of(new Column(7, "2m"), new Column(7, "10s"))).replace(' ', '.'))
        .isEqualTo("..\n..\n..\n__\n..\n21\nm0\n.s\n");
  }

  @Test
  void whatIsTooWideGoesOnBelowInTheSameScale() {
    List<Column> columns = new ArrayList<>(Collections.nCopies(80, new Column(0, "1d")));
    columns.add(new Column(12, "1s"));
    assertThat(Sparkline.of(columns)).endsWith("d".repeat(80) + "\n\n#\n|\n|\n|\n \n1\ns\n");
  }
}
