package miniredis;

/** Sets several keys, or none. */
final class AllOrNothingCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for MSETNX; and who calls addTo?
  }

  static Reply msetnx(Call call) {
    return new Reply.Int(0); // TODO
  }
}
