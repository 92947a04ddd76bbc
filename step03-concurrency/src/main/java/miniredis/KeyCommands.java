package miniredis;

/** Commands about keys, whatever their values are. EXISTS counts a key as often as it is named. */
final class KeyCommands {
  static void addTo(CommandTable table) {
    table.add("DEL", -2, KeyCommands::del);
    table.add("EXISTS", -2, KeyCommands::exists);
  }

  static Reply del(Call call) {
    return new Reply.Int(call.rest().filter(call.database()::remove).count());
  }

  static Reply exists(Call call) {
    return new Reply.Int(call.rest().filter(call.database()::contains).count());
  }
}
