package miniredis.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryDoctorTest {

  private static final long MEGABYTE = 1 << 20;

  /** Megabytes. */
  private static MemoryFigures figures(
      long used, long peak, long clients, long heapUsed, long heapSize, long resident) {
    return new MemoryFigures(
        used * MEGABYTE,
        peak * MEGABYTE,
        MEGABYTE,
        clients * MEGABYTE,
        clients * MEGABYTE,
        1000,
        heapUsed * MEGABYTE,
        heapSize * MEGABYTE,
        resident * MEGABYTE);
  }

  private static String report(MemoryFigures now) {
    return new MemoryDoctor(now, 10, 0, 4096 * MEGABYTE, false).report();
  }

  @Test
  void aServerWithNextToNothingInItIsNotJudged() {
    assertThat(report(figures(1, 900, 0, 10, 900, 2000))).startsWith("Hi Sam, there is next to");
  }

  @Test
  void aServerThatHasJustBeenFilledIsWell() {
    assertThat(report(figures(10, 10, 0, 40, 48, 110))).startsWith("Hi Sam, nothing looks wrong");
    assertThat(report(figures(800, 900, 1, 900, 1100, 1200))).startsWith("Hi Sam, nothing");
  }

  @Test
  void memoryThatWasNeededOnceIsNamed() {
    assertThat(report(figures(100, 151, 0, 120, 150, 200)))
        .startsWith("Sam, ")
        .contains(" * Peak memory: ", "151.0 MB", "100.0 MB")
        .doesNotContain("Large");
  }

  @Test
  void aHeapMuchLargerThanItsDataIsNamedWithWhatItHolds() {
    assertThat(report(figures(100, 100, 0, 200, 265, 300)))
        .contains(" * Large heap: Java has reserved 265.0 MB", "200.0 MB are in use");
    assertThat(report(figures(100, 100, 0, 200, 264, 300))).startsWith("Hi Sam");
  }

  @Test
  void aProcessMuchLargerThanTheHeapIsNamed() {
    assertThat(report(figures(100, 100, 0, 150, 200, 321)))
        .contains(" * Large process: 321.0 MB", "only 200.0 MB");
    assertThat(report(figures(100, 100, 0, 150, 200, 319))).startsWith("Hi Sam");
  }

  @Test
  void buffersCountByTheClient() {
    MemoryFigures now = figures(100, 100, 2, 120, 150, 200);
    assertThat(new MemoryDoctor(now, 10, 0, 0, false).report())
        .contains(" * Big client buffers: 10 clients have 2.0 MB");
    assertThat(new MemoryDoctor(now, 11, 0, 0, false).report()).startsWith("Hi Sam");
  }

  @Test
  void aHeapWithoutRoomAndScriptsWithoutEndAreNamed() {
    MemoryFigures now = figures(100, 100, 0, 120, 150, 200);
    assertThat(new MemoryDoctor(now, 1, 1001, 512 * MEGABYTE, true).report())
        .contains(" * Little room: Java's heap may become 512.0 MB", " * Many scripts: 1001 are");
    assertThat(new MemoryDoctor(now, 1, 1000, 512 * MEGABYTE, false).report()).startsWith("Hi");
  }
}
