package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Glob;
import miniredis.command.Access;

/** Which keys may be read and which may be written. */
final class KeyRules {

  static final int READ = 1;
  static final int WRITE = 2;
  static final int BOTH = READ | WRITE;

  private static final Bytes ANYTHING = Bytes.of("*");

  private final Map<Bytes, Integer> patterns = new LinkedHashMap<>();
  private boolean all;

  KeyRules copy() {
    KeyRules copy = new KeyRules();
    copy.patterns.putAll(patterns);
    copy.all = all;
    return copy;
  }

  void allowAll() {
    patterns.clear();
    all = true;
  }

  void allowNone() {
    patterns.clear();
    all = false;
  }

  boolean allowAnything() {
    return all;
  }

  /** Allows keys that match a pattern to be read, or written, or both, beside what was allowed. */
  void allow(Bytes pattern, int uses) {
    patterns.merge(pattern, uses, (before, more) -> before | more);
  }

  /** A key of which only the existence matters is allowed to those who may use it in any way. */
  boolean allow(Bytes key, Set<Access> access) {
    if (all) return true;
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
    return all || (patterns.getOrDefault(ANYTHING, 0) & READ) != 0;
  }

  /** The rules as words, with a space between them. */
  Bytes words() {
    if (all) return Bytes.of("~*");
    BytesBuilder words = new BytesBuilder(32);
    patterns.forEach(
        (pattern, uses) -> {
          if (words.length() > 0) words.append((byte) ' ');
          words.append(uses == BOTH ? "~" : uses == READ ? "%R~" : "%W~").append(pattern);
        });
    return words.toBytes();
  }
}
