package miniredis.admin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.ALLOW_BUSY;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.NO_MULTI;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.config.Version;
import miniredis.engine.Info;
import miniredis.persistence.Persistence;
import miniredis.persistence.Persistence.Ending;
import miniredis.resp.Reply;

/** The server itself: what it says of itself, and its end. */
public final class ServerCommands {

  private static final String NO_SHUTDOWN = "ERR No shutdown in progress.";

  private final Info info;
  private final Runnable stop;
  private final Persistence persistence;
  private final BooleanSupplier isBusy;

  /**
   * The commands of a server.
   *
   * @param stop ends the server, when what is to be saved has been
   * @param isBusy whether a script runs for too long, and the data may be half changed
   */
  public ServerCommands(Info info, Runnable stop, Persistence persistence, BooleanSupplier isBusy) {
    this.info = info;
    this.stop = stop;
    this.persistence = persistence;
    this.isBusy = isBusy;
  }

  public void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table
        .add("INFO", atLeast(1), this::info, LOADING, STALE)
        .categories(Category.DANGEROUS)
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .summary("Figures about the server, by section")
        .history("7.0.0", "Takes several sections")
        .syntax("[section [section ...]]");
    table
        .add("TIME", 1, this::time, LOADING, STALE, FAST)
        .brief()
        .tips("nondeterministic_output")
        .summary("The server's clock: Unix seconds, and microseconds")
        .since("2.6.0");
    table
        .add("ROLE", 1, ServerCommands::role, NOSCRIPT, LOADING, STALE, FAST)
        .categories(Category.ADMIN, Category.DANGEROUS)
        .summary("Tells whether this is a master or a replica, and of whom")
        .since("2.8.12");
    table
        .add(
            "SHUTDOWN",
            atLeast(1),
            this::shutdown,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE,
            NO_MULTI,
            ALLOW_BUSY)
        .summary("Stops the server, saving first unless told otherwise")
        .history("7.0.0", "The options `NOW`, `FORCE` and `ABORT`")
        .syntax("[NOSAVE | SAVE] [@7.0.0:NOW] [@7.0.0:FORCE] [@7.0.0:ABORT]");
    table
        .add("LOLWUT", atLeast(1), this::lolwut, READONLY, FAST)
        .summary("The version, as art")
        .complexity("")
        .since("5.0.0")
        .syntax("[VERSION version:integer]");
  }

  private Reply info(Call call) {
    Set<String> wanted = new HashSet<>();
    for (Bytes each : call.from(1)) wanted.add(each.toLowerCase().text());
    return new Reply.Verbatim("txt", Bytes.of(info.text(wanted)));
  }

  private Reply time(Call call) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return Reply.bulks(List.of(Bytes.of(micros / 1_000_000), Bytes.of(micros % 1_000_000)));
  }

  /** A master without replicas: nothing has been sent to anybody. */
  private static Reply role(Call call) {
    return Reply.array(Reply.bulk("master"), Reply.ZERO, Reply.EMPTY_ARRAY);
  }

  private Reply shutdown(Call call) {
    boolean save = false;
    boolean noSave = false;
    boolean force = false;
    for (Bytes option : call.from(1)) {
      if (option.is("SAVE")) save = true;
      else if (option.is("NOSAVE")) noSave = true;
      else if (option.is("FORCE")) force = true;
      else if (option.is("ABORT") && call.size() == 2) throw new CommandException(NO_SHUTDOWN);
      else if (!option.is("NOW")) throw Errors.syntax();
    }
    if (save && noSave) throw Errors.syntax();
    if (isBusy.getAsBoolean() && !noSave) throw new CommandException(Errors.BUSY);
    Ending ending = save ? Ending.SAVE : noSave ? Ending.NO_SAVE : Ending.AS_CONFIGURED;
    if (!persistence.prepareToEnd(ending) && !force) {
      throw new CommandException("ERR Errors trying to SHUTDOWN. Check logs.");
    }
    stop.run();
    return Reply.NONE;
  }

  private Reply lolwut(Call call) {
    if (call.size() > 2 && call.arg(1).is("VERSION")) call.integer(2);
    String art =
        """
               ___
          ____/ _ \\____    small enough to read,
         /  _/ /_/ /   \\   fast enough to use.
         \\_/  \\___/  \\_/
        """;
    return new Reply.Verbatim(
        "txt",
        Bytes.of(art + "Redis ver. " + Version.REDIS + " (mini Redis " + Version.TEXT + ")\n"));
  }
}
