package course.learn;

import module java.base;

/**
 * One conformance test.
 *
 * @param type the class, without its package
 * @param method empty for all tests of the class
 */
record TestName(String type, String method) {

  /** {@code Class.method}, or {@code Class}. */
  static TestName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) return new TestName(text, "");
    return new TestName(text.substring(0, dot), text.substring(dot + 1));
  }

  /** The method's name as the sentence that it is. */
  String sentence() {
    return method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).strip();
  }

  @Override
  public String toString() {
    return method.isEmpty() ? type : type + "." + method;
  }
}
