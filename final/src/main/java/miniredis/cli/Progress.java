package miniredis.cli;

import module java.base;

/** A bar at the foot of a long job, for a person at a terminal; nothing for anyone else. */
final class Progress {

  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final Streams streams;
  private long drawn = System.nanoTime() - REDRAW_NANOS;
  private boolean visible;

  Progress(Streams streams) {
    this.streams = streams;
  }

  /** Draws it anew, ten times a second at most. */
  void show(long done, long all) throws IOException {
    if (!streams.outIsTerminal() || System.nanoTime() - drawn < REDRAW_NANOS || all <= 0) return;
    drawn = System.nanoTime();
    visible = true;
    int full = (int) Math.min(WIDTH, done * WIDTH / all);
    streams.print(
        "\r\033[36m%s\033[90m%s\033[0m %3d %% of %,d\033[K"
            .formatted(
                "█".repeat(full), "░".repeat(WIDTH - full), Math.min(100, done * 100 / all), all));
    streams.out().flush();
  }

  /** Makes room for a line of text. */
  void clear() throws IOException {
    if (visible) streams.print("\r\033[K");
    visible = false;
  }
}
