package miniredis.clients;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Accounts;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.Link;
import miniredis.engine.Waiting;
import miniredis.resp.Reply;

/**
 * CLIENT: what the server knows of its clients, and what one of them may do to the others.
 *
 * <p>Rows that Redis 7.0 does not have, SETINFO and NO-TOUCH, are there because newer client
 * libraries ask for them.
 */
public final class ClientCommands {

  private static final String ALL_CLIENTS = "O(N), N clients";
  private static final String FILTER =
      "[ID client-id:integer] [TYPE <NORMAL | MASTER | SLAVE | REPLICA | PUBSUB>] [USER username]"
          + " [ADDR ip-port] [LADDR ip-port] [SKIPME yes-no]";

  private final Clients clients;
  private final Accounts accounts;

  public ClientCommands(Clients clients, Accounts accounts) {
    this.clients = clients;
    this.accounts = accounts;
  }

  public void addTo(CommandTable table) {
    table.group(Group.CONNECTION);
    table
        .addContainer("CLIENT")
        .noCategory()
        .summary("Tells of clients and changes how they are served")
        .since("2.4.0");
    addIdentity(table);
    addControl(table);
    table.addHelp("CLIENT").since("5.0.0");
  }

  private void addIdentity(CommandTable table) {
    row(table, "CLIENT|GETNAME", 2, this::getName, "2.6.9").summary("Tells the client's name");
    row(table, "CLIENT|ID", 2, this::id, "5.0.0").summary("Tells the client's number");
    row(table, "CLIENT|INFO", 2, this::info, "6.2.0")
        .tips("nondeterministic_output")
        .summary("Tells what CLIENT LIST tells, of this client alone");
    admin(table, "CLIENT|LIST", atLeast(2), this::list, "2.4.0")
        .tips("nondeterministic_output")
        .summary("Lists the clients, a line each")
        .complexity(ALL_CLIENTS)
        .history("2.8.12", "The field `id`")
        .history("5.0.0", "The option `TYPE`")
        .history("6.0.0", "The field `user`")
        .history("6.2.0", "The option `ID`; the fields `argv-mem`, `tot-mem`, `laddr` and `redir`")
        .history("7.0.0", "The fields `resp`, `multi-mem`, `rbs` and `rbp`")
        .history("7.0.3", "The field `ssub`")
        .syntax(
            "[@5.0.0:TYPE <NORMAL | MASTER | REPLICA | PUBSUB>]"
                + " [@6.2.0:ID client-id:integer [client-id:integer ...]]");
    row(table, "CLIENT|SETINFO", 4, this::setInfo, "7.2.0")
        .summary("Says which library the client uses")
        .syntax("<LIB-NAME libname | LIB-VER libver>");
    row(table, "CLIENT|SETNAME", 3, this::setName, "2.6.9")
        .summary("Gives the client a name")
        .syntax("connection-name");
  }

  private void addControl(CommandTable table) {
    admin(table, "CLIENT|KILL", atLeast(3), this::kill, "2.4.0")
        .summary("Closes the connections of clients")
        .complexity(ALL_CLIENTS)
        .history("2.8.12", "Filters, each with a word in front")
        .history("2.8.12", "The filter `ID`")
        .history("3.2.0", "The type `master`")
        .history("5.0.0", "The type `replica`, which was `slave` before")
        .history("6.2.0", "The filter `LADDR`")
        .syntax("<ip-port | " + FILTER + ">");
    admin(table, "CLIENT|NO-EVICT", 3, this::noEvict, "7.0.0")
        .summary("Spares the client when memory for clients is short")
        .syntax("enabled:<ON | OFF>");
    row(table, "CLIENT|NO-TOUCH", 3, this::noTouch, "7.2.0")
        .summary("Lets the client read keys without making them look used")
        .syntax("<ON | OFF>");
    admin(table, "CLIENT|PAUSE", atLeast(3), this::pause, "2.9.50")
        .summary("Makes clients wait for a time")
        .history("6.2.0", "May stop writes alone: the argument `WRITE`")
        .syntax("timeout mode@6.2.0:[WRITE | ALL]");
    row(table, "CLIENT|REPLY", 3, this::reply, "3.2.0")
        .summary("Tells the server whether replies are wanted")
        .syntax("<ON | OFF | SKIP>");
    admin(table, "CLIENT|UNBLOCK", atLeast(3), this::unblock, "5.0.0")
        .summary("Ends the wait of a blocked client")
        .complexity("O(log N), N clients")
        .syntax("client-id:integer [TIMEOUT | ERROR]");
    admin(table, "CLIENT|UNPAUSE", 2, this::unpause, "6.2.0")
        .summary("Lets clients that were made to wait go on")
        .complexity("O(N), N clients that wait");
  }

  static Command row(CommandTable table, String name, int arity, Handler handler, String since) {
    return table.add(name, arity, handler, NOSCRIPT, LOADING, STALE).since(since);
  }

  private static Command admin(
      CommandTable table, String name, int arity, Handler handler, String since) {
    return table.add(name, arity, handler, ADMIN, NOSCRIPT, LOADING, STALE).since(since);
  }

  /** Who has sent a call. */
  private Peer of(Call call) {
    return clients.find(call.client().id());
  }

  Reply getName(Call call) {
    Bytes name = call.client().name();
    return name.isEmpty() ? Reply.NULL : Reply.bulk(name);
  }

