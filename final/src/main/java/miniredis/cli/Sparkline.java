package miniredis.cli;

import module java.base;

/** The last so many numbers as a row of little bars, the highest of them as high as a line. */
final class Sparkline {

  private static final String BARS = "▁▂▃▄▅▆▇█";

  private final int width;
  private final Deque<Long> values = new ArrayDeque<>();

  Sparkline(int width) {
    this.width = width;
  }

  void add(long value) {
    values.addLast(value);
    if (values.size() > width) values.removeFirst();
  }

  @Override
  public String toString() {
    long highest = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder line = new StringBuilder();
    for (long value : values) {
      line.append(BARS.charAt((int) Math.min(7, Math.max(0, value) * 8 / (highest + 1))));
    }
    return line.toString();
  }
}
