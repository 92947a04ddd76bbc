package course.picture;

import module java.base;

/** {@code table}: rows of cells. A row that begins with {@code =} is a head. */
record Table(List<Row> rows) implements Block {

  record Row(boolean head, List<Label> cells) {}

  static Table parse(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      boolean head = line.startsWith("=");
      String cells = head ? line.substring(1) : line;
      Colour otherwise = head ? Colour.NONE : Colour.GREY;
      rows.add(
          new Row(
              head,
              Arrays.stream(cells.split("\\|", -1)).map(c -> Label.parse(c, otherwise)).toList()));
    }
    return new Table(rows);
  }

  @Override
  public double draw(Svg svg, double top) {
    double[] widths = widths();
    double y = top;
    for (Row row : rows) {
      double height = row.cells().stream().mapToDouble(Label::height).max().orElse(0) + 10;
      double x = Svg.MARGIN;
      for (int i = 0; i < row.cells().size(); i++) {
        Label cell = row.cells().get(i);
        if (!cell.isEmpty()) svg.box(x, y, widths[i], height, cell);
        x += widths[i] + 4;
      }
      y += height + 4;
    }
    return y - 4;
  }

  /** Each column as wide as its widest words; what is left of the paper is shared by all. */
  private double[] widths() {
    int columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    double[] widths = new double[columns];
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).width() + 20);
      }
    }
    double rest = Svg.ROOM - DoubleStream.of(widths).sum() - 4 * (columns - 1);
    if (rest < 0)
      throw new IllegalArgumentException("a table is too wide by %.0f".formatted(-rest));
    for (int i = 0; i < columns; i++) widths[i] += rest / columns;
    return widths;
  }
}
