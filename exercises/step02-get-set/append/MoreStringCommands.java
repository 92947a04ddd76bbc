package miniredis;

import module java.base;

/** Strings that grow. */
final class MoreStringCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for APPEND and one for STRLEN; and who calls addTo?
  }

  /** The old bytes, and then the new ones. Neither is null. */
  static Bytes joined(Bytes old, Bytes more) {
    return more; // TODO
  }
}
