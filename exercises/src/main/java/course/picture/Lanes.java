package course.picture;

import module java.base;

/**
 * {@code lanes client A | client B | visits}: what each does, time running down. A line is a
 * moment, with what happens in each lane; {@code ^} means that it still goes on. A line {@code 1 ->
 * 2 | PING} is an arrow from one lane to another. A lane whose head is {@code {none}} has no line.
 */
record Lanes(List<Label> heads, List<Moment> moments) implements Block {

  private static final double TIME = 34;
  private static final double GAP = 26;
  private static final Pattern ARROW = Pattern.compile("(\\d+) (->|\\.\\.>) (\\d+)(?: \\| (.*))?");

  /** Either an arrow or what happens in each lane, null where something still goes on. */
  record Moment(List<Label> cells, int from, int to, boolean dashed, Label label) {

    boolean isArrow() {
      return from > 0;
    }

    double height() {
      if (isArrow()) return label.height() + 20;
      int most =
          cells.stream().filter(Objects::nonNull).mapToInt(c -> c.lines().size()).max().orElse(1);
      return Math.max(1, most) * Label.LINE + 20;
    }
  }

  static Lanes parse(String heads, List<String> lines) {
    List<Label> names = cells(heads);
    List<Moment> moments = new ArrayList<>();
    for (String line : lines) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        Label label = Label.parse(Objects.requireNonNullElse(arrow.group(4), ""), Colour.NONE);
        int from = Integer.parseInt(arrow.group(1));
        int to = Integer.parseInt(arrow.group(3));
        moments.add(new Moment(List.of(), from, to, arrow.group(2).equals("..>"), label));
      } else {
        moments.add(new Moment(cells(line), 0, 0, false, null));
      }
    }
    return new Lanes(names, moments);
  }

  private static List<Label> cells(String line) {
    List<Label> cells = new ArrayList<>();
    for (String cell : line.split("\\|", -1)) {
      cells.add(cell.strip().equals("^") ? null : Label.parse(cell, Colour.GREY));
    }
    return cells;
  }

  private double laneWidth() {
    return (Svg.ROOM - TIME - GAP * (heads.size() - 1)) / heads.size();
  }

  private double left(int lane) {
    return Svg.MARGIN + TIME + lane * (laneWidth() + GAP);
  }

  private double middle(int lane) {
    return left(lane) + laneWidth() / 2;
  }

  @Override
  public double draw(Svg svg, double top) {
    double headHeight = heads.stream().mapToDouble(Label::height).max().orElse(0);
    double first = top + headHeight + 10;
    double bottom = first + moments.stream().mapToDouble(Moment::height).sum() + 4;
    svg.arrow(Svg.MARGIN + 8, first, Svg.MARGIN + 8, bottom, false);
    for (int lane = 0; lane < heads.size(); lane++) {
      Label head = heads.get(lane);
      svg.words(
          head.mustFit(laneWidth() + GAP),
          middle(lane),
          top + headHeight - head.height(),
          "middle");
      if (head.colour() != Colour.NONE)
        svg.line(middle(lane), first, middle(lane), bottom, "line dashed");
    }
    double y = first;
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      if (moment.isArrow()) arrow(svg, i, y);
      else for (int lane = 0; lane < moment.cells().size(); lane++) cell(svg, i, lane, y);
      y += moment.height();
    }
    return bottom;
  }

  /** A box that reaches down to the last moment at which the same still goes on. */
  private void cell(Svg svg, int i, int lane, double top) {
    Label label = moments.get(i).cells().get(lane);
    if (label == null || label.isEmpty()) return;
    int last = i;
    for (int j = i + 1; j < moments.size() && (moments.get(j).isArrow() || goesOn(j, lane)); j++) {
      if (!moments.get(j).isArrow()) last = j;
    }
    double height = 0;
    for (int j = i; j <= last; j++) height += moments.get(j).height();
    if (label.colour() == Colour.NONE) {
      svg.wordsOnPaper(
          label.mustFit(laneWidth()), middle(lane), top + (height - label.height()) / 2, "middle");
    } else {
      svg.box(left(lane), top + 4, laneWidth(), height - 8, label);
    }
  }

  private boolean goesOn(int moment, int lane) {
    List<Label> cells = moments.get(moment).cells();
    return lane < cells.size() && cells.get(lane) == null;
  }

  private void arrow(Svg svg, int i, double top) {
    Moment moment = moments.get(i);
    double y = top + moment.height() - 10;
    double from = edge(i, moment.from() - 1, moment.to() - 1);
    double to = edge(i, moment.to() - 1, moment.from() - 1);
    svg.arrow(from, y, to, y, moment.dashed());
    svg.wordsOnPaper(moment.label(), (from + to) / 2, y - moment.label().height() - 4, "middle");
  }

  /**
   * Where an arrow to or from the other lane touches this one: at a box that still goes on, or at
   * the line.
   */
  private double edge(int i, int lane, int other) {
    int next = i + 1;
    while (next < moments.size() && moments.get(next).isArrow()) next++;
    if (next == moments.size() || !goesOn(next, lane)) return middle(lane);
    return other > lane ? left(lane) + laneWidth() : left(lane);
  }
}
