package course.picture;

/** {@code text}: words on the paper, from the left. */
record Caption(Label label) implements Block {

  static Caption parse(String words) {
    return new Caption(Label.parse(words, Colour.NONE));
  }

  @Override
  public double draw(Svg svg, double top) {
    svg.words(label.mustFit(Svg.ROOM), Svg.MARGIN, top, "start");
    return top + label.height();
  }
}
