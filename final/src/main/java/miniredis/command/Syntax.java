package miniredis.command;

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
 * normal:token} is a word in small letters.
 */
final class Syntax {

  private static final Pattern PIECE = Pattern.compile("\\.\\.\\.|[\\[\\]<>|]|[^\\s\\[\\]<>|]+");

  private final List<String> pieces;
  private int at;

  private Syntax(List<String> pieces) {
    this.pieces = pieces;
  }

  static List<Argument> parse(String text) {
    return new Syntax(PIECE.matcher(text).results().map(MatchResult::group).toList()).sequence();
  }

  /** The line without the types. */
  static String plain(String text) {
    return text.replaceAll(":[a-z-]+", "");
  }

  private String next() {
    return at < pieces.size() ? pieces.get(at) : "]";
  }

  /** Arguments one after another, up to what ends their group. */
  private List<Argument> sequence() {
    List<Argument> found = new ArrayList<>();
    while (!next().equals("]") && !next().equals(">") && !next().equals("|")) {
      if (isWord(next())) found.add(withWord());
      else if (next().equals("[") && !isRepeat()) found.add(choice().makeOptional());
      else plain(found);
    }
    return found;
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
      default -> !isWord(next());
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
      default -> found.add(name(pieces.get(at++)));
    }
  }

  private static Argument name(String piece) {
    int colon = piece.indexOf(':');
    if (colon < 0) return Argument.named(piece);
    String name = piece.substring(0, colon);
    String type = piece.substring(colon + 1);
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
    return Argument.block(last).makeMultiple(withWord);
  }

  /** How many of the last arguments the bracket ahead repeats. */
  private int repeatedNames() {
    return new Syntax(pieces.subList(at + 1, closing() - 1)).sequence().size();
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

  private static boolean isWord(String piece) {
    return piece.equals(piece.toUpperCase(Locale.ROOT)) && Character.isLetter(piece.charAt(0));
  }
}
