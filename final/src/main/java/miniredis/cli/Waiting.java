package miniredis.cli;

import module java.base;

/** Says that the server has not answered yet, from a fifth of a second on, and takes it back. */
final class Waiting implements Dialogue.Waiter, AutoCloseable {

  private static final long PATIENCE_MILLIS = 200;
  private static final String TEXT = "waiting for the server (Ctrl-C stops)";

  private final Consumer<String> screen;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("waiting").factory());
  private ScheduledFuture<?> alarm;
  private boolean waiting;
  private boolean shown;

  /**
   * @param screen takes text without a line end
   */
  Waiting(Consumer<String> screen) {
    this.screen = screen;
  }

  @Override
  public synchronized void begin() {
    waiting = true;
    alarm = clock.schedule(this::say, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void say() {
    if (!waiting) return;
    shown = true;
    screen.accept(Palette.HINT.paint(TEXT));
  }

  @Override
  public synchronized void end() {
    waiting = false;
    alarm.cancel(false);
    if (shown) screen.accept("\r\033[K");
    shown = false;
  }

  @Override
  public synchronized void close() {
    waiting = false;
    clock.shutdownNow();
  }
}
