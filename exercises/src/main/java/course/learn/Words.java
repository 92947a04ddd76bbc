package course.learn;

import module java.base;

/** About words: how alike two are, how many fit on a line. */
final class Words {

  private Words() {}

  /** How many letters must be changed, added or left out to make one of the other. */
  static int distance(String one, String other) {
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[other.length()];
  }

  /** The nearest of them, if it is near enough to have been meant. */
  static Optional<String> meant(String typed, Collection<String> known) {
    return known.stream()
        .filter(each -> distance(typed, each) <= Math.min(2, each.length() - 2))
        .min(Comparator.comparing(each -> distance(typed, each)));
  }

  /**
   * Broken between words so that no line is longer than this; a line's indentation is kept by what
   * follows it. A word that is longer than a line is cut.
   */
  static List<String> wrapped(String line, int width) {
    if (line.length() <= width) return List.of(line);
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    if (indent.length() > width / 2) indent = "";
    List<String> lines = new ArrayList<>();
    String rest = line;
    while (rest.length() > width) {
      int at = rest.lastIndexOf(' ', width);
      if (at <= indent.length()) at = width;
      lines.add(rest.substring(0, at).stripTrailing());
      rest = indent + rest.substring(at).stripLeading();
    }
    if (!rest.isBlank()) lines.add(rest);
    return lines;
  }
}
