package miniredis.cli;

/** Colours by meaning. Those of sixteen that every terminal has, so that its own theme holds. */
enum Palette {
  COMMAND("1;36"),
  KEY("33"),
  OPTION("35"),
  NUMBER("36"),
  STRING("32"),
  NOTHING("90"),
  FRAME("90"),
  HINT("90"),
  ERROR("31"),
  WARNING("33"),
  TITLE("1");

  private final String code;

  Palette(String code) {
    this.code = code;
  }

  String paint(String text) {
    return text.isEmpty() ? "" : "\033[" + code + "m" + text + "\033[0m";
  }
}
