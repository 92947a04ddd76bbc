package course.picture;

import module java.base;

/**
 * {@code timeline 0-24}: a row for each who acts, time running to the right.
 *
 * <pre>
 *   client 1 | 2-4 {blue} SET | 4-12 {amber} waits | 12 {green} reply
 *   mark 12 | the force has ended
 * </pre>
 *
 * What has one time only is a dot with its words beside it. A mark is a line through all rows.
 */
record Timeline(int from, int to, List<Row> rows, List<Span> marks) implements Block {

  private static final double HEIGHT = 36;
  private static final Pattern SPAN = Pattern.compile("(\\d+)(?:-(\\d+))?\\s*(.*)");

  record Span(int from, int to, Label label) {

    static Span parse(String text) {
      Matcher matcher = SPAN.matcher(text.strip());
      if (!matcher.matches()) throw new IllegalArgumentException("not a time and words: " + text);
      int from = Integer.parseInt(matcher.group(1));
      int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      return new Span(from, to, Label.parse(matcher.group(3), Colour.GREY));
    }
  }

  record Row(Label name, List<Span> spans) {}

  static Timeline parse(String range, List<String> lines) {
    Span all = Span.parse(range);
    List<Row> rows = new ArrayList<>();
    List<Span> marks = new ArrayList<>();
    for (String line : lines) {
      List<String> parts = List.of(line.split("\\|"));
      if (line.startsWith("mark ")) {
        marks.add(Span.parse(line.substring(5).replaceFirst("\\|", " ")));
      } else {
        List<Span> spans = parts.stream().skip(1).map(Span::parse).toList();
        rows.add(new Row(Label.parse(parts.getFirst(), Colour.NONE), spans));
      }
    }
    return new Timeline(all.from(), all.to(), rows, marks);
  }

  private double names() {
    return rows.stream().mapToDouble(row -> row.name().width()).max().orElse(0) + 14;
  }

  private double x(int time) {
    return Svg.MARGIN + names() + (Svg.ROOM - names()) * (time - from) / (to - from);
  }

  @Override
  public double draw(Svg svg, double top) {
    double first = top + marks.stream().mapToDouble(m -> m.label().height()).max().orElse(0) + 4;
    double bottom = first + rows.size() * HEIGHT;
    for (Span mark : marks) {
      svg.line(x(mark.from()), first, x(mark.from()), bottom, "line dashed");
      double half = mark.label().width() / 2;
      double middle =
          Math.min(Math.max(x(mark.from()), Svg.MARGIN + half), Svg.WIDTH - Svg.MARGIN - half);
      svg.words(mark.label(), middle, top, "middle");
    }
    double y = first;
    for (Row row : rows) {
      svg.words(row.name(), Svg.MARGIN, y + 7, "start");
      for (Span span : row.spans()) draw(svg, span, y);
      y += HEIGHT;
    }
    svg.arrow(Svg.MARGIN + names(), bottom + 8, Svg.WIDTH - Svg.MARGIN, bottom + 8, false);
    return bottom + 14;
  }

  private void draw(Svg svg, Span span, double y) {
    if (span.to() > span.from()) {
      svg.box(
          x(span.from()) + 1, y + 3, x(span.to()) - x(span.from()) - 2, HEIGHT - 6, span.label());
    } else {
      svg.dot(x(span.from()), y + HEIGHT / 2, span.label().colour());
      Label words = span.label().mustFit(Svg.WIDTH - Svg.MARGIN - x(span.from()) - 12);
      svg.wordsOnPaper(words, x(span.from()) + 12, y + 7, "start");
    }
  }
}
