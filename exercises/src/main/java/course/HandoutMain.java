package course;

import module java.base;

/** {@code ./run handout 02}: a chapter on one page, for the class to write on. */
final class HandoutMain {

  private static final String USAGE =
      """
      ./run handout 02 > handout.html            the chapter on a page: picture, commands, questions
      ./run handout 02 --answers > answers.html  the key to it, for the teacher
      Open the file in a browser and print it.
      """;

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    List<String> options = Arrays.stream(args).filter(arg -> arg.startsWith("--")).toList();
    List<String> names = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).toList();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (names.size() != 1 || !Set.of("--answers").containsAll(options)) {
      out.print(USAGE);
      System.exit(options.contains("--help") ? 0 : 1);
    }
    try {
      Course course = Course.here();
      Path step = course.module(names.getFirst());
      out.print(Handout.of(step).html(options.contains("--answers")));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("handout: " + e.getMessage());
      System.exit(1);
    }
  }
}
