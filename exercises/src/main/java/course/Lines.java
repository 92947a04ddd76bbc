package course;

import module java.base;

/**
 * Text for a terminal or a projector: coloured where somebody looks at it, plain in a file or a
 * pipe.
 */
record Lines(PrintStream out, boolean coloured) {

  enum Colour {
    TITLE("1;36"),
    ADDED("32"),
    REMOVED("31"),
    QUIET("2"),
    PLAIN("0");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /**
   * Coloured at a terminal, unless {@code NO_COLOR} is set; {@code --color} and {@code --plain}
   * decide.
   */
  static Lines forArguments(List<String> args) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    boolean wanted = terminal && System.getenv("NO_COLOR") == null;
    boolean coloured = args.contains("--color") || wanted && !args.contains("--plain");
    return new Lines(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8), coloured);
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  void say(Colour colour, String text) {
    if (coloured && colour != Colour.PLAIN)
      out.println("\u001b[" + colour.code + "m" + text + "\u001b[0m");
    else out.println(text);
  }

  void say(String text) {
    say(Colour.PLAIN, text);
  }
}
