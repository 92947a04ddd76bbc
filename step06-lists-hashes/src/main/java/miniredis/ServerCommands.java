package miniredis;

/** Commands about the data as a whole. */
final class ServerCommands {
  static void addTo(CommandTable table) {
    table.add("DBSIZE", 1, ServerCommands::dbSize);
    table.add("FLUSHALL", -1, ServerCommands::flushAll);
  }

  static Reply dbSize(Call call) {
    return new Reply.Int(call.database().size());
  }

  /** Redis can do it in the background, ASYNC; we always do it at once. */
  static Reply flushAll(Call call) {
    boolean known = call.rest().allMatch(word -> word.toString().matches("(?i)a?sync"));
    if (!known || call.words().size() > 2) throw new CommandException(Errors.SYNTAX);
    call.database().clear();
    return Reply.OK;
  }
}
