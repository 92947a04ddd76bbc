package course.learn;

import module java.base;

/** A text of Markdown without its marks; what is code in it stays as it is, sign by sign. */
final class Inline {

  /** What means itself: a sign behind a backslash, and what stands between backticks. */
  private static final Pattern LITERAL =
      Pattern.compile("\\\\(\\p{Punct})|(?<ticks>`+)(?<code>.+?)(?<!`)\\k<ticks>(?!`)");

  /** Stand for what means itself while the marks are taken away; no text has such characters. */
  private static final char FIRST = '\uE000';

  private static final Pattern HELD = Pattern.compile("[\uE000-\uF8FF]");

  private final List<String> literals = new ArrayList<>();

  private Inline() {}

  static String shown(String text) {
    Inline inline = new Inline();
    String held = LITERAL.matcher(text).replaceAll(inline::hold);
    return HELD.matcher(withoutMarks(held))
        .replaceAll(each -> Matcher.quoteReplacement(inline.held(each.group())));
  }

  private String hold(MatchResult literal) {
    boolean isCode = literal.group(1) == null;
    literals.add(isCode ? code(literal.group("code")) : literal.group(1));
    return String.valueOf((char) (FIRST + literals.size() - 1));
  }

  /** A blank at both ends is there for code that has backticks there. */
  private static String code(String code) {
    boolean padded = code.startsWith(" ") && code.endsWith(" ") && !code.isBlank();
    return padded ? code.substring(1, code.length() - 1) : code;
  }

  private String held(String sign) {
    return literals.get(sign.charAt(0) - FIRST);
  }

  /** A picture is told in words, of a link the words are left. */
  private static String withoutMarks(String text) {
    return text.replaceAll("!\\[([^]]*)]\\([^)]*\\)", "(A picture: $1)")
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .replaceAll("\\*\\*([^*]+)\\*\\*", "$1")
        .replaceAll("(?<![\\w*])\\*([^* ][^*]*)\\*(?![\\w*])", "$1")
        .replaceAll("</?[a-z]+( [^>]*)?>", "");
  }
}
