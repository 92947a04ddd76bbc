package miniredis;

import module java.base;

/** All commands by name. To learn a new one, the server needs a row and a handler. */
final class CommandTable {
  private final Map<String, Command> commands = new HashMap<>();
  private final Database database;

  CommandTable(Database database) {
    this.database = database;
    ConnectionCommands.addTo(this);
    KeyCommands.addTo(this);
    StringCommands.addTo(this);
  }

  void add(String name, int arity, Handler handler) {
    commands.put(name, new Command(name, arity, handler));
  }

  Reply run(List<Bytes> words) {
    Call call = new Call(database, words);
    Command command = commands.get(call.name());
    if (command == null) return new Reply.Error(Errors.unknownCommand(words));
    if (!command.takes(words.size())) return new Reply.Error(Errors.wrongArity(command.name()));
    try {
      // Everything that a handler does is done under the lock; reading and writing sockets is not.
      return database.exclusively(() -> runLogged(command, call));
    } catch (CommandException e) {
      return new Reply.Error(e.getMessage());
    }
  }

  /** Runs the command and, if it has changed something, logs it before the lock is given back. */
  private Reply runLogged(Command command, Call call) {
    database.changes = 0;
    Reply reply = command.handler().handle(call);
    if (database.log == null || database.changes == 0) return reply;
    database.log.add(Effect.of(call));
    database.log.write();
    return reply;
  }

  void beforeReply() throws IOException {
    if (database.log != null) database.log.beforeReply();
  }
}
