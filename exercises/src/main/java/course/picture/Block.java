package course.picture;

/** A part of a picture, as wide as the paper. Parts stand below each other. */
sealed interface Block permits ByteRows, BoxGrid, Lanes, Timeline, Table, Caption {

  /** Draws itself below {@code top} and returns where it ends. */
  double draw(Svg svg, double top);
}
