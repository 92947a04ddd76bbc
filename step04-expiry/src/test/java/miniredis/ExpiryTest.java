package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private final Expiry expiry = new Expiry();

  @Test
  void theEarliestDeadlineIsAlwaysAtHand() {
    expiry.set(Bytes.of("late"), 300);
    expiry.set(Bytes.of("early"), 100);
    expiry.set(Bytes.of("between"), 200);

    assertThat(expiry.firstDue(99)).isNull();
    assertThat(expiry.firstDue(1_000)).isEqualTo(Bytes.of("early"));
    expiry.set(Bytes.of("early"), Expiry.NEVER);
    assertThat(expiry.firstDue(1_000)).isEqualTo(Bytes.of("between"));
  }

  @Test
  void keysMayDieAtTheSameMoment() {
    expiry.set(Bytes.of("a"), 100);
    expiry.set(Bytes.of("b"), 100);

    Bytes first = expiry.firstDue(100);
    expiry.set(first, Expiry.NEVER);
    Bytes second = expiry.firstDue(100);
    expiry.set(second, Expiry.NEVER);
    assertThat(new Bytes[] {first, second}).containsExactlyInAnyOrder(Bytes.of("a"), Bytes.of("b"));
    assertThat(expiry.firstDue(100)).isNull();
  }

  @Test
  void aNewDeadlineReplacesTheOldOne() {
    expiry.set(Bytes.of("a"), 100);
    expiry.set(Bytes.of("a"), 200);

    assertThat(expiry.firstDue(150)).isNull();
    assertThat(expiry.of(Bytes.of("a"))).isEqualTo(200);
  }

  @Test
  void theMapAndTheSetAlwaysTellTheSame() {
    Random random = new Random(4);
    Map<Bytes, Long> model = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      Bytes key = Bytes.of("key" + random.nextInt(50));
      long moment = random.nextInt(4) == 0 ? Expiry.NEVER : random.nextInt(1_000);
      expiry.set(key, moment);
      model.put(key, moment);
      long first = model.values().stream().mapToLong(Long::longValue).min().orElseThrow();
      assertThat(expiry.of(key)).isEqualTo(moment);
      assertThat(expiry.firstDue(first - 1)).isNull();
      if (first != Expiry.NEVER) assertThat(model.get(expiry.firstDue(first))).isEqualTo(first);
    }
  }
}
