package miniredis.admin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
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

  private static final int MANY = Integer.MAX_VALUE;

  private static final String FORBIDDEN =
      "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\","
          + " you can run it from a local connection, otherwise you need to set this option in"
          + " the configuration file, and then restart the server.";

  /**
   * One thing that DEBUG does. Redis has a single row for all of them, whose arguments each checks
   * by itself.
   *
   * @param most arguments, the two names counted; so {@code least}
   */
  private record Subcommand(
      String name, int least, int most, Handler handler, String arguments, String help) {

    boolean isMeant(Call call) {
      return call.arg(1).is(name) && call.size() >= least && call.size() <= most;
    }
  }

  private final List<Subcommand> subcommands =
      List.of(
          new Subcommand(
              "DIGEST",
              2,
              2,
              DebugCommands::digest,
              "",
              "A hash of all data, the same as Redis's."),
          new Subcommand(
              "DIGEST-VALUE",
              2,
              MANY,
              DebugCommands::digestValue,
              "[key [key ...]]",
              "A hash of each of these values."),
          new Subcommand("ERROR", 3, 3, DebugCommands::error, "text", "Replies this error."),
          new Subcommand("HELP", 2, 2, this::help, "", "Lists the subcommands."),
          new Subcommand(
              "LOADAOF", 2, 2, this::reloadLog, "", "Writes out the log and loads it again."),
          new Subcommand(
              "OBJECT", 3, 3, DebugCommands::object, "key", "How the value of a key is kept."),
          new Subcommand(
              "POPULATE",
              3,
              5,
              DebugCommands::populate,
              "count [prefix] [size]",
              "Makes keys prefix:0, prefix:1 and so on."),
          new Subcommand(
              "PROTOCOL", 3, 3, DebugCommands::protocol, "type", "Replies an example of a type."),
          new Subcommand(
              "RELOAD",
              2,
              MANY,
              this::reload,
              "[NOSAVE]",
              "Saves and loads again; with NOSAVE it loads the file as it is."),
          new Subcommand(
              "SET-ACTIVE-EXPIRE",
              3,
              3,
              DebugCommands::setActiveExpire,
              "0|1",
              "0 leaves keys that are dead until they are asked for."),
          new Subcommand(
              "SLEEP", 3, 3, DebugCommands::sleep, "seconds", "Stops the server for a time."));

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
        .summary("For tests, and for those who look inside")
        .systemCommand()
        .syntax("subcommand [argument [argument ...]]");
  }

  private Reply debug(Call call) {
    if (!allowed.get().allows(call.client().isLocal())) throw new CommandException(FORBIDDEN);
    for (Subcommand each : subcommands) {
      if (each.isMeant(call)) return each.handler.handle(call);
    }
    throw Errors.wrongSubcommand(call.arg(1), "DEBUG");
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
        "Value at:0x0 refcount:1 encoding:%s lru:%s lru_seconds_idle:%s"
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

  private Reply reloadLog(Call call) {
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

  /** Makes keys for tests; those that are there already are left alone. */
  private static Reply populate(Call call) {
    long count = positive(call, 2);
    String prefix = call.size() > 3 ? call.arg(3).text() : "key";
    int size = call.size() > 4 ? (int) Math.min(positive(call, 4), Integer.MAX_VALUE) : 0;
    for (long i = 0; i < count; i++) {
      Bytes key = Bytes.of(prefix + ':' + i);
      if (call.database().glance(key)) continue;
      call.database().setString(key, sized(Bytes.of("value:" + i), size));
    }
    return Reply.OK;
  }

  private static long positive(Call call, int index) {
    boolean positive = Numbers.isInteger(call.arg(index)) && call.integer(index) >= 0;
    if (!positive) throw new CommandException(Errors.NOT_POSITIVE);
    return call.integer(index);
  }

  /** Cut, or filled up with zeros; a size of 0 leaves it as it is. */
  private static Bytes sized(Bytes value, int size) {
    return size == 0 ? value : Bytes.wrap(Arrays.copyOf(value.array(), size));
  }

  private static Reply digest(Call call) {
    return Reply.simple(DatasetDigest.of(call.keyspace()));
  }

  private static Reply digestValue(Call call) {
    return Reply.array(
        call.from(2).stream()
            .map(key -> Reply.simple(DatasetDigest.of(call.database(), key)))
            .toList());
  }

  private static Reply protocol(Call call) {
    return ProtocolSamples.of(call, call.arg(2).text());
  }

  private static Reply error(Call call) {
    return Reply.error(call.arg(2).text());
  }

  private Reply help(Call call) {
    List<Reply> lines = new ArrayList<>();
    lines.add(Reply.simple("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
    for (Subcommand each : subcommands) {
      lines.add(Reply.simple((each.name + ' ' + each.arguments).stripTrailing()));
      lines.add(Reply.simple("    " + each.help));
    }
    return Reply.array(lines);
  }
}
