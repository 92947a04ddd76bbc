package course;

import module java.base;

/** {@code ./run lesson 01 02}: the difference between two steps, which is the lesson. */
final class LessonMain {

  private static final String USAGE =
      """
      ./run lesson 01 02              what step 02 changes, in the order to read it
      ./run lesson 02                 the same
      ./run lesson DIR 02             what still separates your sources in DIR from step 02
      ./run lesson 01 02 Server.java  that file only
      --plain or --color decide about colours; a terminal gets them, a file does not.
      """;

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    List<String> options = Arrays.stream(args).filter(arg -> arg.startsWith("--")).toList();
    List<String> names = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).toList();
    if (names.isEmpty() || !Set.of("--plain", "--color").containsAll(options)) {
      System.out.print(USAGE);
      System.exit(options.contains("--help") ? 0 : 1);
    }
    try {
      show(Course.here(), names, Lines.forArguments(options));
    } catch (IllegalArgumentException e) {
      System.err.println("lesson: " + e.getMessage());
      System.exit(1);
    }
  }

  static void show(Course course, List<String> names, Lines lines) {
    Path to = course.module(names.size() == 1 ? names.getFirst() : names.get(1));
    if (to.endsWith("final")) {
      throw new IllegalArgumentException(
          "final is the one big move: final/README.md says where each class went");
    }
    String from = names.size() == 1 ? stepBefore(course, to) : names.getFirst();
    Transition lesson = Transition.between(course.sources(from), to);
    List<String> only = names.size() > 2 ? names.subList(2, names.size()) : List.of();
    new LessonView(lesson, lines).show(only);
  }

  private static String stepBefore(Course course, Path to) {
    int i = course.modules().indexOf(to);
    if (i == 0)
      throw new IllegalArgumentException("before the first step there is nothing to compare");
    return Course.name(course.modules().get(i - 1));
  }
}
