package miniredis.dialect;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * The words of a typed line, and for each whether it was quoted: what is quoted is a string,
 * whatever it looks like.
 */
record PlainLine(Bytes[] words, boolean[] quoted) {

  /** Empty if the quotes are unbalanced. */
  static Optional<PlainLine> of(Bytes line) {
    return Words.split(line.array(), 0, line.length())
        .map(words -> new PlainLine(words, quotes(line, words.length)));
  }

  /** A word is quoted if it begins with a quotation mark. */
  private static boolean[] quotes(Bytes line, int words) {
    boolean[] quoted = new boolean[words];
    int at = 0;
    for (int i = 0; i < words; i++) {
      while (isBlank(line.at(at))) at++;
      byte first = line.at(at);
      quoted[i] = first == '"' || first == '\'';
      at = quoted[i] ? behindQuotes(line, at) : behindWord(line, at);
    }
    return quoted;
  }

  private static int behindWord(Bytes line, int at) {
    int end = at;
    while (end < line.length() && !isBlank(line.at(end))) end++;
    return end;
  }

  private static int behindQuotes(Bytes line, int at) {
    int end = at + 1;
    while (line.at(end) != line.at(at)) end += line.at(end) == '\\' ? 2 : 1;
    return end + 1;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }
}
