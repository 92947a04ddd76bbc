package miniredis.server;

import miniredis.admin.ConfigCommands;
import miniredis.admin.DebugCommands;
import miniredis.admin.MemoryCommands;
import miniredis.admin.ServerCommands;
import miniredis.builtin.BitCommands;
import miniredis.builtin.BlockingListCommands;
import miniredis.builtin.BlockingSortedSetCommands;
import miniredis.builtin.ClusterCommands;
import miniredis.builtin.CommandCommands;
import miniredis.builtin.ConditionCommands;
import miniredis.builtin.ConnectionCommands;
import miniredis.builtin.DatabaseCommands;
import miniredis.builtin.ExpiryCommands;
import miniredis.builtin.GeoCommands;
import miniredis.builtin.HashCommands;
import miniredis.builtin.HashDeadlineCommands;
import miniredis.builtin.HyperLogLogCommands;
import miniredis.builtin.KeyCommands;
import miniredis.builtin.ListCommands;
import miniredis.builtin.ObjectCommands;
import miniredis.builtin.ScanCommands;
import miniredis.builtin.SetCommands;
import miniredis.builtin.SortCommands;
import miniredis.builtin.SortedSetCommands;
import miniredis.builtin.StreamCommands;
import miniredis.builtin.StringCommands;
import miniredis.clients.ClientCommands;
import miniredis.clients.Clients;
import miniredis.command.Accounts;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.config.Config;
import miniredis.config.RenamedCommand;
import miniredis.config.Version;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.net.EventLoop;
import miniredis.persistence.Persistence;
import miniredis.security.Security;
import miniredis.tracking.Tracking;
import miniredis.tracking.TrackingCommands;

/** Fills the command table, one family a line. */
final class Commands {

  /** Whose commands there are: the values of the setting compat. */
  private enum Compatibility {
    V8_4,
    V7_0
  }

  private Commands() {}

  /** Whether a server with these settings has all the commands, each under its own name. */
  static boolean areAllThere(Config config) {
    return config.choice("compat", Compatibility.class).get() == Compatibility.V8_4
        && config.renamedCommands().isEmpty();
  }

  static void addAll(
      Engine engine,
      EventLoop loop,
      Clients clients,
      Security security,
      Tracking tracking,
      Config config,
      Server server,
      Info info,
      Persistence persistence) {
    CommandTable table = engine.table();
    Accounts accounts = security.accounts();
    CommandCommands.addTo(table);
    new ConnectionCommands(accounts, Version.REDIS).addTo(table);
    new ClientCommands(clients, accounts).addTo(table);
    new TrackingCommands(tracking).addTo(table);
    StringCommands.addTo(table);
    BitCommands.addTo(table);
    HyperLogLogCommands.addTo(table);
    ListCommands.addTo(table);
    SetCommands.addTo(table);
    HashCommands.addTo(table);
    GeoCommands.addTo(table);
    SortedSetCommands.addTo(table);
    new BlockingListCommands(engine.dispatcher().waiters()).addTo(table);
    new BlockingSortedSetCommands(engine.dispatcher().waiters()).addTo(table);
    StreamCommands.addTo(table, engine.dispatcher().waiters());
    KeyCommands.addTo(table);
    ObjectCommands.addTo(table);
    ScanCommands.addTo(table);
    SortCommands.addTo(table);
    ExpiryCommands.addTo(table);
    DatabaseCommands.addTo(table);
    ClusterCommands.addTo(table);
    new ServerCommands(info, server::stopPrepared, persistence, engine.dispatcher()::isBusy)
        .addTo(table);
    new ConfigCommands(config, engine, clients).addTo(table);
    MemoryCommands.addTo(table, engine::scriptMemory, clients::count);
    new DebugCommands(config, persistence).addTo(table);
    HashDeadlineCommands.addTo(table);
    ConditionCommands.addTo(table);
    switch (config.choice("compat", Compatibility.class).get()) {
      case V8_4 -> ConditionCommands.extendSet(table);
      case V7_0 -> table.hideSince("7.0");
    }
    security.addTo(table);
    for (RenamedCommand each : config.renamedCommands()) rename(table, each);
  }

  /** With Redis's two complaints. */
  private static void rename(CommandTable table, RenamedCommand wanted) {
    Command command = table.remove(wanted.from());
    if (command == null) throw wanted.refused("No such command in rename-command");
    if (!wanted.to().isEmpty() && !table.put(wanted.to(), command)) {
      throw wanted.refused("Target command name already exists");
    }
  }
}
