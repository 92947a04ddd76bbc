package miniredis.cli;

import module java.base;

/**
 * What stands grey behind the line being typed: the arguments of the command that are still to
 * come.
 */
final class LineHints {

  private final Manual manual;

  LineHints(Manual manual) {
    this.manual = manual;
  }

  /** The rest of the line, beginning with a space where one is missing; empty if not known. */
  String hint(String line) {
    List<String> words = Stream.of(line.strip().split("\\s+")).toList();
    Manual.Entry entry = manual.find(words);
    if (entry == null) return "";
    boolean atNextWord = line.endsWith(" ");
    int typed = words.size() - entry.name().split(" ").length;
    String rest = without(typed, entry.syntax());
    if (rest.isEmpty() && entry.syntax().isEmpty() && typed == 0) rest = "- " + entry.summary();
    return rest.isEmpty() || atNextWord ? rest : " " + rest;
  }

  /** Takes off an argument for each word typed, up to the first that may be left out. */
  private static String without(int count, String syntax) {
    String rest = syntax;
    for (int i = 0; i < count && !rest.startsWith("["); i++) {
      int space = rest.indexOf(' ');
      rest = space < 0 ? "" : rest.substring(space + 1);
    }
    return rest;
  }
}
