package miniredis;

import module java.base;

/** Changes inside of a list. */
final class EditCommands {
  static void addTo(CommandTable table) {
    // TODO: rows for LSET, LTRIM and LREM; and who calls addTo?
  }

  static Reply lSet(Call call) {
    return Reply.OK; // TODO
  }

  static Reply lTrim(Call call) {
    return Reply.OK; // TODO
  }

  static Reply lRem(Call call) {
    return new Reply.Int(0); // TODO
  }
}
