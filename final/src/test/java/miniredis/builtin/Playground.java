package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Words;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Session;
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
final class Playground implements Session, KeyspaceListener {

  private static final long START = 1_700_000_000_000L;

  private final CommandTable table = new CommandTable();
  private final Keyspace keyspace;
  private final List<String> events = new ArrayList<>();
  private List<String> logged = List.of();
  private long now = START;
  private int database;
  private int protocol = 2;

  @SafeVarargs
  Playground(Consumer<CommandTable>... families) {
    for (Consumer<CommandTable> family : families) family.accept(table);
    keyspace = new Keyspace(16, () -> Instant.ofEpochMilli(now), this);
  }

  CommandTable table() {
    return table;
  }

  Keyspace keyspace() {
    return keyspace;
  }

  Database data() {
    return keyspace.database(database);
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
    ReplyWriter.write(run(Words.split(request).orElseThrow()), protocol, out);
    return out.toBytes().text().replace("\r\n", " ").strip();
  }

  Reply run(Bytes... args) {
    Command command = table.find(args);
    assertThat(command).as("no such command: %s", args[0]).isNotNull();
    assertThat(command.accepts(args.length)).as("arity of %s", args[0]).isTrue();
    Call call = new Call(this, command, args, keyspace);
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

  @Override
  public long id() {
    return 1;
  }

  @Override
  public int protocol() {
    return protocol;
  }

  @Override
  public void protocol(int version) {
    protocol = version;
  }

  @Override
  public int database() {
    return database;
  }

  @Override
  public void select(int number) {
    database = number;
  }

  @Override
  public Bytes name() {
    return Bytes.EMPTY;
  }

  @Override
  public void name(Bytes name) {}

  @Override
  public boolean authenticated() {
    return true;
  }

  @Override
  public void authenticated(boolean yes) {}

  @Override
  public void reset() {}

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public void push(Reply message) {
    throw new AssertionError("nobody is there to push to");
  }

  @Override
  public void closeAfterReply() {}

  @Override
  public void closeAtOnce() {}

  @Override
  public <T> T attachment(Class<T> type) {
    return null;
  }

  @Override
  public <T> void attach(Class<T> type, T value) {}
}
