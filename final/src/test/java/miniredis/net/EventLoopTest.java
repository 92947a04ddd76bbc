package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import org.junit.jupiter.api.Test;

/** How often the loop turns and ticks when nobody asks for anything. */
class EventLoopTest {

  private final ServerLog log =
      new ServerLog(
          new PrintStream(OutputStream.nullOutputStream()), false, ServerLog.Level.WARNING);
  private final Engine engine = new Engine(1, Instant::now, log);
  private int turns;
  private int ticks;

  /** Runs a loop until it has ticked so often, and returns how many nanoseconds it took. */
  private long run(int hz, int untilTicks) throws IOException {
    EventLoop loop = new EventLoop(engine, log);
    loop.ticksPerSecond(hz);
    engine.add(
        () -> {
          turns++;
          return false;
        });
    loop.everyTick(
        () -> {
          if (++ticks == untilTicks) loop.stop();
        });
    long start = System.nanoTime();
    loop.run();
    loop.closeAll();
    return System.nanoTime() - start;
  }

  @Test
  void anIdleLoopTurnsOnceForEachTick() throws IOException {
    run(10, 10);
    assertThat(turns).isLessThan(24);
  }

  @Test
  void theTicksOfASecondCanBeChosen() throws IOException {
    assertThat(run(500, 100)).isLessThan(Duration.ofSeconds(5).toNanos());
    assertThat(turns).isLessThan(210);
  }
}
