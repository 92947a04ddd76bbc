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
import miniredis.config.Permission;
import miniredis.config.Setting;
import miniredis.persistence.Persistence;
import miniredis.rdb.RdbException;
import miniredis.resp.Reply;

/**
 * DEBUG: for tests and for those who look inside. Who may call it says {@code
 * enable-debug-command}; unlike Redis we let clients on this machine do so unless told otherwise.
 */
public final class DebugCommands {

  private static final String FORBIDDEN =
      "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\","
          + " you can run it from a local connection, otherwise you need to set this option in"
          + " the configuration file, and then restart the server.";

  private final Setting<Permission> allowed;
  private final Persistence persistence;

  public DebugCommands(Config config, Persistence persistence) {
    allowed = config.choice("enable-debug-command", Permission.class);
    this.persistence = persistence;
  }

  public void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table
        .add("DEBUG", atLeast(2), this::debug, ADMIN, NOSCRIPT, LOADING, STALE)
        .summary("For tests: sleep, object, reload, set-active-expire")
        .systemCommand()
        .syntax("subcommand [argument [argument ...]]");
  }

  private Reply debug(Call call) {
    if (!allowed.get().allows(call.client().isLocal())) throw new CommandException(FORBIDDEN);
    Bytes what = call.arg(1);
    if (what.is("SLEEP") && call.size() == 3) return sleep(call);
    if (what.is("OBJECT") && call.size() == 3) return object(call);
    if (what.is("SET-ACTIVE-EXPIRE") && call.size() == 3) return setActiveExpire(call);
    if (what.is("RELOAD")) return reload(call);
    if (what.is("LOADAOF") && call.size() == 2) return reloadLog();
    if (what.is("HELP") && call.size() == 2) return help();
    throw Errors.unknownSubcommand(what, "debug");
  }

  /** Stops the whole server, as in Redis: that is what it is for. */
  private static Reply sleep(Call call) {
    double seconds;
    try {
      seconds = Double.parseDouble(call.arg(2).text());
    } catch (NumberFormatException e) {
      seconds = 0;
    }
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long left; (left = end - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
    return Reply.OK;
  }

  private static Reply object(Call call) {
    String encoding = call.database().encoding(call.arg(2));
    if (encoding == null) throw new CommandException(Errors.NO_SUCH_KEY);
    int access = call.database().access(call.arg(2));
    return Reply.simple(
        "Value at:0x0 refcount:1 encoding:%s lru:%d lru_seconds_idle:%d"
            .formatted(encoding, access, (call.now() / 1000 - access) & 0xffffff));
  }

  /** Saves and loads again; MERGE is not built. */
  private Reply reload(Call call) {
    boolean save = true;
    for (Bytes option : call.from(2)) {
      if (option.is("NOSAVE")) save = false;
      else throw new CommandException("ERR DEBUG RELOAD only supports the NOSAVE option.");
    }
    try {
      persistence.reload(save);
      return Reply.OK;
    } catch (RdbException | IOException failed) {
      throw new CommandException("ERR Error trying to load the RDB dump, check server logs.");
    }
  }

  private Reply reloadLog() {
    try {
      persistence.reloadLog();
      return Reply.OK;
    } catch (RdbException | IOException failed) {
      throw new CommandException("ERR Error trying to load the AOF files, check server logs.");
    }
  }

  private static Reply setActiveExpire(Call call) {
    call.keyspace().expiring(call.integer(2) != 0);
    return Reply.OK;
  }

  private static Reply help() {
    return Reply.array(
        Stream.of(
                "DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
                "LOADAOF",
                "    Flush the AOF buffers on disk and reload the AOF in memory.",
                "OBJECT <key>",
                "    Show low level info about `key` and associated value.",
                "RELOAD [option ...]",
                "    Save the RDB on disk and reload it back to memory. Valid <option> values:",
                "    * NOSAVE: do not save before, load the file as it is.",
                "SET-ACTIVE-EXPIRE <0|1>",
                "    Setting it to 0 disables expiring keys in background.",
                "SLEEP <seconds>",
                "    Stop the server for <seconds>. Decimals allowed.",
                "HELP",
                "    Prints this help.")
            .map(Reply::simple)
            .toList());
  }
}
