package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.Packed;
import org.junit.jupiter.api.Test;

class EvictionPoolTest {

  private final EvictionPool pool = new EvictionPool();

  private void offer(int score) {
    pool.offer(score, score % 3, Packed.of(Bytes.of(score), Bytes.EMPTY, Entry.NO_DEADLINE));
  }

  @Test
  void theBestSixteenOfAllStayAndComeOutInOrder() {
    Random random = new Random(5);
    List<Integer> scores = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int score = random.nextInt(1_000);
      scores.add(score);
      offer(score);
    }
    scores.sort(Comparator.reverseOrder());
    for (int i = 0; i < 16; i++) {
      assertThat(pool.bestDatabase()).isEqualTo(scores.get(i) % 3);
      assertThat(pool.takeBest()).isEqualTo(Bytes.of(scores.get(i)));
    }
    assertThat(pool.isEmpty()).isTrue();
  }

  @Test
  void aPoolThatIsNotFullTakesWhatIsWorse() {
    offer(9);
    offer(1);
    offer(5);
    assertThat(pool.takeBest()).isEqualTo(Bytes.of(9));
    offer(7);
    assertThat(pool.takeBest()).isEqualTo(Bytes.of(7));
    assertThat(pool.takeBest()).isEqualTo(Bytes.of(5));
    assertThat(pool.takeBest()).isEqualTo(Bytes.of(1));
  }
}
