package miniredis.scripting;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ALLOW_BUSY;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.NO_MANDATORY_KEYS;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.SKIP_MONITOR;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.resp.Reply;

/** EVAL, EVALSHA, both read only, and SCRIPT. */
final class ScriptCommands {

  private static final int NAME_LENGTH = 40;
  private static final String WORST =
      "We cannot tell how the keys will be used so we assume the worst, ";
  private static final String COST = "What the script's commands cost";

  private final ScriptRunner runner;
  private final ScriptCache cache;

  ScriptCommands(ScriptRunner runner, ScriptCache cache) {
    this.runner = runner;
    this.cache = cache;
  }

  void addTo(CommandTable table) {
    table.group(Group.SCRIPTING);
    eval(table, "EVAL", call -> eval(call, false))
        .summary("Runs a script in Lua")
        .since("2.6.0")
        .syntax("script numkeys [key [key ...]] [arg [arg ...]]");
    eval(table, "EVALSHA", call -> evalsha(call, false))
        .summary("Runs a script in Lua that the server knows already, by its name")
        .since("2.6.0")
        .syntax("sha1 numkeys [key [key ...]] [arg [arg ...]]");
    readOnly(table, "EVAL_RO", call -> eval(call, true))
        .summary("Runs a script in Lua that may not write")
        .since("7.0.0")
        .syntax("script numkeys [key [key ...]] [arg [arg ...]]");
    readOnly(table, "EVALSHA_RO", call -> evalsha(call, true))
        .summary("Runs a script in Lua that may not write, by its name")
        .since("7.0.0")
        .syntax("sha1 numkeys [key [key ...]] [arg [arg ...]]");
    addScript(table);
  }

  private static Command eval(CommandTable table, String name, Handler handler) {
    KeySpec keys = KeySpec.counted(2, Access.RW, Access.ACCESS, Access.UPDATE);
    return table
        .add(name, atLeast(3), handler, NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS)
        .keys(name.equals("EVAL") ? keys.noting(WORST + "RW and UPDATE") : keys)
        .complexity(COST);
  }

  private static Command readOnly(CommandTable table, String name, Handler handler) {
    KeySpec keys = KeySpec.counted(2, Access.RO, Access.ACCESS);
    return table
        .add(name, atLeast(3), handler, READONLY, NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS)
        .keys(name.equals("EVAL_RO") ? keys.noting(WORST + "RO and ACCESS") : keys)
        .complexity(COST);
  }

  private void addScript(CommandTable table) {
    table
        .addContainer("SCRIPT")
        .noCategory()
        .summary("Looks after the scripts that the server knows")
        .since("2.6.0");
    table
        .add("SCRIPT|DEBUG", 3, ScriptCommands::debug, NOSCRIPT)
        .summary("Refused, because there is no debugger for scripts here")
        .since("3.2.0")
        .syntax("mode:<YES | SYNC | NO>");
    table
        .add("SCRIPT|EXISTS", atLeast(3), this::exists, NOSCRIPT)
        .tips("request_policy:all_shards", "response_policy:agg_logical_and")
        .summary("Tells which scripts the server knows")
        .since("2.6.0")
        .complexity("O(N), N the names")
        .syntax("sha1 [sha1 ...]");
    table
        .add("SCRIPT|FLUSH", atLeast(2), this::flush, NOSCRIPT)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .summary("Forgets all scripts")
        .since("2.6.0")
        .history("6.2.0", "The modes `ASYNC` and `SYNC`")
        .complexity("O(N), N the scripts")
        .syntax("[async@6.2.0:[ASYNC | SYNC]]");
    table
        .add("SCRIPT|KILL", 2, this::kill, NOSCRIPT, ALLOW_BUSY)
        .tips("request_policy:all_shards", "response_policy:one_succeeded")
        .summary("Ends the script that is running, if it has not written anything")
        .since("2.6.0");
    table
        .add("SCRIPT|LOAD", 3, this::load, NOSCRIPT, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .summary("Takes in a script without running it, and replies its name")
        .since("2.6.0")
        .complexity("O(N), N the bytes of the script")
        .syntax("script");
    table.addHelp("SCRIPT").since("5.0.0");
  }

  // Running

  private Reply eval(Call call, boolean readOnly) {
    int keys = keys(call);
    return runner.run(known(call.arg(1)), call, keys, readOnly);
  }

  private Reply evalsha(Call call, boolean readOnly) {
    if (call.arg(1).length() != NAME_LENGTH) throw new CommandException(ScriptErrors.NO_SCRIPT);
    int keys = keys(call);
    Script script = cache.named(call.arg(1));
    if (script == null) throw new CommandException(ScriptErrors.NO_SCRIPT);
    return runner.run(script, call, keys, readOnly);
  }

  private static int keys(Call call) {
    long keys = call.integer(2);
    if (keys > call.size() - 3) throw new CommandException(Errors.TOO_MANY_KEYS);
    if (keys < 0) throw new CommandException(ScriptErrors.KEYS_NEGATIVE);
    return (int) keys;
  }

  private Script known(Bytes body) {
    Script known = cache.saying(body);
    if (known != null) return known;
    Script script = runner.compile(body);
    cache.add(script);
    return script;
  }

  // SCRIPT

  private Reply load(Call call) {
    return Reply.bulk(known(call.arg(2)).sha());
  }

  private Reply exists(Call call) {
    return Reply.array(
        call.rest().stream()
            .map(name -> cache.named(name) == null ? Reply.ZERO : Reply.ONE)
            .toList());
  }

  /** There is little to throw away: both modes do it at once. */
  private Reply flush(Call call) {
    boolean plain = call.size() == 2;
    boolean mode = call.size() == 3 && (call.arg(2).is("ASYNC") || call.arg(2).is("SYNC"));
    if (!plain && !mode) throw new CommandException(ScriptErrors.FLUSH);
    cache.clear();
    runner.reset();
    return Reply.OK;
  }

  private Reply kill(Call call) {
    runner.kill();
    return Reply.OK;
  }

  private static Reply debug(Call call) {
    Bytes mode = call.arg(2);
    if (mode.is("NO")) return Reply.OK;
    boolean known = mode.is("YES") || mode.is("SYNC");
    throw new CommandException(known ? ScriptErrors.NO_DEBUGGER : ScriptErrors.DEBUG);
  }
}
