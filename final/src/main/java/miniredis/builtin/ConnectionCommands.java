package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.FAST;

import miniredis.command.Call;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.resp.Reply;

/** Talking to the server rather than to its keys. */
public final class ConnectionCommands {

  private ConnectionCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.CONNECTION);
    table.add("PING", atLeast(1), ConnectionCommands::ping, FAST)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .summary("Answers, to show that the server is there")
        .syntax("[message]");
  }

  static Reply ping(Call call) {
    if (call.size() > 2) throw Errors.wrongArity("ping");
    return call.size() == 1 ? Reply.PONG : Reply.bulk(call.arg(1));
  }
}
