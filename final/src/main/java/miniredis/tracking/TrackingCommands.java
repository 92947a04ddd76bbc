package miniredis.tracking;

import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.resp.Reply;

/** CLIENT TRACKING and its relatives. */
public final class TrackingCommands {

  private final Tracking tracking;

  public TrackingCommands(Tracking tracking) {
    this.tracking = tracking;
  }

  /** CLIENT must be in the table already. */
  public void addTo(CommandTable table) {
    table.group(Group.CONNECTION);
    row(table, "CLIENT|CACHING", 3, this::caching)
        .summary("Says whether the keys of the next request are to be tracked")
        .syntax("mode:<YES | NO>");
    row(table, "CLIENT|GETREDIR", 2, TrackingCommands::redirect)
        .summary("Tells which client is sent the messages about this client's keys");
    Command on = row(table, "CLIENT|TRACKING", -3, this::tracking);
    on.summary("Turns messages about changes of keys that were read on or off")
        .complexity("O(1), and O(N) for N prefixes")
        .syntax(
            "status:<ON | OFF> [REDIRECT client-id:integer] [PREFIX prefix [PREFIX prefix ...]] [BCAST]"
                + " [OPTIN] [OPTOUT] [NOLOOP]");
    row(table, "CLIENT|TRACKINGINFO", 2, TrackingCommands::info)
        .summary("Tells what is tracked for this client")
        .since("6.2.0");
    tracking.container(on.container());
  }

  private static Command row(CommandTable table, String name, int arity, Handler handler) {
    return table.add(name, arity, handler, NOSCRIPT, LOADING, STALE).since("6.0.0");
  }

  private static Tracker of(Call call) {
    return call.client().attachment(Tracker.class);
  }

  private Reply tracking(Call call) {
    TrackingOptions options =
        TrackingOptions.parse(call, id -> id == call.client().id() || tracking.find(id) != null);
    if (call.arg(2).is("ON")) tracking.turnOn(call.client(), options);
    else if (call.arg(2).is("OFF")) tracking.turnOff(call.client());
    else throw Errors.syntax();
    return Reply.OK;
  }

  private Reply caching(Call call) {
    Tracker tracker = of(call);
    if (tracker == null) throw new CommandException(Errors.CACHING_WITHOUT_TRACKING);
    if (call.arg(2).is("YES")) {
      if (!tracker.options().optIn()) throw new CommandException(Errors.CACHING_YES);
    } else if (call.arg(2).is("NO")) {
      if (!tracker.options().optOut()) throw new CommandException(Errors.CACHING_NO);
    } else {
      throw Errors.syntax();
    }
    tracker.caching(true);
    return Reply.OK;
  }

  private static long target(Tracker tracker) {
    return tracker == null ? -1 : tracker.options().redirect();
  }

  private static Reply redirect(Call call) {
    return Reply.integer(target(of(call)));
  }

  private static Reply info(Call call) {
    Tracker tracker = of(call);
    return Reply.map(
        Reply.bulk("flags"),
        new Reply.Set(flags(tracker).stream().map(Reply::bulk).toList()),
        Reply.bulk("redirect"),
        Reply.integer(target(tracker)),
        Reply.bulk("prefixes"),
        tracker == null ? Reply.EMPTY_ARRAY : Reply.bulks(List.copyOf(tracker.prefixes())));
  }

  private static List<String> flags(Tracker tracker) {
    if (tracker == null) return List.of("off");
    TrackingOptions options = tracker.options();
    List<String> flags = new ArrayList<>(List.of("on"));
    if (options.broadcast()) flags.add("bcast");
    if (options.optIn()) flags.add("optin");
    if (options.optIn() && tracker.caching()) flags.add("caching-yes");
    if (options.optOut()) flags.add("optout");
    if (options.optOut() && tracker.caching()) flags.add("caching-no");
    if (options.noLoop()) flags.add("noloop");
    if (tracker.isBroken()) flags.add("broken_redirect");
    return flags;
  }
}
