package miniredis.metrics;

import module java.base;

/**
 * The first line of a request in HTTP. What else stands in its head does not matter here.
 *
 * @param path without what comes after a question mark
 */
record Question(String method, String path) {

  /** Where the head of a request ends; people who type it leave out the returns. */
  private static final Pattern END = Pattern.compile("\r?\n\r?\n");

  private static final Pattern LINE =
      Pattern.compile("([A-Z]+) (/[^ ?#]*)[^ ]* HTTP/1\\.[01]\r?\n.*", Pattern.DOTALL);

  static boolean isComplete(String head) {
    return END.matcher(head).find();
  }

  /** Null if it makes no sense. */
  static Question of(String head) {
    Matcher line = LINE.matcher(head);
    return line.matches() ? new Question(line.group(1), line.group(2)) : null;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean onlyReads() {
    return isHead() || method.equals("GET");
  }

  boolean isForFigures() {
    return onlyReads() && path.equals("/metrics");
  }

  /** The answer where it needs no figures. */
  Answer answer() {
    if (!onlyReads()) return Answer.ONLY_READS;
    return path.equals("/") ? Answer.INDEX : Answer.UNKNOWN;
  }
}
