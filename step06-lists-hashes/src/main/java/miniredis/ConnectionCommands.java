package miniredis;

/** Commands that show whether anybody is there. QUIT is the connection's own business. */
final class ConnectionCommands {
  static void addTo(CommandTable table) {
    table.add("PING", -1, ConnectionCommands::ping);
    table.add("ECHO", 2, ConnectionCommands::echo);
  }

  static Reply ping(Call call) {
    if (call.words().size() == 1) return new Reply.Text("PONG");
    return call.words().size() == 2 ? echo(call) : new Reply.Error(Errors.wrongArity("PING"));
  }

  static Reply echo(Call call) {
    return new Reply.Bulk(call.arg(1));
  }
}
