package miniredis.server;

import miniredis.builtin.ConnectionCommands;
import miniredis.builtin.StringCommands;
import miniredis.command.CommandTable;
import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.net.Clients;
import miniredis.net.EventLoop;

/** Fills the command table, one family a line. */
final class Commands {

  private Commands() {}

  static void addAll(
      Engine engine, EventLoop loop, Clients clients, Config config, Server server) {
    CommandTable table = engine.table();
    ConnectionCommands.addTo(table);
    StringCommands.addTo(table);
  }
}
