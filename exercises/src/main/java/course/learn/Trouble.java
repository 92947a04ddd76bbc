package course.learn;

import module java.base;

/**
 * What has gone wrong in this program, in words for who sits before it. A fault of the program
 * itself is told as one, and where it came from is kept in a file: it is nothing to read for a
 * learner, and all there is for who mends it.
 */
record Trouble(Path file) {

  static Trouble in(Workspace workspace) {
    return new Trouble(workspace.folder().resolve("learn-trouble.txt"));
  }

  String words(Throwable problem) {
    if (problem instanceof IOException || problem instanceof UncheckedIOException)
      return problem.getMessage();
    String what = "a fault of this program, and not of your code: " + problem;
    return keep(problem) ? what + " (it is written down in " + file + ")" : what;
  }

  private boolean keep(Throwable problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace, true));
    try {
      Files.writeString(file, Instant.now() + " " + trace);
      return true;
    } catch (IOException notKept) {
      return false;
    }
  }
}