  Reply setName(Call call) {
    if (!call.arg(2).isVisible()) throw new CommandException(Errors.CLIENT_NAME);
    call.client().name(call.arg(2));
    return Reply.OK;
  }

  Reply setInfo(Call call) {
    Peer peer = of(call);
    boolean name = call.arg(2).is("LIB-NAME");
    if (!name && !call.arg(2).is("LIB-VER")) throw Errors.unrecognizedOption(call.arg(2));
    if (!call.arg(3).isVisible()) throw Errors.libraryInfo(name ? "lib-name" : "lib-ver");
    if (name) peer.libraryName(call.arg(3));
    else peer.libraryVersion(call.arg(3));
    return Reply.OK;
  }

  Reply id(Call call) {
    return Reply.integer(call.client().id());
  }

  Reply info(Call call) {
    return text(ClientLine.of(of(call), call.now()) + "\n");
  }

  Reply list(Call call) {
    if (call.size() == 2) return lines(call, clients.all());
    if (call.size() == 4 && call.arg(2).is("TYPE")) {
      Predicate<Peer> wanted = KillFilter.ofType(call.arg(3));
      return lines(call, clients.all().stream().filter(wanted).toList());
    }
    if (call.size() > 3 && call.arg(2).is("ID")) return lines(call, named(call.from(3)));
    throw Errors.syntax();
  }

  private List<Peer> named(List<Bytes> ids) {
    List<Peer> found = new ArrayList<>();
    for (Bytes id : ids) {
      if (!Numbers.isInteger(id)) throw new CommandException(Errors.CLIENT_ID);
      Peer each = clients.find(Numbers.integer(id));
      if (each != null) found.add(each);
    }
    return found;
  }

  private static Reply lines(Call call, Collection<Peer> wanted) {
    StringBuilder lines = new StringBuilder();
    for (Peer each : wanted) lines.append(ClientLine.of(each, call.now())).append('\n');
    return text(lines.toString());
  }

  private static Reply text(String lines) {
    return new Reply.Verbatim("txt", Bytes.latin(lines));
  }

  Reply kill(Call call) {
    Peer caller = of(call);
    if (call.size() > 3) {
      return Reply.integer(kill(KillFilter.parse(call.from(2), accounts), caller));
    }
    if (kill(KillFilter.address(call.arg(2)), caller) > 0) return Reply.OK;
    throw new CommandException(Errors.NO_SUCH_CLIENT);
  }

  private int kill(KillFilter filter, Peer caller) {
    int killed = 0;
    for (Peer each : List.copyOf(clients.all())) {
      if (!filter.matches(each, caller)) continue;
      if (each == caller) caller.connection().closeAfterReply();
      else each.connection().close();
      killed++;
    }
    return killed;
  }

  Reply noEvict(Call call) {
    of(call).noEvict(isOn(call.arg(2)));
    return Reply.OK;
  }

  Reply noTouch(Call call) {
    of(call).noTouch(isOn(call.arg(2)));
    clients.watchTouches();
    return Reply.OK;
  }

  private static boolean isOn(Bytes word) {
    if (word.is("ON")) return true;
    if (word.is("OFF")) return false;
    throw Errors.syntax();
  }

  Reply reply(Call call) {
    Link.Replies wanted = replies(call.arg(2));
    call.client().link().replies(wanted);
    return wanted == Link.Replies.ON ? Reply.OK : Reply.NONE;
  }

  private static Link.Replies replies(Bytes word) {
    if (word.is("ON")) return Link.Replies.ON;
    if (word.is("OFF")) return Link.Replies.OFF;
    if (word.is("SKIP")) return Link.Replies.SKIP;
    throw Errors.syntax();
  }

  Reply pause(Call call) {
    if (call.size() > 4) throw Errors.wrongSubcommand(call.arg(1), "CLIENT");
    boolean writesOnly = call.size() == 4 && call.arg(3).is("WRITE");
    if (call.size() == 4 && !writesOnly && !call.arg(3).is("ALL")) {
      throw new CommandException(Errors.PAUSE_MODE);
    }
    if (!Numbers.isInteger(call.arg(2))) throw new CommandException(Errors.TIMEOUT);
    long time = Numbers.integer(call.arg(2));
    if (time < 0) throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    Pause.Mode mode = writesOnly ? Pause.Mode.WRITES : Pause.Mode.ALL;
    // As in Redis, a time too long for the clock wraps around, and nobody waits.
    clients.pause(mode, call.now() + time);
    return Reply.OK;
  }

  Reply unpause(Call call) {
    clients.unpause();
    return Reply.OK;
  }

  Reply unblock(Call call) {
    if (call.size() > 4) throw Errors.wrongSubcommand(call.arg(1), "CLIENT");
    boolean error = call.size() == 4 && call.arg(3).is("ERROR");
    if (call.size() == 4 && !error && !call.arg(3).is("TIMEOUT")) {
      throw new CommandException(Errors.UNBLOCK_REASON);
    }
    Peer client = clients.find(call.integer(2));
    Waiting waiting = client == null ? null : client.client().attachment(Waiting.class);
    if (waiting == null) return Reply.ZERO;
    waiting.cancel(error ? Reply.error(Errors.UNBLOCKED) : null);
    return Reply.ONE;
  }
}
