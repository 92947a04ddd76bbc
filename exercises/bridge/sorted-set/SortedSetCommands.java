package miniredis;

import module java.base;

/** Sorted sets: each member once, in the order of the scores. */
final class SortedSetCommands {
  static void addTo(CommandTable table) {
    // TODO: rows for ZADD, ZREM, ZSCORE, ZCARD, ZRANK and ZRANGE; and who calls addTo?
  }
}
