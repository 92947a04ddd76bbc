package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Denial;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.engine.Check;
import miniredis.engine.Dispatcher;
import miniredis.engine.Engine;
import miniredis.resp.Reply;

/**
 * The commands that scripts run. Each passes the checks that a client's would pass, in Redis's
 * order; but once a script has written anything it is not refused writes any more, because what it
 * has done cannot be taken back.
 */
final class InnerCommands {

  private final CommandTable table;
  private final Dispatcher dispatcher;
  private final ScriptChecks checks;

  InnerCommands(Engine engine, ScriptChecks checks) {
    table = engine.table();
    dispatcher = engine.dispatcher();
    this.checks = checks;
  }

  /** Runs a command for a script, or refuses it: both give a reply. */
  Reply run(Bytes[] request, Run run) {
    Command command = find(request);
    Reply.Error refusal = refusal(command, request, run);
    if (refusal != null) {
      dispatcher.refused(command, refusal);
      return refusal;
    }
    if (command.is(Flag.WRITE)) run.wrote = true;
    return dispatcher.execute(run.client, command, request);
  }

  /** The command of a request; null also where only the container of a subcommand is known. */
  private Command find(Bytes[] request) {
    Command command = table.find(request);
    boolean container = command != null && !command.subcommands().isEmpty();
    return container && request.length > 1 ? null : command;
  }

  private Reply.Error refusal(Command command, Bytes[] request, Run run) {
    if (command == null) return error(ScriptErrors.UNKNOWN_COMMAND);
    if (!command.accepts(request.length)) return error(ScriptErrors.ARITY);
    if (command.is(Flag.NOSCRIPT)) return error(ScriptErrors.NOT_ALLOWED);
    Reply.Error denied = denial(command, request, run.client);
    if (denied != null) return denied;
    if (command.is(Flag.WRITE)) {
      if (run.readOnly) return error(ScriptErrors.NO_WRITES);
      if (run.wrote) return null;
      Reply.Error failing = failingDisk(command, request, run.client);
      if (failing != null) return failing;
    }
    boolean full = command.is(Flag.DENYOOM) && !run.wrote && checks.full().getAsBoolean();
    return full && !run.script.is(ScriptFlag.ALLOW_OOM) ? error(Errors.OUT_OF_MEMORY) : null;
  }

  private static Reply.Error error(String text) {
    return new CommandException(text).reply();
  }

  /** The check notes what it refuses; only its words are others in a script. */
  private Reply.Error denial(Command command, Bytes[] request, Client client) {
    if (!checks.rights().refuses(client, command, request)) return null;
    Denial denial = client.user().denial(command, request);
    return error(
        "ERR The user executing the script can't "
            + switch (denial.reason()) {
              case COMMAND -> "run this command or subcommand";
              case KEY -> "access at least one of the keys mentioned in the command arguments";
              case CHANNEL -> "publish to the channel mentioned in the command";
            });
  }

  private Reply.Error failingDisk(Command command, Bytes[] request, Client client) {
    for (Check each : checks.writes()) {
      try {
        each.ask(client, command, request);
      } catch (CommandException refused) {
        return refused.reply();
      }
    }
    return null;
  }

  /**
   * Why a script that says what it needs may not even begin, or null.
   *
   * @param readOnly whether what has asked for it is one of the commands that do not write
   */
  Reply.Error refusal(Script script, Run run, boolean readOnly) {
    if (!script.saysWhatItNeeds() || script.is(ScriptFlag.NO_WRITES)) return null;
    if (readOnly) return error(ScriptErrors.READ_ONLY_COMMAND);
    boolean full = checks.full().getAsBoolean() && !script.is(ScriptFlag.ALLOW_OOM);
    return full ? error(Errors.OUT_OF_MEMORY) : null;
  }

  /** Whether the user of a client may have a request run; null if there is no such command. */
  Boolean mayRun(Client client, Bytes[] request) {
    Command command = find(request);
    if (command == null) return null;
    return client.user().isUnlimited() || client.user().denial(command, request) == null;
  }
}
