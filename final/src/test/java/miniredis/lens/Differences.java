package miniredis.lens;

import module java.base;

/** Where a page shows something else than the server says, a sentence each. For one thread. */
final class Differences {

  private final List<String> found = new ArrayList<>();

  List<String> found() {
    return List.copyOf(found);
  }

  /** Notes a difference unless something is as it should be. */
  void unless(boolean same, String what) {
    if (!same) found.add(what);
  }

  /** Notes a difference unless both are equal. */
  void compare(String what, Object shown, Object said) {
    unless(shown.equals(said), what + ": shown is " + shown + ", the server says " + said);
  }
}
