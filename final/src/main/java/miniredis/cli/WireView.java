package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;

/**
 * RESP as it goes over the wire, for people: a line for each of its lines, coloured, with CR and LF
 * visible and, if wanted, a word about what it means.
 */
final class WireView {

  private static final String CRLF = Palette.FRAME.paint("␍␊");
  private static final int WIDEST = 60;
  private static final int MEANING_COLUMN = 26;

  private final Bytes wire;
  private final boolean explained;
  private final int mostLines;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int lines;

  private WireView(Bytes wire, boolean explained, int mostLines) {
    this.wire = wire;
    this.explained = explained;
    this.mostLines = mostLines;
  }

  /**
   * @param arrow what each line begins with
   * @param explained whether to say what each line means
   */
  static String of(Bytes wire, String arrow, boolean explained, int mostLines) {
    WireView view = new WireView(wire, explained, mostLines);
    while (view.at < wire.length() && view.lines < mostLines) view.frame(arrow);
    if (view.at < wire.length()) {
      view.out
          .append(arrow)
          .append(Palette.HINT.paint("... and " + (wire.length() - view.at) + " bytes more\n"));
    }
    return view.out.toString();
  }

  private void frame(String arrow) {
    int end = lineEnd(at);
    char type = (char) (wire.at(at) & 0xff);
    String rest = text(at + 1, end);
    line(
        arrow,
        colour(type).paint(type + shortened(rest)),
        1 + Math.min(rest.length(), WIDEST),
        meaning(type, rest));
    at = Math.min(wire.length(), end + 2);
    if ("$=!".indexOf(type) >= 0 && Numbers.isInteger(Bytes.of(rest)) && !rest.startsWith("-")) {
      int length = (int) Math.min(Numbers.integer(Bytes.of(rest)), wire.length() - at);
      String content = text(at, at + length);
      line(arrow, Palette.STRING.paint(shortened(content)), Math.min(content.length(), WIDEST), "");
      at = Math.min(wire.length(), at + length + 2);
    }
  }

  private int lineEnd(int from) {
    for (int i = from; i + 1 < wire.length(); i++) {
      if (wire.at(i) == '\r' && wire.at(i + 1) == '\n') return i;
    }
    return wire.length();
  }

  /** Escaped as redis-cli does, without the quotes. */
  private String text(int from, int to) {
    if (from >= to) return "";
    String quoted = wire.slice(from, to).toString();
    return quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
  }

  private static String shortened(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }

  private void line(String arrow, String painted, int width, String meaning) {
    lines++;
    out.append(arrow).append(painted).append(CRLF);
    if (explained && !meaning.isEmpty()) {
      out.append(" ".repeat(Math.max(2, MEANING_COLUMN - width)));
      out.append(Palette.HINT.paint(meaning));
    }
    out.append('\n');
  }

  private static Palette colour(char type) {
    return switch (type) {
      case '-', '!' -> Palette.ERROR;
      case '+' -> Palette.COMMAND;
      case ':', ',', '#', '(' -> Palette.NUMBER;
      case '_' -> Palette.NOTHING;
      case '*', '%', '~', '>', '|' -> Palette.OPTION;
      default -> Palette.KEY;
    };
  }

  private static String meaning(char type, String rest) {
    return switch (type) {
      case '+' -> "a simple string";
      case '-' -> "an error";
      case ':' -> "an integer";
      case '$' ->
          rest.startsWith("-")
              ? "nothing (RESP2's null)"
              : "a string of " + rest + (rest.equals("1") ? " byte" : " bytes");
      case '*' -> rest.startsWith("-") ? "nothing (RESP2's null array)" : "an array of " + rest;
      case '_' -> "nothing (RESP3's null)";
      case '%' -> "a map of " + rest + " pairs";
      case '~' -> "a set of " + rest;
      case '>' -> "a message that came unasked, of " + rest;
      case ',' -> "a floating-point number";
      case '#' -> "a truth value";
      case '(' -> "a big number";
      case '=' -> "a text with its format, " + rest + " bytes";
      case '!' -> "a long error of " + rest + " bytes";
      case '|' -> "notes about the reply, " + rest + " pairs";
      default -> "";
    };
  }
}
