package miniredis.command;

import static miniredis.command.Argument.Trait.MULTIPLE;
import static miniredis.command.Argument.Trait.MULTIPLE_TOKEN;
import static miniredis.command.Argument.Trait.OPTIONAL;

import module java.base;

/**
 * Reads the arguments of a command from the line that a manual shows.
 *
 * <pre>
 *   key value [NX | XX] [EX seconds | PX milliseconds]   words, options, alternatives
 *   key &lt;LEFT | RIGHT&gt;                                   alternatives of which one must be
 *   key [key ...]         field value [field value ...]   what came before, once more
 *   [GET pattern [GET pattern ...]]                       the same with its word
 * </pre>
 *
 * A word in capitals stands for itself and belongs to the names that follow it. A name says its
 * type ({@link Argument#named}), or has it after a colon: {@code increment:double}; {@code
 * normal:token} is a word in small letters, and {@code equal:=} a sign with a name. {@code
 * pattern#1} is found by the {@link KeySpec} of that number.
 *
 * <p>What a manual does not show stands in a label in front, which ends in a colon: another name
 * than the one that follows from the parts, {@code where:<LEFT | RIGHT>}; the version since when,
 * {@code @6.2.0:GET}; or both, {@code mode@6.2.0:[WRITE | ALL]}.
 */
final class UsageLine {

  private static final String LABEL = "(?:[a-z][a-z_-]*(?:@[\\d.]+)?:(?=[\\[<A-Z])|@[\\d.]+:)";
  private static final Pattern PIECE =
      Pattern.compile(LABEL + "|\\.\\.\\.|[\\[\\]<>|]|[^\\s\\[\\]<>|]+");

  private final List<String> pieces;
  private int at;

  private UsageLine(List<String> pieces) {
    this.pieces = pieces;
  }

  static List<Argument> parse(String text) {
    return new UsageLine(PIECE.matcher(text).results().map(MatchResult::group).toList()).sequence();
  }

  /** The line as a manual shows it, without labels, types and numbers. */
  static String plain(String text) {
    return text.replaceAll("[a-z_-]+:([^\\sa-zA-Z<\\[])", "$1")
        .replaceAll(LABEL + "|:[a-z-]+|#\\d", "");
  }

  private String next() {
    return piece(at);
  }

  /** A piece, or behind the last one what ends every group. */
  private String piece(int index) {
    return index < pieces.size() ? pieces.get(index) : "]";
  }

  /** Arguments one after another, up to what ends their group. */
  private List<Argument> sequence() {
    List<Argument> found = new ArrayList<>();
    while (!next().equals("]") && !next().equals(">") && !next().equals("|")) {
      if (isLabel(next())) found.add(labelled());
      else if (isWord(next())) found.add(withWord());
      else if (next().equals("[") && !isRepeat()) found.add(choice().with(OPTIONAL));
      else plain(found);
    }
    return found;
  }

  private Argument labelled() {
    String label = pieces.get(at++);
    Argument argument =
        switch (next()) {
          case "[" -> choice().with(OPTIONAL);
          case "<" -> choice();
          default -> isWord(next()) ? withWord() : name(pieces.get(at++));
        };
    int version = label.indexOf('@');
    int end = label.length() - 1;
    if (version >= 0) argument = argument.since(label.substring(version + 1, end));
    String name = label.substring(0, version >= 0 ? version : end);
    return name.isEmpty() ? argument : argument.withName(name);
  }

  /** A word and what belongs to it. */
  private Argument withWord() {
    String word = pieces.get(at++);
    List<Argument> names = new ArrayList<>();
    while (belongsToWord()) plain(names);
    Argument argument =
        names.isEmpty() ? Argument.word(word) : Argument.block(names).withToken(word);
    return next().equals("[") && isRepeat() ? repeated(List.of(argument)) : argument;
  }

  private boolean belongsToWord() {
    return switch (next()) {
      case "<" -> true;
      case "[" -> isRepeat() && !isWord(pieces.get(at + 1));
      case "]", ">", "|" -> false;
      default -> isLabel(next()) ? piece(at + 1).equals("<") : !isWord(next());
    };
  }

  /** Adds a name or a choice, or says of what was added last that it may come again. */
  private void plain(List<Argument> found) {
    switch (next()) {
      case "<" -> found.add(choice());
      case "[" -> {
        int count = repeatedNames();
        List<Argument> last = found.subList(found.size() - count, found.size());
        Argument again = repeated(last);
        last.clear();
        found.add(again);
      }
      default -> found.add(isLabel(next()) ? labelled() : name(pieces.get(at++)));
    }
  }

  private static Argument name(String piece) {
    int number = piece.indexOf('#');
    if (number >= 0) {
      return name(piece.substring(0, number))
          .withKeySpec(Integer.parseInt(piece.substring(number + 1)));
    }
    int colon = piece.indexOf(':');
    if (colon < 0) return Argument.named(piece);
    String name = piece.substring(0, colon);
    String type = piece.substring(colon + 1);
    if (!Character.isLetter(type.charAt(0))) return Argument.word(type).withName(name);
    return type.equals("token") ? Argument.word(name) : Argument.named(name, type);
  }

  /** Alternatives in brackets of either kind. */
  private Argument choice() {
    List<Argument> alternatives = new ArrayList<>();
    do {
      at++;
      alternatives.add(Argument.block(sequence()));
    } while (next().equals("|"));
    at++;
    return Argument.oneOf(alternatives);
  }

  private Argument repeated(List<Argument> last) {
    boolean withWord = isWord(pieces.get(at + 1));
    at = closing() + 1;
    Argument many = Argument.block(last).with(MULTIPLE);
    return withWord ? many.with(MULTIPLE_TOKEN) : many;
  }

  /** How many of the last arguments the bracket ahead repeats. */
  private int repeatedNames() {
    return new UsageLine(pieces.subList(at + 1, closing() - 1)).sequence().size();
  }

  private boolean isRepeat() {
    return pieces.get(closing() - 1).equals("...");
  }

  /** The bracket that closes the one ahead. */
  private int closing() {
    int depth = 0;
    for (int i = at; ; i++) {
      if (pieces.get(i).equals("[")) depth++;
      if (pieces.get(i).equals("]") && --depth == 0) return i;
    }
  }

  private static boolean isLabel(String piece) {
    return piece.endsWith(":");
  }

  private static boolean isWord(String piece) {
    return piece.equals(piece.toUpperCase(Locale.ROOT)) && Character.isLetter(piece.charAt(0));
  }
}
