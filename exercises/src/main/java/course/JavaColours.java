package course;

import module java.base;

/**
 * Colours for a line of Java at a terminal. A line at a time, so it knows a Javadoc by its star.
 */
final class JavaColours {

  private static final String KEYWORDS =
      "abstract|boolean|break|byte|case|catch|char|class|continue|default|do|double|else|enum"
          + "|extends|false|final|finally|float|for|if|implements|import|instanceof|int|interface"
          + "|long|module|new|null|package|permits|private|protected|public|record|return|sealed"
          + "|short|static|super|switch|synchronized|this|throw|throws|true|try|var|void|when|while";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//.*|^\\s*(?:/\\*\\*?|\\*).*)"
              + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+')"
              + "|(?<number>\\b\\d[\\d_]*\\b)"
              + "|(?<keyword>\\b(?:"
              + KEYWORDS
              + ")\\b)");

  private JavaColours() {}

  static String paint(String line) {
    return TOKEN
        .matcher(line)
        .replaceAll(
            token ->
                Matcher.quoteReplacement(
                    "\u001b[" + code(token) + "m" + token.group() + "\u001b[0m"));
  }

  private static String code(MatchResult token) {
    if (token.group("comment") != null) return "2";
    if (token.group("string") != null) return "33";
    return token.group("number") != null ? "36" : "35";
  }
}
