package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/** What is allowed by patterns: some names, or any. */
abstract sealed class PatternRules permits KeyRules, ChannelRules {

  /** Each pattern, and what names that match it may be used for. */
  final Map<Bytes, Integer> patterns = new LinkedHashMap<>();

  private boolean all;

  final void allowAll() {
    patterns.clear();
    all = true;
  }

  final void allowNone() {
    patterns.clear();
    all = false;
  }

  /** Whether every name is allowed, for every use. */
  final boolean allowAnything() {
    return all;
  }

  /** Allows what others allow, too. */
  final void add(PatternRules others) {
    patterns.putAll(others.patterns);
    all |= others.all;
  }

  /** The rules as words, with a space between them. */
  final Bytes words() {
    if (all) return Bytes.of(sign(0) + "*");
    BytesBuilder words = new BytesBuilder(32);
    patterns.forEach(
        (pattern, uses) -> {
          if (words.length() > 0) words.append(" ");
          words.append(sign(uses)).append(pattern);
        });
    return words.toBytes();
  }

  /** What stands before a pattern that is allowed for some uses; 0 for all. */
  abstract String sign(int uses);
}
