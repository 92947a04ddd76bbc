package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When memory is given back, on a clock of the test's own. */
class SpareHeapTest {

  private static final long MEGABYTE = 1 << 20;
  private static final long TICK = 100_000_000;

  private long now;
  private long reserved = 500 * MEGABYTE;
  private long used = MEGABYTE;
  private long reads;
  private int collections;
  private int givenBack;

  private final SpareHeap heap =
      new SpareHeap(
          () -> reserved, () -> used, () -> reads, () -> collections++, () -> givenBack++);

  /** So many seconds, with so many reads in each tenth of one. */
  private void pass(int seconds, int readsATick) {
    for (int i = 0; i < 10 * seconds; i++) {
      now += TICK;
      reads += readsATick;
      heap.tick(now);
    }
  }

  @Test
  void whatACollectionHasFoundIsGivenBackASecondLater() {
    reserved = SpareHeap.USUAL * 10;
    pass(2, 100);
    pass(3, 0);
    while (collections == 0) pass(1, 0);
    assertThat(givenBack).isZero();
    pass(2, 0);
    assertThat(collections).isEqualTo(1);
    assertThat(givenBack).isEqualTo(1);
  }

  @Test
  void afterALoadItIsGivenBackOnce() {
    pass(10, 1000);
    assertThat(collections).as("under load").isZero();
    pass(2, 0);
    assertThat(collections).as("after a moment of rest").isZero();
    pass(5, 0);
    assertThat(collections).as("when it is quiet").isEqualTo(1);
    pass(100, 0);
    assertThat(collections).as("as long as nothing happens").isEqualTo(1);
    pass(1, 1000);
    pass(10, 0);
    assertThat(collections).as("after the next load").isEqualTo(2);
  }

  /** A FLUSHALL is one read. */
  @Test
  void whatOneCommandLetsGoOfIsGivenBackToo() {
    used = 300 * MEGABYTE;
    pass(1, 1000);
    pass(20, 0);
    assertThat(collections).isEqualTo(1);
    used = MEGABYTE;
    reads++;
    pass(10, 0);
    assertThat(collections).isEqualTo(2);
    pass(100, 0);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void whoOnlyWatchesIsNoLoad() {
    pass(1, 1000);
    for (int second = 0; second < 10; second++) {
      pass(1, 0);
      reads += 2;
    }
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void whereLittleIsToSpareNothingIsDone() {
    reserved = used * 6 / 5 + SpareHeap.USUAL;
    pass(1, 1000);
    pass(100, 0);
    assertThat(collections).isZero();
  }

  @Test
  void theMoreIsInUseTheLongerItMustHaveBeenQuiet() {
    used = 1000 * MEGABYTE;
    reserved = 2000 * MEGABYTE;
    pass(1, 1000);
    pass(25, 0);
    assertThat(collections).isZero();
    pass(10, 0);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void aServerThatWasNeverAskedIsLeftAlone() {
    pass(100, 0);
    assertThat(collections).isZero();
  }
}
