package course.picture;

import module java.base;

/**
 * {@code boxes}: boxes in columns and rows, and arrows between them.
 *
 * <pre>
 *   reader | 2,1 | blue | RequestReader / bytes to words
 *   socket -> reader | bytes
 * </pre>
 *
 * The place is the column and the row; {@code 2-4,1} is three columns wide. An arrow is {@code ->},
 * {@code <->} or, dashed, {@code ..>}.
 */
record BoxGrid(Map<String, Box> boxes, List<Arrow> arrows) implements Block {

  private static final double ROW_GAP = 46;
  private static final Pattern ARROW =
      Pattern.compile("(\\w+) (->|<->|\\.\\.>) (\\w+)(?: \\| (.*))?");
  private static final Pattern BOX =
      Pattern.compile("(\\w+)\\s*\\|\\s*(\\d+)(?:-(\\d+))?,(\\d+)\\s*\\|\\s*(\\w+)\\s*\\|\\s*(.*)");

  record Box(int column, int lastColumn, int row, Label label) {}

  record Arrow(String from, String kind, String to, Label label) {}

  /** Where a box came to stand. */
  private record Place(double x, double y, double width, double height) {

    double middleX() {
      return x + width / 2;
    }

    double middleY() {
      return y + height / 2;
    }

    /** How much of the way from our middle to there lies inside the box. */
    double inside(double dx, double dy) {
      double across = dx == 0 ? Double.MAX_VALUE : (width / 2 + 3) / Math.abs(dx);
      double down = dy == 0 ? Double.MAX_VALUE : (height / 2 + 3) / Math.abs(dy);
      return Math.min(across, down);
    }
  }

  static BoxGrid parse(List<String> lines) {
    Map<String, Box> boxes = new LinkedHashMap<>();
    List<Arrow> arrows = new ArrayList<>();
    for (String line : lines) {
      Matcher arrow = ARROW.matcher(line);
      Matcher box = BOX.matcher(line);
      if (arrow.matches()) {
        String words = Objects.requireNonNullElse(arrow.group(4), "");
        Label label = Label.parse(words, Colour.NONE);
        arrows.add(new Arrow(arrow.group(1), arrow.group(2), arrow.group(3), label));
      } else if (box.matches()) {
        int column = Integer.parseInt(box.group(2));
        int last = box.group(3) == null ? column : Integer.parseInt(box.group(3));
        Label label = Label.parse(box.group(6), Colour.named(box.group(5)));
        boxes.put(box.group(1), new Box(column, last, Integer.parseInt(box.group(4)), label));
      } else {
        throw new IllegalArgumentException("neither a box nor an arrow: " + line);
      }
    }
    for (Arrow arrow : arrows) {
      for (String end : List.of(arrow.from(), arrow.to())) {
        if (!boxes.containsKey(end)) throw new IllegalArgumentException("there is no box " + end);
      }
    }
    return new BoxGrid(boxes, arrows);
  }

  @Override
  public double draw(Svg svg, double top) {
    Map<String, Place> places = places(top);
    arrows.forEach(arrow -> draw(svg, arrow, places.get(arrow.from()), places.get(arrow.to())));
    boxes.forEach(
        (name, box) -> {
          Place place = places.get(name);
          svg.box(place.x(), place.y(), place.width(), place.height(), box.label());
        });
    return places.values().stream().mapToDouble(p -> p.y() + p.height()).max().orElse(top);
  }

  private Map<String, Place> places(double top) {
    int columns = boxes.values().stream().mapToInt(Box::lastColumn).max().orElse(1);
    double gap = columnGap();
    double width = (Svg.ROOM - gap * (columns - 1)) / columns;
    SortedMap<Integer, Double> heights = new TreeMap<>();
    for (Box box : boxes.values()) {
      heights.merge(box.row(), box.label().height() + 18, Math::max);
    }
    SortedMap<Integer, Double> tops = new TreeMap<>();
    double y = top;
    for (int row : heights.keySet()) {
      tops.put(row, y);
      y += heights.get(row) + ROW_GAP;
    }
    Map<String, Place> places = new HashMap<>();
    boxes.forEach(
        (name, box) -> {
          double x = Svg.MARGIN + (box.column() - 1) * (width + gap);
          double wide = (box.lastColumn() - box.column()) * (width + gap) + width;
          places.put(name, new Place(x, tops.get(box.row()), wide, heights.get(box.row())));
        });
    return places;
  }

  /** Neighbours in a row stand so far apart that the words on their arrow find room. */
  private double columnGap() {
    double gap = 40;
    for (Arrow arrow : arrows) {
      boolean level = boxes.get(arrow.from()).row() == boxes.get(arrow.to()).row();
      if (level) gap = Math.max(gap, arrow.label().width() + 26);
    }
    return gap;
  }

  private void draw(Svg svg, Arrow arrow, Place from, Place to) {
    boolean bothWays =
        arrows.stream().anyMatch(a -> a.from().equals(arrow.to()) && a.to().equals(arrow.from()));
    double dx = to.middleX() - from.middleX();
    double dy = to.middleY() - from.middleY();
    double length = Math.hypot(dx, dy);
    double aside = bothWays ? 9 : 0;
    double startX = from.middleX() + dy / length * aside;
    double startY = from.middleY() - dx / length * aside;
    double out = from.inside(dx, dy);
    double in = 1 - to.inside(dx, dy);
    double x1 = startX + out * dx;
    double y1 = startY + out * dy;
    double x2 = startX + in * dx;
    double y2 = startY + in * dy;
    svg.arrow(x1, y1, x2, y2, arrow.kind().equals("..>"));
    if (arrow.kind().equals("<->")) svg.arrow(x2, y2, x1, y1, false);
    double x = (x1 + x2) / 2;
    double y = (y1 + y2) / 2;
    boolean below = bothWays && dx < 0;
    if (Math.abs(dy) < 1) {
      svg.wordsOnPaper(arrow.label(), x, below ? y + 5 : y - arrow.label().height() - 3, "middle");
    } else if (Math.abs(dx) < 1) {
      boolean left = bothWays && dy < 0;
      svg.wordsOnPaper(
          arrow.label(),
          left ? x - 9 : x + 9,
          y - arrow.label().height() / 2,
          left ? "end" : "start");
    } else {
      svg.wordsOnPaper(arrow.label(), x, y - arrow.label().height() / 2, "middle");
    }
  }
}
