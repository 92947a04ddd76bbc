package miniredis.cli;

import module java.base;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Splits the line for JLine, by the rules of {@link TypedLine}: words stay as they are typed. */
final class LineParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    TypedLine typed = TypedLine.of(line.substring(0, cursor));
    List<String> words = new ArrayList<>();
    for (TypedLine.Word word : typed.words()) words.add(line.substring(word.start(), word.end()));
    if (typed.atNextWord() || words.isEmpty()) words.add("");
    return new Split(line, cursor, words);
  }

  /** The word at the cursor is the last: what is behind the cursor does not count. */
  private record Split(String line, int cursor, List<String> words)
      implements CompletingParsedLine {
    @Override
    public String word() {
      return words.getLast();
    }

    @Override
    public int wordCursor() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return words.size() - 1;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }
  }
}
