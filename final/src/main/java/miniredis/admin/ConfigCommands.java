package miniredis.admin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.ConfigRewrite;
import miniredis.engine.Engine;
import miniredis.net.Clients;
import miniredis.resp.Reply;

/** CONFIG: the settings of a running server. */
public final class ConfigCommands {

  private final Config config;
  private final Engine engine;
  private final Clients clients;

  public ConfigCommands(Config config, Engine engine, Clients clients) {
    this.config = config;
    this.engine = engine;
    this.clients = clients;
  }

  public void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table.addContainer("CONFIG").summary("The settings of the running server").since("2.0.0");
    table
        .add("CONFIG|GET", atLeast(3), this::get, ADMIN, NOSCRIPT, LOADING, STALE)
        .summary("Settings whose names match a pattern")
        .since("2.0.0")
        .complexity("O(N) in the number of settings")
        .history("7.0.0", "Takes several patterns")
        .syntax("parameter [parameter ...]");
    table
        .add("CONFIG|SET", atLeast(4), this::set, ADMIN, NOSCRIPT, LOADING, STALE)
        .secrets((args, i) -> i > 2 && i % 2 == 1 && config.isSecret(args[i - 1]))
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .summary("Changes settings, all or none")
        .since("2.0.0")
        .complexity("O(N) in the number of settings")
        .history("7.0.0", "Takes several parameters")
        .syntax("parameter value [parameter value ...]");
    table
        .add("CONFIG|RESETSTAT", 2, this::resetStatistics, ADMIN, NOSCRIPT, LOADING, STALE)
        .summary("Sets the counters of INFO to zero")
        .since("2.0.0");
    table
        .add("CONFIG|REWRITE", 2, this::rewrite, ADMIN, NOSCRIPT, LOADING, STALE)
        .summary("Writes the settings into the config file")
        .since("2.8.0");
    table
        .add("CONFIG|HELP", 2, call -> help(), LOADING, STALE)
        .summary("What CONFIG can do")
        .since("5.0.0");
  }

  private Reply get(Call call) {
    List<Bytes> found = config.get(call.from(2));
    return new Reply.Map(found.stream().map(Reply::bulk).toList());
  }

  private Reply set(Call call) {
    if (call.size() % 2 != 0) throw Errors.syntax();
    try {
      config.set(call.from(2), call.client().isLocal());
      return Reply.OK;
    } catch (ConfigException refused) {
      throw new CommandException("ERR " + refused.getMessage());
    }
  }

  private Reply resetStatistics(Call call) {
    engine.dispatcher().resetStatistics();
    engine.keyspace().statistics().reset();
    engine.keyspace().eviction().resetStatistics();
    clients.resetStatistics();
    return Reply.OK;
  }

  private Reply rewrite(Call call) {
    if (config.file().isEmpty()) {
      throw new CommandException("ERR The server is running without a config file");
    }
    try {
      ConfigRewrite.rewrite(config);
      return Reply.OK;
    } catch (IOException failed) {
      throw new CommandException("ERR Rewriting config file: " + failed.getMessage());
    }
  }

  private static Reply help() {
    return Reply.array(
        Stream.of(
                "CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
                "GET <pattern>",
                "    Return parameters matching the glob-like <pattern> and their values.",
                "SET <directive> <value>",
                "    Set the configuration <directive> to <value>.",
                "RESETSTAT",
                "    Reset statistics reported by the INFO command.",
                "REWRITE",
                "    Rewrite the configuration file.",
                "HELP",
                "    Prints this help.")
            .map(Reply::simple)
            .toList());
  }
}
