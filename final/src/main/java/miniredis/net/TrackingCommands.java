package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.ClientFacts;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.resp.Reply;

/**
 * CLIENT TRACKING and its relatives. Its options are checked as Redis checks them; to turn it on is
 * refused, because a client that trusted in messages that do not come would read stale values.
 */
final class TrackingCommands {

  private final Clients clients;

  TrackingCommands(Clients clients) {
    this.clients = clients;
  }

  void addTo(CommandTable table) {
    ClientCommands.row(table, "CLIENT|CACHING", 3, this::caching, "6.0.0")
        .summary("Says whether the keys of the next request are to be tracked")
        .syntax("mode:<YES | NO>");
    ClientCommands.row(table, "CLIENT|GETREDIR", 2, this::redirect, "6.0.0")
        .summary("Tells which client is sent the messages about this client's keys");
    ClientCommands.row(table, "CLIENT|TRACKING", -3, this::tracking, "6.0.0")
        .summary("Turns messages about changes of keys that were read on or off")
        .complexity("O(1), and O(N) for N prefixes")
        .syntax(
            "status:<ON | OFF> [REDIRECT client-id:integer] [PREFIX prefix [PREFIX prefix ...]] [BCAST]"
                + " [OPTIN] [OPTOUT] [NOLOOP]");
    ClientCommands.row(table, "CLIENT|TRACKINGINFO", 2, this::info, "6.2.0")
        .summary("Tells what is tracked for this client");
  }

  Reply caching(Call call) {
    throw new CommandException(Errors.CACHING_WITHOUT_TRACKING);
  }

  Reply redirect(Call call) {
    return Reply.integer(call.client().facts().redirect);
  }

  Reply info(Call call) {
    ClientFacts facts = call.client().facts();
    return Reply.map(
        Reply.bulk("flags"),
        new Reply.Set(List.of(Reply.bulk("off"))),
        Reply.bulk("redirect"),
        Reply.integer(facts.redirect),
        Reply.bulk("prefixes"),
        Reply.EMPTY_ARRAY);
  }

  Reply tracking(Call call) {
    List<Bytes> options = options(call);
    if (call.arg(2).is("OFF")) return Reply.OK;
    if (!call.arg(2).is("ON")) throw Errors.syntax();
    boolean broadcast = has(options, "BCAST");
    boolean optIn = has(options, "OPTIN");
    boolean optOut = has(options, "OPTOUT");
    if (!broadcast && has(options, "PREFIX")) throw new CommandException(Errors.PREFIX_ALONE);
    if (broadcast && (optIn || optOut)) throw new CommandException(Errors.BROADCAST_WITH_OPT);
    if (optIn && optOut) throw new CommandException(Errors.OPTIN_AND_OPTOUT);
    throw new CommandException(Errors.NO_TRACKING);
  }

  /** The options without their values. */
  private List<Bytes> options(Call call) {
    List<Bytes> found = new ArrayList<>();
    for (int i = 3; i < call.size(); i++) {
      Bytes option = call.arg(i);
      boolean last = i + 1 == call.size();
      found.add(option);
      if (option.is("REDIRECT") && !last) checkTarget(call.integer(++i), found);
      else if (option.is("PREFIX") && !last) i++;
      else if (!isWord(option)) throw Errors.syntax();
    }
    return found;
  }

  private static boolean isWord(Bytes option) {
    return option.is("BCAST") || option.is("OPTIN") || option.is("OPTOUT") || option.is("NOLOOP");
  }

  private void checkTarget(long id, List<Bytes> found) {
    boolean twice = found.stream().filter(option -> option.is("REDIRECT")).count() > 1;
    if (twice) throw new CommandException(Errors.REDIRECTED_TWICE);
    if (clients.find(id) == null) throw new CommandException(Errors.NO_REDIRECT_TARGET);
  }

  private static boolean has(List<Bytes> options, String word) {
    return options.stream().anyMatch(option -> option.is(word));
  }
}
