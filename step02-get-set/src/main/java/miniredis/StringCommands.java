package miniredis;

/** Strings: any bytes, up to 512 MB of them. */
final class StringCommands {
  static void addTo(CommandTable table) {
    table.add("GET", 2, StringCommands::get);
    table.add("SET", -3, StringCommands::set);
  }

  static Reply get(Call call) {
    return new Reply.Bulk(call.database().string(call.key()));
  }

  static Reply set(Call call) {
    if (call.words().size() > 3) return new Reply.Error(Errors.SYNTAX);
    call.database().put(call.key(), call.arg(2));
    return Reply.OK;
  }
}
