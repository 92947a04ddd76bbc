package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.command.Access;

/** Which keys may be read and which may be written. */
final class KeyRules extends PatternRules {

  static final int READ = 1;
  static final int WRITE = 2;
  static final int BOTH = READ | WRITE;

  private static final Bytes ANYTHING = Bytes.of("*");

  KeyRules copy() {
    KeyRules copy = new KeyRules();
    copy.add(this);
    return copy;
  }

  /** Allows keys that match a pattern to be read, or written, or both, beside what was allowed. */
  void allow(Bytes pattern, int uses) {
    patterns.merge(pattern, uses, (before, more) -> before | more);
  }

  /** A key of which only the existence matters is allowed to those who may use it in any way. */
  boolean allow(Bytes key, Set<Access> access) {
    if (allowAnything()) return true;
    int uses = uses(access);
    for (Map.Entry<Bytes, Integer> each : patterns.entrySet()) {
      if ((each.getValue() & uses) == uses && Glob.matches(each.getKey(), key)) return true;
    }
    return false;
  }

  private static int uses(Set<Access> access) {
    int uses = access.contains(Access.ACCESS) ? READ : 0;
    for (Access each : access) {
      if (each == Access.INSERT || each == Access.UPDATE || each == Access.DELETE) uses |= WRITE;
    }
    return uses;
  }

  /**
   * Whether every key may be read, and it is said plainly: by {@code ~*} and not by {@code ~**}.
   */
  boolean allowReadingAll() {
    return allowAnything() || (patterns.getOrDefault(ANYTHING, 0) & READ) != 0;
  }

  @Override
  String sign(int uses) {
    return uses == READ ? "%R~" : uses == WRITE ? "%W~" : "~";
  }
}
