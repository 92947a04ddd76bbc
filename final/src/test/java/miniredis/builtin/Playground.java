package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Words;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.User;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.Keyspace;
import miniredis.keyspace.KeyspaceListener;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;
import miniredis.resp.ReplyWriter;

/**
 * Commands run straight through their handlers: no socket, a client that is not there, a clock that
 * moves by hand. Replies are compared as they look on the wire, a space for each line break.
 */
final class Playground implements KeyspaceListener {

  private static final long START = 1_700_000_000_000L;

  private final CommandTable table = new CommandTable();
  private final Client client;
  private final Keyspace keyspace;
  private final List<String> events = new ArrayList<>();
  private List<String> logged = List.of();
  private long now = START;

  @SafeVarargs
  Playground(Consumer<CommandTable>... families) {
    this(User.SERVER, families);
  }

  /** With a client that is this user at first. */
  @SafeVarargs
  Playground(User user, Consumer<CommandTable>... families) {
    client = Client.internal(user);
    for (Consumer<CommandTable> family : families) family.accept(table);
    keyspace = new Keyspace(16, () -> Instant.ofEpochMilli(now), this);
  }

  CommandTable table() {
    return table;
  }

  Client client() {
    return client;
  }

  Keyspace keyspace() {
    return keyspace;
  }

  Database data() {
    return keyspace.database(client.database());
  }

  void set(String key, String value) {
    data().setString(Bytes.of(key), Bytes.of(value));
  }

  void advance(long milliseconds) {
    now += milliseconds;
    keyspace.tick();
  }

  void expect(String request, String reply) {
    assertThat(ask(request)).as(request).isEqualTo(reply);
  }

  /** Runs a request and gives its reply as the wire has it. */
  String ask(String request) {
    BytesBuilder out = new BytesBuilder(64);
    ReplyWriter.write(run(Words.split(request).orElseThrow()), client.protocol(), out);
    return out.toBytes().text().replace("\r\n", " ").strip();
  }

  Reply run(Bytes... args) {
    Command command = table.find(args);
    assertThat(command).as("no such command: %s", args[0]).isNotNull();
    assertThat(command.accepts(args.length)).as("arity of %s", args[0]).isTrue();
    Call call = new Call(client, command, args, keyspace);
    long before = keyspace.changes();
    logged = List.of();
    try {
      Reply reply = command.handler().handle(call);
      keyspace.closeEdits(false);
      if (call.effects() != null) logged = call.effects().stream().map(Playground::line).toList();
      else if (keyspace.changes() != before) logged = List.of(line(args));
      return reply;
    } catch (CommandException e) {
      return e.reply();
    } catch (WrongTypeException e) {
      return Reply.error(e.getMessage());
    }
  }

  private static String line(Bytes[] args) {
    return Arrays.stream(args).map(Bytes::text).collect(Collectors.joining(" "));
  }

  /** What the last request would put into the log, a line each. */
  List<String> logged() {
    return logged;
  }

  /** The events since this was asked last: database, event, key. */
  List<String> events() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  @Override
  public void event(EventClass type, String event, Database where, Bytes key) {
    events.add(where.index() + " " + event + " " + key.text());
  }

  @Override
  public void changed(Database where, Bytes key) {}

  @Override
  public void expired(Database where, Bytes key) {}

  @Override
  public void evicted(Database where, Bytes key) {}

  @Override
  public void flushed(Database where) {}
}
