package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ALLOW_BUSY;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.NO_AUTH;
import static miniredis.command.Flag.STALE;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Accounts;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.User;
import miniredis.resp.Reply;

/** Talking to the server rather than to its keys: who the client is, how both want to speak. */
public final class ConnectionCommands {

  private static final int OLDEST_PROTOCOL = 2;
  private static final int NEWEST_PROTOCOL = 3;

  private final Accounts accounts;
  private final String version;

  /** The version is the one of Redis that HELLO tells. */
  public ConnectionCommands(Accounts accounts, String version) {
    this.accounts = accounts;
    this.version = version;
  }

  public void addTo(CommandTable table) {
    table.group(Group.CONNECTION);
    greeting(table, "AUTH", atLeast(2), this::auth)
        .secrets((args, i) -> i > 0)
        .summary("Logs in")
        .complexity("O(N), N passwords of the user")
        .history("6.0.0", "Takes the name of a user")
        .syntax("[@6.0.0:username] password");
    table
        .add("ECHO", 2, ConnectionCommands::echo, LOADING, STALE, FAST)
        .brief()
        .summary("Says what it was told")
        .syntax("message");
    greeting(table, "HELLO", atLeast(1), this::hello)
        .secrets((args, i) -> isAuth(args, i - 1) || isAuth(args, i - 2))
        .summary("Chooses the protocol, and introduces both sides to each other")
        .since("6.0.0")
        .history("6.2.0", "The version of the protocol may be left out")
        .syntax("arguments:[protover:integer [AUTH username password] [SETNAME clientname]]");
    table
        .add("PING", atLeast(1), ConnectionCommands::ping, FAST)
        .tellOfFailingDisk()
        .brief()
        .forSubscribers()
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .summary("Answers, to show that the server is there")
        .syntax("[message]");
    greeting(table, "QUIT", atLeast(1), ConnectionCommands::quit)
        .runsAtOnce()
        .forSubscribers()
        .summary("Closes the connection");
    greeting(table, "RESET", 1, ConnectionCommands::reset)
        .runsAtOnce()
        .forSubscribers()
        .summary("Makes the connection as it was at first")
        .since("6.2.0");
    table
        .add("SELECT", 2, ConnectionCommands::select, LOADING, STALE, FAST)
        .brief()
        .summary("Changes to another database")
        .syntax("index:integer");
  }

  /** A command that needs no log-in. */
  private static Command greeting(CommandTable table, String name, int arity, Handler handler) {
    return table.add(name, arity, handler, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY);
  }

  Reply auth(Call call) {
    if (call.size() > 3) throw Errors.syntax();
    boolean named = call.size() == 3;
    if (!named && accounts.first().needsNoPassword())
      throw new CommandException(Errors.NO_PASSWORD_SET);
    logIn(call, named ? call.arg(1) : Accounts.DEFAULT, call.arg(call.size() - 1));
    return Reply.OK;
  }

  private void logIn(Call call, Bytes name, Bytes password) {
    User user = accounts.logIn(call, name, password);
    if (user == null) throw new CommandException(Errors.WRONG_PASSWORD);
    call.client().logIn(user);
  }

  static Reply echo(Call call) {
    return Reply.bulk(call.arg(1));
  }

  static Reply ping(Call call) {
    if (call.size() > 2) throw Errors.wrongArity("ping");
    Client client = call.client();
    if (client.isSubscriber() && client.protocol() == OLDEST_PROTOCOL) return pong(call);
    return call.size() == 1 ? Reply.PONG : Reply.bulk(call.arg(1));
  }

  /** Among the messages that a subscriber is sent, a reply has to have their shape. */
  private static Reply pong(Call call) {
    return Reply.array(
        Reply.bulk("pong"), Reply.bulk(call.size() == 1 ? Bytes.EMPTY : call.arg(1)));
  }

  static Reply quit(Call call) {
    call.client().link().closeAfterReply();
    return Reply.OK;
  }

  static Reply reset(Call call) {
    call.client().reset();
    return Reply.simple("RESET");
  }

  static Reply select(Call call) {
    call.client().select(call.database(1).index());
    return Reply.OK;
  }

  /** As in Redis, an option has its effect even where a later one is wrong. */
  private static boolean isAuth(Bytes[] args, int index) {
    return index > 1 && args[index].is("AUTH");
  }

  Reply hello(Call call) {
    Client client = call.client();
    int protocol = call.size() > 1 ? protocol(call.arg(1)) : client.protocol();
    for (int i = 2; i < call.size(); i++) {
      int left = call.size() - 1 - i;
      if (call.arg(i).is("AUTH") && left >= 2) logIn(call, call.arg(++i), call.arg(++i));
      else if (call.arg(i).is("SETNAME") && left >= 1) client.name(named(call.arg(++i)));
      else throw Errors.helloOption(call.arg(i));
    }
    if (!client.hasLoggedIn()) throw new CommandException(Errors.HELLO_NO_AUTH);
    client.protocol(protocol);
    return introduction(client);
  }

  private static Bytes named(Bytes name) {
    if (!name.isVisible()) throw new CommandException(Errors.CLIENT_NAME);
    return name;
  }

  private static int protocol(Bytes number) {
    if (!Numbers.isInteger(number)) throw new CommandException(Errors.PROTOCOL_NOT_AN_INTEGER);
    long version = Numbers.integer(number);
    if (version >= OLDEST_PROTOCOL && version <= NEWEST_PROTOCOL) return (int) version;
    throw new CommandException(Errors.NO_SUCH_PROTOCOL);
  }

  private Reply introduction(Client client) {
    return Reply.map(
        Reply.bulk("server"),
        Reply.bulk("redis"),
        Reply.bulk("version"),
        Reply.bulk(version),
        Reply.bulk("proto"),
        Reply.integer(client.protocol()),
        Reply.bulk("id"),
        Reply.integer(client.id()),
        Reply.bulk("mode"),
        Reply.bulk("standalone"),
        Reply.bulk("role"),
        Reply.bulk("master"),
        Reply.bulk("modules"),
        Reply.EMPTY_ARRAY);
  }
}
