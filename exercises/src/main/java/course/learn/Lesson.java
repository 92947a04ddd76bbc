package course.learn;

import module java.base;

import course.Course;

/**
 * What a learner reads before a stage. The first move of a chapter, or of its second half, has the
 * opening before it, and the last has what follows the moves behind it, but not the teacher's part.
 */
final class Lesson {

  /** A file of an exercise, where its card speaks of it. */
  private static final Pattern FILE = Pattern.compile("`exercises/[\\w-]+/[\\w-]+/\\w+\\.java`");

  private Lesson() {}

  /** Says of what is folded away which command shows it. */
  static List<String> of(Stage stage, int width) {
    return Markdown.rendered(
        markdown(stage),
        width,
        title ->
            "./run learn %s %s shows it".formatted(isHint(title) ? "hint" : "answer", stage.id()));
  }

  /** Says of what is folded away which key shows it. */
  static List<String> onScreen(Stage stage, int width) {
    return Markdown.rendered(
        markdown(stage), width, title -> isHint(title) ? "h shows it" : "a shows it");
  }

  private static boolean isHint(String title) {
    return title.startsWith("Hint");
  }

  /** The same, as it is written. */
  static List<String> markdown(Stage stage) {
    return switch (stage.kind()) {
      case MOVE -> move(stage);
      case EXERCISE -> inItsPlace(stage, Cards.card(stage));
      case BUG -> Bugs.card(stage);
      case STRETCH -> inItsPlace(stage, Stretch.card(stage));
    };
  }

  /**
   * The card is written for somebody who copies files by hand, to {@code exercises/workspace/me}.
   * What the runner does in place of that, or has done, is said before it.
   */
  private static List<String> inItsPlace(Stage stage, List<String> card) {
    String home = "exercises/workspace/" + stage.home().getFileName();
    boolean begun = Files.isDirectory(stage.home());
    List<String> lines = new ArrayList<>();
    for (String line : card) {
      if (FILE.matcher(line).find() && lines.stream().noneMatch(FILE.asPredicate())) {
        String done = "(There is nothing to copy: `" + home + "` has these files already.)";
        String first = "(`./run learn go " + stage.id() + "` does the copying for you.)";
        lines.addAll(List.of(begun ? done : first, ""));
      }
      lines.add(begun ? line.replace("exercises/workspace/me", home) : line);
    }
    return lines;
  }

  private static List<String> move(Stage stage) {
    List<String> chapter = Course.chapter(stage.step());
    int[] moves =
        IntStream.range(0, chapter.size())
            .filter(i -> chapter.get(i).startsWith("### Move "))
            .toArray();
    List<String> ids = Move.of(stage.step()).stream().map(Move::id).toList();
    int at = ids.indexOf(stage.id());
    int from = at == 0 ? 0 : opening(chapter, moves[at - 1], moves[at]);
    int to = at + 1 < moves.length ? opening(chapter, moves[at], moves[at + 1]) : teacher(chapter);
    return chapter.subList(from, to);
  }

  /** Where a move begins: with the heading of the chapter's half, if it is the first of one. */
  private static int opening(List<String> chapter, int before, int move) {
    return IntStream.range(before, move)
        .filter(i -> chapter.get(i).matches("# \\d+[A-Z]: .*"))
        .findFirst()
        .orElse(move);
  }

  private static int teacher(List<String> chapter) {
    int teacher = chapter.indexOf("## For the teacher");
    return teacher < 0 ? chapter.size() : teacher;
  }
}
