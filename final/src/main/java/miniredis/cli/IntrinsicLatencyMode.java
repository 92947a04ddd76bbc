package miniredis.cli;

import module java.base;

/**
 * {@code --intrinsic-latency}: how long this machine leaves a program without a processor. It does
 * a short computation over and over, and tells of those that took long.
 */
final class IntrinsicLatencyMode {

  private static final int SWAPS = 1000;

  private final int seconds;
  private final Streams streams;

  /** Kept, so that no compiler can leave the work out. */
  private long computed;

  private volatile boolean stopped;

  IntrinsicLatencyMode(CliOptions options, Streams streams) {
    seconds = options.intrinsicSeconds;
    this.streams = streams;
  }

  /** From any thread: tells what was found, before the time is up. */
  void stop() {
    stopped = true;
  }

  void run() throws IOException {
    long micros = seconds * 1_000_000L;
    long end = System.nanoTime() + micros * 1000;
    long worst = 0;
    for (long runs = 1; ; runs++) {
      long start = System.nanoTime();
      compute();
      long now = System.nanoTime();
      long took = (now - start) / 1000;
      if (took > worst) {
        worst = took;
        print("Max latency so far: %d microseconds.\n", worst);
        streams.out().flush();
      }
      if (took <= 0 || !stopped && now <= end) continue;
      double average = (double) micros / runs;
      print(
          "\n%d total runs (avg latency: %.4f microseconds / %.2f nanoseconds per run).\n",
          runs, average, average * 1000);
      print("Worst run took %.0fx longer than the average latency.\n", worst / average);
      streams.out().flush();
      return;
    }
  }

  /** Shuffles 256 bytes, as the RC4 cipher does. */
  private void compute() {
    int[] state = IntStream.range(0, 256).toArray();
    int j = 0;
    for (int i = 1; i <= SWAPS; i++) {
      int at = i & 255;
      j = j + state[at] & 255;
      int kept = state[at];
      state[at] = state[j];
      state[j] = kept;
      computed += state[state[at] + state[j] & 255];
    }
  }

  private void print(String format, Object... values) throws IOException {
    streams.print(String.format(Locale.ROOT, format, values));
  }
}
