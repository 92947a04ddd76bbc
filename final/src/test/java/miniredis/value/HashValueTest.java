package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashValueTest {

  private static Bytes bytes(int number) {
    return number % 3 == 0 ? Bytes.of(number) : Bytes.of("x" + number);
  }

  private static Map<Bytes, Bytes> content(HashValue hash) {
    Map<Bytes, Bytes> content = new HashMap<>();
    hash.forEach((field, value) -> assertThat(content.put(field, value)).isNull());
    return content;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20, 10_000})
  void itHoldsWhatAMapHolds(long mostPacked) {
    Limits limits = new Limits();
    limits.hashFields = mostPacked;
    HashValue hash = new HashValue(limits);
    Map<Bytes, Bytes> model = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Bytes field = bytes(random.nextInt(200));
      if (random.nextInt(3) == 0) {
        assertThat(hash.remove(field)).isEqualTo(model.remove(field) != null);
      } else {
        Bytes value = bytes(random.nextInt(1_000_000));
        assertThat(hash.set(field, value)).isEqualTo(model.put(field, value) == null);
      }
      assertThat(hash.size()).isEqualTo(model.size());
      assertThat(hash.get(field)).isEqualTo(model.get(field));
      if (i % 500 == 0) assertThat(content(hash)).isEqualTo(model);
    }
    assertThat(content(hash)).isEqualTo(model);
    HashValue copy = (HashValue) hash.copy();
    assertThat(content(copy)).isEqualTo(model);
    copy.set(Bytes.of("own"), Bytes.of("1"));
    assertThat(hash.contains(Bytes.of("own"))).isFalse();
    assertThat(copy.footprint()).isPositive();
  }

  @Test
  void theFootprintOfATableIsGivenBack() {
    Limits limits = new Limits();
    limits.hashFields = 0;
    HashValue hash = new HashValue(limits);
    hash.set(Bytes.of("first"), Bytes.of("1"));
    long before = hash.footprint();
    for (int i = 0; i < 5; i++) hash.set(Bytes.of("f" + i), Bytes.of("value" + i));
    hash.set(
        Bytes.of("f1"), Bytes.of("a much longer value that takes an entry of its own".repeat(3)));
    assertThat(hash.footprint()).isGreaterThan(before);
    for (int i = 0; i < 5; i++) hash.remove(Bytes.of("f" + i));
    assertThat(hash.footprint()).isEqualTo(before);
  }

  @Test
  void everyFieldIsPickedSometimes() {
    HashValue hash = new HashValue(new Limits());
    for (int i = 0; i < 20; i++) hash.set(bytes(i), bytes(i));
    Set<Bytes> picked = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) hash.pick(random, (field, value) -> picked.add(field));
    assertThat(picked).hasSize(20);
  }
}
