package course.learn;

import module java.base;

/**
 * What a lesson or a card has folded away beside its hints: the answers to the questions that it
 * asks, and here and there a piece of code to compare with.
 */
final class Answers {

  private static final Pattern SUMMARY = Pattern.compile("<details><summary>(.*?)</summary>.*");

  private Answers() {}

  static boolean in(Stage stage) {
    return !markdown(Lesson.markdown(stage)).isEmpty();
  }

  /** All of them, each below its question. */
  static List<String> of(Stage stage, int width) {
    return Markdown.rendered(markdown(Lesson.markdown(stage)), width);
  }

  /** The same text, unfolded: questions, titles, what was below them. */
  static List<String> markdown(List<String> lesson) {
    List<String> unfolded = new ArrayList<>();
    List<String> question = List.of();
    List<String> paragraph = new ArrayList<>();
    Iterator<String> lines = lesson.iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      Matcher summary = SUMMARY.matcher(line);
      if (summary.matches()) {
        List<String> below = below(lines);
        String title = summary.group(1);
        if (title.startsWith("Hint")) continue;
        unfolded.addAll(List.of("### " + title, ""));
        if (title.matches("(?i).*(answer|predicted).*")) unfolded.addAll(question);
        unfolded.addAll(below);
      } else if (line.isBlank()) {
        paragraph = new ArrayList<>();
      } else {
        paragraph.add(line);
        if (line.contains("**")) question = paragraph;
      }
    }
    return unfolded;
  }

  private static List<String> below(Iterator<String> lines) {
    List<String> below = new ArrayList<>(List.of(""));
    for (String line; lines.hasNext() && !(line = lines.next()).equals("</details>"); )
      below.add(line);
    below.add("");
    return below;
  }
}
