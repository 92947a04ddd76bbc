package miniredis.admin;

import module java.base;

/**
 * A row of numbers as a picture of four lines, each number a column with its label below it, read
 * from top to bottom. As Redis draws them, which tools know how to show.
 *
 * <pre>
 *    #
 *    |
 *    |_
 *   _||
 *
 *   431
 *   sss
 * </pre>
 */
final class Sparkline {

  record Column(long value, String label) {}

  static final int WIDTH = 80;

  private static final int ROWS = 4;

  /** A row is three steps high, and these are the heights inside it. */
  private static final String HEIGHTS = "_o#";

  private Sparkline() {}

  /** The picture; more columns than fit beside one another go on below. */
  static String of(List<Column> columns) {
    LongSummaryStatistics values = columns.stream().mapToLong(Column::value).summaryStatistics();
    StringJoiner picture = new StringJoiner("\n");
    for (int from = 0; from < columns.size(); from += WIDTH) {
      List<Column> part = columns.subList(from, Math.min(columns.size(), from + WIDTH));
      picture.add(draw(part, values.getMin(), Math.max(1, values.getMax() - values.getMin())));
    }
    return picture.toString();
  }

  private static String draw(List<Column> columns, long least, long range) {
    StringBuilder text = new StringBuilder();
    for (int row = ROWS - 1; row >= 0; row--) {
      for (Column column : columns) text.append(height(column.value - least, range, row));
      text.append('\n');
    }
    text.repeat(' ', columns.size()).append('\n');
    int longest = columns.stream().mapToInt(column -> column.label.length()).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (Column column : columns) {
        text.append(i < column.label.length() ? column.label.charAt(i) : ' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** What a column looks like in a row, the lowest of which is 0. */
  private static char height(long value, long range, int row) {
    int steps = HEIGHTS.length() * ROWS;
    int step = (int) Math.min(steps - 1, value * steps / range);
    int inRow = step - row * HEIGHTS.length();
    if (inRow < 0) return ' ';
    return inRow < HEIGHTS.length() ? HEIGHTS.charAt(inRow) : '|';
  }
}
