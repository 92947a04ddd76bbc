package miniredis;

import module java.base;

/** One value, in the bytes of a snapshot. */
final class DumpCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for DUMP and one for RESTORE; and who calls addTo?
  }

  static Reply dump(Call call) {
    return new Reply.Bulk(null); // TODO
  }

  static Reply restore(Call call) {
    return Reply.OK; // TODO
  }
}
