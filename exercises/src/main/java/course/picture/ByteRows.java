package course.picture;

import module java.base;

/**
 * {@code bytes}: runs of bytes, each with a colour and with words below it that say what it is for.
 * A line {@code --} begins a new row.
 */
record ByteRows(List<List<Run>> rows) implements Block {

  private static final double CELL = 28;
  private static final double GAP = 12;
  private static final Pattern BYTE = Pattern.compile("\\\\x\\p{XDigit}{2}|\\\\[rns]|\\.\\.\\.|.");

  record Run(List<String> bytes, Label label) {

    static Run parse(String line) {
      String[] parts = line.split("\\s*\\|\\s*", 3);
      Colour colour = Colour.named(parts.length > 1 ? parts[1] : "grey");
      List<String> bytes = BYTE.matcher(parts[0]).results().map(MatchResult::group).toList();
      Label label = Label.parse(parts.length > 2 ? parts[2] : "", colour);
      return new Run(bytes, new Label(colour, label.lines()));
    }

    double width() {
      return Math.max(cells(), label.width());
    }

    double cells() {
      return bytes.stream().mapToDouble(Run::cell).sum();
    }

    /** An escape such as \x00 needs more room than one letter. */
    static double cell(String written) {
      return CELL + 10 * Math.max(0, written.length() - 2);
    }
  }

  static ByteRows parse(List<String> lines) {
    List<List<Run>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : lines) {
      if (line.equals("--")) rows.add(new ArrayList<>());
      else rows.getLast().add(Run.parse(line));
    }
    return new ByteRows(rows);
  }

  @Override
  public double draw(Svg svg, double top) {
    double y = top;
    for (List<Run> row : rows) y = draw(svg, row, y) + 14;
    return y - 14;
  }

  private static double draw(Svg svg, List<Run> row, double top) {
    double wide = row.stream().mapToDouble(Run::width).sum() + GAP * (row.size() - 1);
    if (wide > Svg.ROOM) {
      throw new IllegalArgumentException(
          "a row of bytes is %.0f wide, for %d: begin a new one with --".formatted(wide, Svg.ROOM));
    }
    double x = Svg.MARGIN;
    double lowest = 0;
    for (Run run : row) {
      double middle = x + run.width() / 2;
      double left = middle - run.cells() / 2;
      for (String b : run.bytes()) {
        String shown = b.equals("\\s") ? "\u2423" : b;
        Label code = new Label(run.label().colour(), List.of("`" + shown + "`"));
        svg.box(left, top, Run.cell(b), 34, code);
        left += Run.cell(b);
      }
      svg.words(run.label(), middle, top + 38, "middle");
      lowest = Math.max(lowest, run.label().height());
      x += run.width() + GAP;
    }
    return top + 38 + lowest;
  }
}
