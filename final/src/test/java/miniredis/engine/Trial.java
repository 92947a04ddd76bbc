package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import miniredis.command.Client;
import miniredis.command.Flag;
import miniredis.command.Handler;
import miniredis.command.Link;
import miniredis.command.User;
import miniredis.keyspace.Database;
import miniredis.resp.Reply;

/**
 * An engine without a socket, whose commands a test makes up, and clients that write things down.
 */
final class Trial {

  private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
  private final ServerLog log =
      new ServerLog(new PrintStream(journal, true), false, ServerLog.Level.WARNING);
  private long now = 1_700_000_000_000L;
  final Engine engine = new Engine(16, () -> Instant.ofEpochMilli(now), log);
  final Client client = client(1);

  /** What each blocked client was given in the end, in order: {@code 1 +OK}. */
  final List<String> served = new ArrayList<>();

  Trial command(String name, Handler handler) {
    engine.table().add(name, -1, handler, Flag.WRITE);
    return this;
  }

  /** A command that changes nothing itself. */
  Trial caller(String name, Handler handler) {
    engine.table().add(name, -1, handler);
    return this;
  }

  Client client(long id) {
    return new Client(id, Bytes.EMPTY, true, User.SERVER, new Waiting(id));
  }

  Reply ask(String line) {
    return ask(client, line);
  }

  Reply ask(Client who, String line) {
    return engine.dispatcher().run(who, Words.split(line).orElseThrow());
  }

  Database data() {
    return engine.keyspace().database(0);
  }

  void advance(long milliseconds) {
    now += milliseconds;
    engine.keyspace().tick();
  }

  String journal() {
    return journal.toString(StandardCharsets.UTF_8);
  }

  /** A way to a client that can be made to wait. */
  private final class Waiting implements Link {
    private final long id;

    Waiting(long id) {
      this.id = id;
    }

    @Override
    public boolean mayBlock() {
      return true;
    }

    @Override
    public void block() {}

    @Override
    public void unblock(Reply reply) {
      served.add(id + " " + reply);
    }

    @Override
    public void push(Reply message) {}

    @Override
    public void replies(Replies wanted) {}

    @Override
    public void reset() {}

    @Override
    public void closeAfterReply() {}

    @Override
    public void closeAtOnce() {}
  }
}
