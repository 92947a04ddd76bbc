package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.net.EventLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a second the server looks after itself: the settings hz and dynamic-hz. */
class TickSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "10, 0, 10",
    "10, 2000, 10",
    "10, 2009, 10",
    "10, 2010, 20",
    "10, 5000, 40",
    "100, 90000, 500",
    "500, 1000000, 500",
    "1, 201, 2"
  })
  void manyClientsAreLookedAfterMoreOften(int hz, int clients, int times) {
    assertThat(TickSettings.enough(hz, clients)).isEqualTo(times);
  }

  /** Ten ticks a second would take five seconds. */
  @Test
  void theLoopTicksAsOftenAsItIsTold() throws Exception {
    ServerLog log =
        new ServerLog(
            new PrintStream(OutputStream.nullOutputStream()), false, ServerLog.Level.WARNING);
    EventLoop loop = new EventLoop(new Engine(1, InstantSource.system(), log), log);
    CountDownLatch ticks = new CountDownLatch(50);
    loop.everyTick(ticks::countDown);
    loop.ticksPerSecond(500);
    FutureTask<Void> run = new FutureTask<>(() -> run(loop));
    Thread.ofPlatform().daemon().start(run);
    assertThat(ticks.await(3, TimeUnit.SECONDS)).isTrue();
    loop.stop();
    run.get(10, TimeUnit.SECONDS);
  }

  private static Void run(EventLoop loop) throws IOException {
    try {
      loop.run();
    } finally {
      loop.closeAll();
    }
    return null;
  }
}
