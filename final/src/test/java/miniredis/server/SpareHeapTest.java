package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When memory is given back, on a clock of the test's own. */
class SpareHeapTest {

  private static final long MEGABYTE = 1 << 20;
  private static final long MILLISECOND = 1_000_000;
  private static final long TICK = 100 * MILLISECOND;

  private long now;
  private long reserved = 500 * MEGABYTE;
  private long used = MEGABYTE;
  private long outside;
  private long reads;
  private long stop = 10 * MILLISECOND;
  private int collections;
  private int givenBack;

  private final SpareHeap heap =
      new SpareHeap(
          () -> reserved,
          () -> used,
          () -> outside,
          () -> reads,
          () -> now,
          this::collect,
          () -> givenBack++);

  private void collect() {
    collections++;
    now += stop;
  }

  /** So many seconds, with so many reads in each tenth of one. */
  private void pass(int seconds, int readsATick) {
    for (int i = 0; i < 10 * seconds; i++) {
      now += TICK;
      reads += readsATick;
      heap.tick();
    }
  }

  /** Work with much data, which are no more at its end: until then nothing was to spare. */
  private void load(int seconds) {
    used = 400 * MEGABYTE;
    pass(seconds, 1000);
    used = MEGABYTE;
  }

  @Test
  void whatACollectionHasFoundIsGivenBackASecondLater() {
    load(2);
    pass(3, 0);
    while (collections == 0) pass(1, 0);
    assertThat(givenBack).isZero();
    pass(2, 0);
    assertThat(collections).isEqualTo(1);
    assertThat(givenBack).isEqualTo(1);
  }

  @Test
  void afterALoadItIsGivenBackOnce() {
    load(10);
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
    load(1);
    for (int second = 0; second < 10; second++) {
      pass(1, 0);
      reads += 2;
    }
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void whereLittleIsToSpareNothingIsCollectedAndTheRestGivenBackOnce() {
    reserved = used * 6 / 5 + SpareHeap.USUAL;
    pass(1, 1000);
    assertThat(givenBack).isZero();
    pass(100, 0);
    assertThat(collections).isZero();
    assertThat(givenBack).isEqualTo(1);
  }

  @Test
  void whatDiesLaterWhileItIsQuietIsCollectedAsWell() {
    used = 300 * MEGABYTE;
    reserved = used * 6 / 5 + SpareHeap.USUAL;
    pass(1, 1000);
    pass(20, 0);
    assertThat(collections).isZero();
    used = 200 * MEGABYTE;
    pass(20, 0);
    assertThat(collections).isEqualTo(1);
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

  /** Data of one megabyte that are written anew all the time: the heap would grow and grow. */
  private void churn(int megabytesASecond) {
    reserved = SpareHeap.USUAL;
    for (int second = 0; second < 100; second++) {
      reserved += megabytesASecond * MEGABYTE;
      int before = collections;
      pass(1, 1000);
      if (collections > before) reserved = SpareHeap.USUAL;
    }
  }

  @Test
  void underLoadGarbageIsCollectedEveryFewSeconds() {
    churn(20);
    assertThat(collections).isBetween(20, 25);
    assertThat(givenBack).as("that takes time, which nobody has").isZero();
  }

  @Test
  void underLoadItIsDoneSoonerThanItWouldTakeTooLong() {
    churn(100);
    assertThat(collections).isBetween(45, 50);
  }

  @Test
  void underLoadWhatTakesTooLongIsNotDoneAgain() {
    stop = 10 * SpareHeap.LONGEST_STOP;
    churn(100);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void underLoadNobodyWaitsForTheCollectionOfALargeHeap() {
    used = 100 * MEGABYTE;
    pass(100, 1000);
    assertThat(collections).isZero();
    outside = 90 * MEGABYTE;
    reserved = 300 * MEGABYTE;
    pass(1, 1000);
    assertThat(collections).as("what is outside of the heap takes no time").isEqualTo(1);
  }

  @Test
  void underLoadThereMustBeMoreGarbageThanData() {
    used = 40 * MEGABYTE;
    reserved = SpareHeap.USUAL + used * 11 / 5;
    pass(100, 1000);
    assertThat(collections).isZero();
    reserved += MEGABYTE;
    pass(1, 1000);
    assertThat(collections).isEqualTo(1);
  }

  /** What scripts or snapshots hold is no data, and no garbage. */
  @Test
  void underLoadWhatACollectionHasLeftIsNotLookedForAgain() {
    reserved = 100 * MEGABYTE;
    pass(100, 1000);
    assertThat(collections).isEqualTo(1);
    reserved += 10 * MEGABYTE;
    pass(20, 1000);
    assertThat(collections).isEqualTo(1);
    reserved += 10 * MEGABYTE;
    pass(20, 1000);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void aServerThatWasNeverAskedIsLeftAlone() {
    pass(100, 0);
    assertThat(collections).isZero();
  }
}
