package course.picture;

/** The colours of all pictures, each with a meaning that is the same in every chapter. */
enum Colour {
  /** What a client sends, and data. */
  BLUE("#ddf0ff", "#0a58b5", "#10304f", "#7cc0ff"),
  /** Done, right, safe. */
  GREEN("#dcf7e1", "#1a7f37", "#12351d", "#6fdd8b"),
  /** Waiting, and lengths. */
  AMBER("#fff2cc", "#8a5a00", "#3d2f0a", "#f0c251"),
  /** Lost, wrong, broken. */
  RED("#ffe3e0", "#c4232b", "#4a1c1c", "#ff9189"),
  /** Alone with the data: what runs under the lock, or by itself. */
  VIOLET("#efe5ff", "#6b3fc4", "#30224d", "#c5a6ff"),
  GREY("#eef1f4", "#59636e", "#242a31", "#a5aeb8"),
  /** No box: words on the paper. */
  NONE("none", "none", "none", "none");

  final String lightFill;
  final String lightLine;
  final String darkFill;
  final String darkLine;

  Colour(String lightFill, String lightLine, String darkFill, String darkLine) {
    this.lightFill = lightFill;
    this.lightLine = lightLine;
    this.darkFill = darkFill;
    this.darkLine = darkLine;
  }

  String cssClass() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Colour named(String name) {
    for (Colour colour : values()) if (colour.cssClass().equals(name)) return colour;
    throw new IllegalArgumentException("there is no colour " + name);
  }
}
