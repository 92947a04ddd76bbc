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
      A terminal gets colours and a page for each file: n is the next, p the one before, q ends.
      --plain or --color decide about colours, and print all of it at once.
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
      Lines lines = Lines.forArguments(options);
      List<LessonView.Page> pages = pages(Course.here(), names, lines.coloured());
      if (options.isEmpty() && Lines.atATerminal()) Pager.show(pages);
      else pages.forEach(page -> lines.out().print(page.text()));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("lesson: " + e.getMessage());
      System.exit(1);
    }
  }

  static void show(Course course, List<String> names, Lines lines) {
    pages(course, names, lines.coloured()).forEach(page -> lines.out().print(page.text()));
  }

  private static List<LessonView.Page> pages(Course course, List<String> names, boolean coloured) {
    Path to = course.module(names.size() == 1 ? names.getFirst() : names.get(1));
    if (to.endsWith("final")) {
      throw new IllegalArgumentException(
          "final is the one big move: final/README.md says where each class went");
    }
    String from = names.size() == 1 ? stepBefore(course, to) : names.getFirst();
    Transition lesson = Transition.between(course.sources(from), to);
    List<String> only = names.size() > 2 ? names.subList(2, names.size()) : List.of();
    return new LessonView(lesson, coloured).pages(only);
  }

  private static String stepBefore(Course course, Path to) {
    int i = course.modules().indexOf(to);
    if (i == 0)
      throw new IllegalArgumentException("before the first step there is nothing to compare");
    return Course.name(course.modules().get(i - 1));
  }
}
