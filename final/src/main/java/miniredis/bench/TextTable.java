package miniredis.bench;

import module java.base;

/** A table of texts: aligned for a terminal, or in Markdown. Words are set left, figures right. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  void row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells: " + List.of(cells));
    }
    rows.add(List.of(cells));
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  String plain() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(words(i) ? row.get(i) + space : space + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private boolean words(int column) {
    return rows.stream().skip(1).anyMatch(row -> Character.isLetter(row.get(column).charAt(0)));
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
      if (row == rows.getFirst()) {
        out.append("|---").append("|---:".repeat(row.size() - 1)).append("|\n");
      }
    }
    return out.toString();
  }
}
