package course.learn;

import module java.base;

import course.Course;

/**
 * What a learner reads before a stage. The first move of a step has the chapter's opening before
 * it, and the last has what follows the moves behind it, but not the teacher's part.
 */
final class Lesson {

  private Lesson() {}

  static List<String> of(Stage stage, int width) {
    return Markdown.rendered(markdown(stage), width);
  }

  /** The same, as it is written. */
  static List<String> markdown(Stage stage) {
    return switch (stage.kind()) {
      case MOVE -> move(stage);
      case EXERCISE -> Cards.card(stage);
      case BUG -> Bugs.card(stage);
      case STRETCH -> Stretch.card(stage);
    };
  }

  private static List<String> move(Stage stage) {
    List<String> chapter = Course.chapter(stage.step());
    int[] moves =
        IntStream.range(0, chapter.size())
            .filter(i -> chapter.get(i).startsWith("### Move "))
            .toArray();
    List<String> ids = Move.of(stage.step()).stream().map(Move::id).toList();
    int at = ids.indexOf(stage.id());
    int from = at == 0 ? 0 : moves[at];
    int to = at + 1 < moves.length ? moves[at + 1] : teacher(chapter);
    return chapter.subList(from, to);
  }

  private static int teacher(List<String> chapter) {
    int teacher = chapter.indexOf("## For the teacher");
    return teacher < 0 ? chapter.size() : teacher;
  }
}
