package miniredis.cli;

import module java.base;

/**
 * {@code --latency-dist}: a line a second, on which each character stands for a range of latencies
 * and its colour for the share of the answers that took so long.
 */
final class LatencyDistributionMode {

  private static final long EVERY_NANOS = 10_000_000;
  private static final long DEFAULT_MILLIS = 1000;
  private static final int LINES_BETWEEN_LEGENDS = 20;

  private static final int[] COLOURS = {
    0, 233, 234, 235, 237, 239, 241, 243, 245, 247, 144, 143, 142, 184, 226, 214, 208, 202, 196
  };
  private static final int[] GREYS = {
    0, 233, 234, 235, 237, 239, 241, 243, 245, 247, 249, 251, 253
  };

  private static final String NAMES = ".-*#123456789ABCDEFGHIJKLMNOPQ?";

  /** The longest latency of each range in microseconds; the last range is without an end. */
  private static final long[] LONGEST = {
    10,
    125,
    250,
    500,
    1000,
    2000,
    3000,
    4000,
    5000,
    6000,
    7000,
    8000,
    9000,
    10_000,
    20_000,
    30_000,
    40_000,
    50_000,
    100_000,
    200_000,
    300_000,
    400_000,
    500_000,
    1_000_000,
    2_000_000,
    4_000_000,
    8_000_000,
    16_000_000,
    30_000_000,
    60_000_000,
    Long.MAX_VALUE
  };

  private final CliOptions options;
  private final Pinger pinger;
  private final Streams streams;
  private final int[] palette;
  private final long[] counts = new long[LONGEST.length];
  private long total;

  LatencyDistributionMode(CliOptions options, Link link, Streams streams) {
    this.options = options;
    pinger = new Pinger(link, streams, "PING");
    this.streams = streams;
    palette = options.grey ? GREYS : COLOURS;
  }

  void run() throws IOException {
    long round = options.intervalMicros == 0 ? DEFAULT_MILLIS : options.intervalMicros / 1000;
    long start = System.nanoTime();
    for (int lines = 0; ; ) {
      sample();
      if ((System.nanoTime() - start) / 1_000_000 > round) {
        if (lines++ % LINES_BETWEEN_LEGENDS == 0) streams.print(legend());
        streams.print(spectrum());
        streams.out().flush();
        start = System.nanoTime();
      }
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private void sample() throws IOException {
    long before = System.nanoTime();
    pinger.ask();
    long micros = (System.nanoTime() - before) / 1000;
    int range = 0;
    while (micros > LONGEST[range]) range++;
    counts[range]++;
    total++;
  }

  /** The line for what was counted since the last. */
  String spectrum() {
    StringBuilder line = new StringBuilder("\033[38;5;0m");
    for (int i = 0; i < counts.length; i++) {
      int shade = (int) Math.ceil((double) counts[i] / total * (palette.length - 1));
      line.append("\033[48;5;").append(palette[shade]).append('m').append(NAMES.charAt(i));
    }
    Arrays.fill(counts, 0);
    total = 0;
    return line.append("\033[0m\n").toString();
  }

  String legend() {
    StringBuilder shades = new StringBuilder();
    for (int colour : palette) shades.append("\033[48;5;").append(colour).append("m ");
    return """
    ---------------------------------------------
    . - * #          .01 .125 .25 .5 milliseconds
    1,2,3,...,9      from 1 to 9     milliseconds
    A,B,C,D,E        10,20,30,40,50  milliseconds
    F,G,H,I,J        .1,.2,.3,.4,.5       seconds
    K,L,M,N,O,P,Q,?  1,2,4,8,16,30,60,>60 seconds
    From 0 to 100%:\s"""
        + shades
        + """
        \033[0m
        ---------------------------------------------
        """;
  }
}
