package miniredis.cli;

import module java.base;

/**
 * {@code --latency} and {@code --latency-history}: how many milliseconds PING takes, a hundred
 * times a second. On a terminal with a plot of the last answers, in microseconds.
 */
final class LatencyMode {

  private static final long EVERY_NANOS = 10_000_000;
  private static final long HISTORY_MILLIS = 15_000;
  private static final long ONCE_MILLIS = 1000;
  private static final int PLOT = 30;

  private final CliOptions options;
  private final Pinger pinger;
  private final Streams streams;
  private final Sparkline plot = new Sparkline(PLOT);
  private long least;
  private long most;
  private long total;
  private long count;

  LatencyMode(CliOptions options, Link link, Streams streams) {
    this.options = options;
    pinger = new Pinger(link, streams, "PING");
    this.streams = streams;
  }

  void run() throws IOException {
    long given = options.intervalMicros / 1000;
    long round = options.intervalMicros == 0 ? HISTORY_MILLIS : given;
    long once = options.intervalMicros == 0 ? ONCE_MILLIS : given;
    long start = System.nanoTime();
    while (true) {
      sample();
      boolean plain = options.format == Format.PLAIN;
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (plain) {
        streams.print("\033[0G\033[2K");
        show();
      } else if (options.latencyHistory) {
        show();
      } else if (millis > once) {
        show();
        return;
      }
      if (options.latencyHistory && millis > round) {
        streams.print(String.format(Locale.ROOT, " -- %.2f seconds range\n", millis / 1000f));
        start = System.nanoTime();
        count = 0;
      }
      streams.out().flush();
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  /** A millisecond begun is not counted, as in redis-cli. */
  private void sample() throws IOException {
    long before = System.nanoTime();
    pinger.ask();
    long nanos = System.nanoTime() - before;
    long millis = nanos / 1_000_000;
    plot.add(nanos / 1000);
    least = count == 0 ? millis : Math.min(least, millis);
    most = count == 0 ? millis : Math.max(most, millis);
    total = count == 0 ? millis : total + millis;
    count++;
  }

  private void show() throws IOException {
    double average = (double) total / count;
    String text =
        switch (options.format) {
          case PLAIN -> "min: %d, max: %d, avg: %.2f (%d samples)";
          case CSV -> "%d,%d,%.2f,%d\n";
          case RAW -> "%d %d %.2f %d\n";
          case JSON -> "{\"min\": %d, \"max\": %d, \"avg\": %.2f, \"count\": %d}\n";
          case QUOTED_JSON -> "";
        };
    streams.print(String.format(Locale.ROOT, text, least, most, average, count));
    if (options.format == Format.PLAIN && streams.outIsTerminal()) {
      streams.print("  \033[36m" + plot + "\033[0m");
    }
  }
}
