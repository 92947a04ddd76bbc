package miniredis;

import module java.base;

/** A typed line, cut into words. Quotes keep blanks: 'as it is' or "with \n, \x00 and \" in it". */
final class InlineRequest {
  private final String line;
  private int position;

  InlineRequest(String line) {
    this.line = line + ' ';
  }

  List<Bytes> words() {
    List<Bytes> words = new ArrayList<>();
    for (; position < line.length(); position++) {
      if (!atBlank()) words.add(Bytes.of(word()));
    }
    return words;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (!atBlank()) {
      char c = next();
      if (c == '"' || c == '\'') quoted(c, word);
      else word.append(c);
    }
    return word.toString();
  }

  private void quoted(char quote, StringBuilder word) {
    for (char c = next(); c != quote; c = next()) word.append(c == '\\' ? escaped(quote) : c);
    if (!atBlank()) throw new ProtocolException("unbalanced quotes in request");
  }

  private char escaped(char quote) {
    if (quote == '\'') return line.charAt(position) == quote ? next() : '\\';
    char c = next();
    if (c == 'x' && line.substring(position).matches("(?s)\\p{XDigit}{2}.*")) {
      return (char) Integer.parseInt("" + next() + next(), 16);
    }
    int control = "nrtba".indexOf(c);
    return control < 0 ? c : "\n\r\t\b\007".charAt(control);
  }

  private boolean atBlank() {
    return " \t\n\f\r\013".indexOf(line.charAt(position)) >= 0;
  }

  private char next() {
    if (position == line.length()) throw new ProtocolException("unbalanced quotes in request");
    return line.charAt(position++);
  }
}
