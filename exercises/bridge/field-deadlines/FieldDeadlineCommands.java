package miniredis;

import module java.base;

/** Deadlines of a hash's fields. All commands answer an array, with a number for each field. */
final class FieldDeadlineCommands {
  static void addTo(CommandTable table) {
    // TODO: rows for HEXPIRE, HPEXPIRE, HPEXPIREAT, HTTL, HPTTL and HPERSIST; and who calls addTo?
  }

  /** The fields behind the word FIELDS at this place, and behind the number of them. */
  private static List<Bytes> fields(Call call, int at) {
    if (call.words().size() < at + 2 || !call.arg(at).toString().equalsIgnoreCase("FIELDS"))
      throw new CommandException(
          "ERR Mandatory argument FIELDS is missing or not at the right position");
    List<Bytes> fields = call.words().subList(at + 2, call.words().size());
    if (call.number(at + 1) <= 0)
      throw new CommandException("ERR Parameter `numFields` should be greater than 0");
    if (call.number(at + 1) != fields.size())
      throw new CommandException(
          "ERR The `numfields` parameter must match the number of arguments");
    return fields;
  }
}
