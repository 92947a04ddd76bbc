package miniredis.persistence;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.NO_ASYNC_LOADING;
import static miniredis.command.Flag.NO_MULTI;
import static miniredis.command.Flag.STALE;

import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.engine.Propagation;
import miniredis.resp.Reply;

/** SAVE, BGSAVE, LASTSAVE, BGREWRITEAOF. */
final class PersistenceCommands {

  private static final String SAVING = "ERR Background save already in progress";
  private static final String BUSY =
      "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
          + " order to schedule a BGSAVE whenever possible.";

  private static final String REWRITING =
      "ERR Background append only file rewriting already in progress";
  private static final String NO_REWRITE =
      "ERR Can't execute an AOF background rewriting. Please check the server logs for more"
          + " information.";

  private final Saves saves;
  private final Aof aof;
  private final Propagation propagation;

  PersistenceCommands(Saves saves, Aof aof, Propagation propagation) {
    this.saves = saves;
    this.aof = aof;
    this.propagation = propagation;
  }

  void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table
        .add("SAVE", 1, this::save, ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI)
        .summary("Saves all keys to the RDB file, and lets everyone wait for it")
        .complexity("O(N) in the number of keys");
    table
        .add("BGSAVE", atLeast(1), this::saveInBackground, ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
        .summary("Saves all keys, as they are now, to the RDB file while the server goes on")
        .history("3.2.2", "The option `SCHEDULE`")
        .syntax("[@3.2.2:SCHEDULE]");
    table
        .add("BGREWRITEAOF", 1, this::rewriteLog, ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
        .summary("Makes the log as short as it can be while the server goes on");
    table
        .add("LASTSAVE", 1, this::lastSave, LOADING, STALE, FAST)
        .categories(Category.ADMIN, Category.DANGEROUS)
        .tips("nondeterministic_output")
        .summary("The Unix time, in seconds, of the last save that worked");
  }

  private Reply save(Call call) {
    if (saves.inProgress()) throw new CommandException(SAVING);
    return saves.saveNow() ? Reply.OK : Reply.error("ERR");
  }

  private Reply saveInBackground(Call call) {
    if (call.size() > 2 || call.size() == 2 && !call.arg(1).is("SCHEDULE")) throw Errors.syntax();
    if (saves.inProgress()) throw new CommandException(SAVING);
    if (call.keyspace().inSnapshot()) {
      if (call.size() == 1) throw new CommandException(BUSY);
      saves.schedule();
      return Reply.simple("Background saving scheduled");
    }
    saves.begin();
    return Reply.simple("Background saving started");
  }

  private Reply rewriteLog(Call call) {
    if (aof.rewrite().inProgress()) throw new CommandException(REWRITING);
    if (call.keyspace().inSnapshot() || propagation.isNested()) {
      aof.rewrite().scheduleAtOnce();
      return Reply.simple("Background append only file rewriting scheduled");
    }
    if (!aof.rewrite().begin()) throw new CommandException(NO_REWRITE);
    return Reply.simple("Background append only file rewriting started");
  }

  private Reply lastSave(Call call) {
    return Reply.integer(saves.lastSave());
  }
}
