package course.learn;

import module java.base;

/**
 * Three stages of help: a nudge, where to look, a few lines. There may be others for a test that
 * fails.
 *
 * @param byTest the hints for a test, by its method's name; {@code ""} has those for all others
 */
record Hints(Map<String, List<String>> byTest) {

  static final Hints NONE = new Hints(Map.of());

  /** For the test that fails, where there are any for it; else the general ones. */
  List<String> when(String failing) {
    List<String> general = byTest.getOrDefault("", List.of());
    return byTest.getOrDefault(failing, general);
  }

  boolean isEmpty() {
    return byTest.isEmpty();
  }
}
