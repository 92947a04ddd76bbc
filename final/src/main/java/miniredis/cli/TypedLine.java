package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * A line as it is being typed: its words and where they stand, whether or not it is complete.
 *
 * @param words all of them, the last perhaps begun and no more
 * @param open the quote that is still open, or zero
 * @param pipe where a {@code |} hands the reply to the machine's shell; -1 without one
 */
record TypedLine(String text, List<Word> words, char open, int pipe) {

  /**
   * @param text without quotes and escapes, as it would be sent
   */
  record Word(int start, int end, String text, boolean quoted) {}

  static TypedLine of(String line) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) at++;
      if (at == line.length()) return new TypedLine(line, words, (char) 0, -1);
      if (line.charAt(at) == '|' && !words.isEmpty()) {
        return new TypedLine(line, words, (char) 0, at);
      }
      int start = at;
      char open = 0;
      for (; at < line.length() && (open != 0 || !Character.isWhitespace(line.charAt(at))); at++) {
        char c = line.charAt(at);
        if (open == 0 && (c == '"' || c == '\'')) open = c;
        else if (c == open) open = 0;
        else if (c == '\\' && open != 0) at++;
      }
      at = Math.min(at, line.length());
      words.add(word(line, start, at, open));
      if (open != 0) return new TypedLine(line, words, open, -1);
    }
  }

  private static Word word(String line, int start, int end, char open) {
    String written = line.substring(start, end);
    boolean quoted = written.startsWith("\"") || written.startsWith("'");
    String closed = open == 0 ? written : written + open;
    String text =
        Words.split(closed)
            .filter(words -> words.length == 1)
            .map(words -> words[0].text())
            .orElse(written);
    return new Word(start, end, text, quoted);
  }

  /** Whether the cursor, at the end, is behind a blank: the next word is not begun. */
  boolean atNextWord() {
    return open == 0
        && pipe < 0
        && (text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1)));
  }

  List<String> texts() {
    return words.stream().map(Word::text).toList();
  }

  /** What is for the server, without what is for a shell. */
  String command() {
    return pipe < 0 ? text : text.substring(0, pipe);
  }

  /** What is for the machine's shell; empty without it. */
  String shell() {
    return pipe < 0 ? "" : text.substring(pipe + 1).strip();
  }

  /** How many words are in front of the command: a number of times. */
  int counted() {
    return words.size() > 1 && Digits.isWhole(words.getFirst().text()) ? 1 : 0;
  }

  /** A word as it must be typed: in quotes where it has blanks or bytes that are no letters. */
  static String quoted(Bytes word) {
    boolean plain = !word.isEmpty();
    for (byte b : word.array()) {
      plain &= b > ' ' && b != '"' && b != '\'' && b != '\\' && b != 127;
    }
    return plain ? word.text() : word.toString();
  }
}
