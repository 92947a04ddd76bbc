package miniredis;

/** Parts of strings. */
final class RangeCommands {
  static void addTo(CommandTable table) {
    table.add("GETRANGE", 4, RangeCommands::getrange); // TODO: who calls addTo?
  }

  static Reply getrange(Call call) {
    return new Reply.Error("ERR GETRANGE is not written yet"); // TODO
  }
}
