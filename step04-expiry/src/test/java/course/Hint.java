package course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** What a difference between two replies gives away about its cause. */
final class Hint {

  private Hint() {}

  /** One sentence, or nothing where the bytes alone tell nothing. */
  static String of(Difference difference) {
    String wanted = difference.wantedLine();
    String came = difference.cameLine();
    if (difference.lacksCarriageReturn())
      return "A line of the protocol ends in CR LF; the CR is missing.";
    if (wanted.isEmpty() && came.isEmpty()) return "";
    if (wanted.isEmpty()) return "More came than the reply: is something answered twice?";
    if (came.isEmpty()) return "";
    return ofLines(wanted, came, difference);
  }

  private static String ofLines(String wanted, String came, Difference difference) {
    char kind = wanted.charAt(0);
    if (kind == '-' && came.charAt(0) == '-') return errors(wanted, came);
    if (kind == '-' && "+:$*".indexOf(came.charAt(0)) >= 0)
      return "This should have been refused with an error, and was carried out.";
    if ("+:$*".indexOf(kind) >= 0 && came.charAt(0) == '-')
      return "This is allowed, and was refused: the error says by what.";
    if (wanted.equals("$-1")) return "\"There is nothing\" is the reply $-1, and something came.";
    if (wanted.equals("*-1")) return "\"There is no list\" is the reply *-1.";
    if (came.equals("$-1")) return "The server has nothing here, where it should have a value.";
    if (kind == '$' && came.startsWith("$")) return length(wanted, came, difference);
    if (kind == ':' && came.startsWith(":")) return integers(wanted, came);
    if ("+:$*".indexOf(kind) >= 0 && "+:$*".indexOf(came.charAt(0)) >= 0 && kind != came.charAt(0))
      return "The kind of the reply is another: %s was expected, and %s came."
          .formatted(name(kind), name(came.charAt(0)));
    return "";
  }

  private static String name(char kind) {
    return switch (kind) {
      case '+' -> "a short text (+)";
      case ':' -> "an integer (:)";
      case '$' -> "a bulk string ($)";
      default -> "an array (*)";
    };
  }

  private static String errors(String wanted, String came) {
    if (wanted.equalsIgnoreCase(came)) return "Only capitals and small letters differ.";
    return "It was refused, but in other words: programs look for the exact text.";
  }

  private static String length(String wanted, String came, Difference difference) {
    String data = difference.lineAfter();
    String said = came.substring(1);
    int bytes = data.getBytes(ISO_8859_1).length;
    int characters = new String(data.getBytes(ISO_8859_1), UTF_8).length();
    if (bytes != characters && said.equals(Integer.toString(characters)))
      return "The length behind $ counts bytes, and here it counts characters.";
    boolean whole = data.indexOf('\n') < 0 && !said.equals(Integer.toString(bytes));
    return whole ? "Behind $ stands %s, and %d bytes follow.".formatted(said, bytes) : "";
  }

  private static String integers(String wanted, String came) {
    try {
      long difference = Long.parseLong(came.substring(1)) - Long.parseLong(wanted.substring(1));
      return Math.abs(difference) == 1 ? "It is off by one." : "";
    } catch (NumberFormatException aRange) {
      return "";
    }
  }
}
