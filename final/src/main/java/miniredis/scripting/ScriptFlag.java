package miniredis.scripting;

import module java.base;

/** What a script says of itself in its first line. */
enum ScriptFlag {
  NO_WRITES,
  ALLOW_OOM,
  ALLOW_STALE,
  NO_CLUSTER,
  ALLOW_CROSS_SLOT_KEYS;

  /** The flag of a word such as {@code no-writes}, or null. */
  static ScriptFlag of(String word) {
    for (ScriptFlag each : values()) if (each.word().equals(word)) return each;
    return null;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
