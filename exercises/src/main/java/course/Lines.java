package course;

import module java.base;

/**
 * Text for a terminal or a projector: coloured where somebody looks at it, plain in a file or a
 * pipe.
 */
public record Lines(PrintStream out, boolean coloured) {

  public enum Colour {
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
  public static Lines forArguments(List<String> args) {
    boolean wanted = atATerminal() && System.getenv("NO_COLOR") == null;
    boolean coloured = args.contains("--color") || wanted && !args.contains("--plain");
    return new Lines(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8), coloured);
  }

  public static boolean atATerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  void say(Colour colour, String text) {
    out.println(colour == Colour.PLAIN ? text : painted(colour, text));
  }

  /**
   * A line of Java: what is new or gone is marked at its beginning, and the code has its colours.
   */
  void code(Colour mark, String sign, String java) {
    if (mark == Colour.ADDED)
      say(painted(mark, sign) + (coloured ? JavaColours.paint(java) : java));
    else say(mark, sign + java);
  }

  private String painted(Colour colour, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  void say(String text) {
    say(Colour.PLAIN, text);
  }
}
