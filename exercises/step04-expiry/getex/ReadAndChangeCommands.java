package miniredis;

import module java.base;

/** Answers a value and changes what becomes of it. */
final class ReadAndChangeCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for GETDEL and one for GETEX; and who calls addTo?
  }

  static Reply getDel(Call call) {
    return new Reply.Bulk(null); // TODO
  }

  static Reply getEx(Call call) {
    return new Reply.Bulk(null); // TODO
  }
}
