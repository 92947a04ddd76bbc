package miniredis;

import module java.base;

/** What else one may ask of a hash. */
final class FieldCommands {
  static void addTo(CommandTable table) {
    // TODO: rows for HKEYS, HVALS, HSTRLEN and HSETNX; and who calls addTo?
  }

  static Reply hKeys(Call call) {
    return Reply.array(List.of()); // TODO
  }
}
