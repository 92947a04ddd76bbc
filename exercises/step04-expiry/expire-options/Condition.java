package miniredis;

import module java.base;

/** What may come after EXPIRE key seconds: when not to set the deadline. */
record Condition(Set<String> words) {

  /** Reads the words from argument 3 on. */
  static Condition parse(Call call) {
    return new Condition(Set.of()); // TODO
  }

  /** Whether the new deadline may take the place of the old one. */
  boolean allows(long old, long deadline) {
    return true; // TODO
  }
}
