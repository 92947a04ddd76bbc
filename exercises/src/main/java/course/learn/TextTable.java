package course.learn;

import module java.base;

/**
 * A table for a terminal: its columns stand below each other, and a cell with many words has
 * several lines. Where that is too wide, each row becomes a list of its own, a line for each cell.
 */
record TextTable(List<List<String>> rows, int width) {

  private static final int NARROW = 10;

  /** The first row is the head. */
  static List<String> of(List<List<String>> rows, int width) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> even = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      while (cells.size() < columns) cells.add("");
      even.add(cells);
    }
    return new TextTable(even, width).lines();
  }

  private List<String> lines() {
    int[] widest = columns(String::length);
    int room = width - 3 * widest.length - 1;
    if (IntStream.of(widest).sum() > room) {
      int[] least = columns(cell -> Math.min(Math.max(longestWord(cell), NARROW), cell.length()));
      if (rows.size() <= 2 || IntStream.of(least).sum() > room) return lists();
      narrow(widest, least, room);
    }
    return table(widest);
  }

  private int[] columns(ToIntFunction<String> ofCell) {
    return IntStream.range(0, rows.getFirst().size())
        .map(
            column ->
                rows.stream().mapToInt(row -> ofCell.applyAsInt(row.get(column))).max().orElse(0))
        .toArray();
  }

  private static int longestWord(String cell) {
    return Stream.of(cell.split(" ")).mapToInt(String::length).max().orElse(0);
  }

  /** Takes from the widest column as long as they do not fit. */
  private static void narrow(int[] widths, int[] least, int room) {
    while (IntStream.of(widths).sum() > room) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++)
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) widest = i;
      widths[widest]--;
    }
  }

  private List<String> table(int[] widths) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      boolean head = lines.isEmpty();
      if (head && String.join("", row).isEmpty()) continue;
      beside(row, widths).forEach(cells -> lines.add("| " + String.join(" | ", cells) + " |"));
      if (head)
        lines.add(
            IntStream.of(widths)
                .mapToObj(w -> "-".repeat(w + 2))
                .collect(Collectors.joining("|", "|", "|")));
    }
    return lines;
  }

  /** The cells beside each other, in as many lines as the longest needs. */
  private static List<List<String>> beside(List<String> row, int[] widths) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++)
      wrapped.add(Words.wrapped(row.get(i), Math.max(1, widths[i])));
    int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = wrapped.get(column);
        String part = i < cell.size() ? cell.get(i) : "";
        cells.add(part + " ".repeat(widths[column] - part.length()));
      }
      lines.add(cells);
    }
    return lines;
  }

  private List<String> lists() {
    List<String> head = rows.getFirst();
    int names = Math.min(width / 3, head.stream().mapToInt(String::length).max().orElse(0));
    int[] widths = {names, width - names - 2};
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      if (!lines.isEmpty()) lines.add("");
      for (int i = 0; i < row.size(); i++)
        if (!row.get(i).isEmpty())
          beside(List.of(head.get(i), row.get(i)), widths)
              .forEach(cells -> lines.add(String.join("  ", cells).stripTrailing()));
    }
    return lines;
  }
}
