package course.learn;

import module java.base;

/**
 * Something to solve: a move of a chapter, an exercise, a bug of the museum, or an exercise that is
 * open in design.
 *
 * @param id what the learner types: {@code 03.4}, {@code 01.time}, {@code bridge.scan}, {@code
 *     museum.07}, {@code stretch.lfu}
 * @param step the folder of the step that it belongs to
 * @param home where its code is typed, in the workspace
 * @param needs what must stand in the sources, because no test of the server can see it
 * @param tests which pass from here on, in the order in which they are run
 * @param port where the server listens; 0: it is told
 */
record Stage(
    Kind kind,
    String id,
    String title,
    Path step,
    Path home,
    List<Need> needs,
    List<TestName> tests,
    Hints hints,
    int minutes,
    int port) {

  enum Kind {
    MOVE,
    EXERCISE,
    BUG,
    STRETCH;

    /** {@code move}, {@code exercise}, {@code bug}, {@code stretch}. */
    String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A file of the sources, and a word that must stand in it; no word: the file is enough. */
  record Need(String file, String word) {

    boolean isMet(Map<String, String> sources) {
      return sources.getOrDefault(file, "").contains(word) && sources.containsKey(file);
    }

    String missing() {
      return word.isEmpty() ? file + " is not there yet" : file + " has no " + word + " yet";
    }
  }

  /**
   * {@code 03}, the step's number; {@code bridge}, {@code museum} and {@code stretch} have none.
   */
  String number() {
    return Character.isDigit(id.charAt(0)) ? id.substring(0, 2) : group();
  }

  /** What stands before the dot. */
  String group() {
    return id.substring(0, id.indexOf('.'));
  }

  /** What stands behind it. */
  String name() {
    return id.substring(id.indexOf('.') + 1);
  }

  /** The same, typed in another folder. */
  Stage in(Path other) {
    return new Stage(kind, id, title, step, other, needs, tests, hints, minutes, port);
  }

  boolean isMove() {
    return kind == Kind.MOVE;
  }

  /** Whether it has tests of its own beside those of its step. */
  boolean isExercise() {
    return kind == Kind.EXERCISE || kind == Kind.STRETCH;
  }
}
