package miniredis.admin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.engine.SlowLog;
import miniredis.resp.Reply;

/** SLOWLOG: the last commands that took long. */
final class SlowLogCommands {

  private static final int SHOWN = 10;

  private final SlowLog log;

  SlowLogCommands(SlowLog log) {
    this.log = log;
  }

  void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table.addContainer("SLOWLOG").summary("The commands that took long").since("2.2.12");
    table
        .add("SLOWLOG|GET", atLeast(2), this::get, ADMIN, LOADING, STALE)
        .tips("request_policy:all_nodes", "nondeterministic_output")
        .summary("The latest of them: when, for how many microseconds, what, and whose")
        .since("2.2.12")
        .complexity("O(N) in the number of entries")
        .history("4.0.0", "Address, port and name of the client")
        .syntax("[count:integer]");
    table
        .add("SLOWLOG|LEN", 2, this::length, ADMIN, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
        .summary("How many of them are kept")
        .since("2.2.12");
    table
        .add("SLOWLOG|RESET", 2, this::reset, ADMIN, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .summary("Forgets all of them")
        .since("2.2.12")
        .complexity("O(N) in the number of entries");
    table.addHelp("SLOWLOG").since("6.2.0");
  }

  private Reply get(Call call) {
    if (call.size() > 3) throw Errors.wrongSubcommand(call.arg(1), "SLOWLOG");
    long count = SHOWN;
    if (call.size() == 3) {
      boolean number = Numbers.isInteger(call.arg(2));
      if (!number || (count = call.integer(2)) < -1) throw new CommandException(Errors.BAD_COUNT);
    }
    long most = count < 0 ? Long.MAX_VALUE : count;
    return Reply.array(log.records().stream().limit(most).map(SlowLogCommands::shown).toList());
  }

  private static Reply shown(SlowLog.Record record) {
    return Reply.array(
        Reply.integer(record.id()),
        Reply.integer(record.second()),
        Reply.integer(record.microseconds()),
        Reply.bulks(record.args()),
        Reply.bulk(record.address()),
        Reply.bulk(record.client()));
  }

  private Reply length(Call call) {
    return Reply.integer(log.records().size());
  }

  private Reply reset(Call call) {
    log.clear();
    return Reply.OK;
  }
}
