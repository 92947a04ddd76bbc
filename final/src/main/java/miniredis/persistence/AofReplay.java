package miniredis.persistence;

import module java.base;

import miniredis.aof.AofException;
import miniredis.aof.AofReader;
import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.User;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;

/**
 * Does again what a file of the log says was done. A transaction is done when its EXEC has been
 * read; if the file ends before that, nothing of it is. A MULTI or EXEC that has lost the other is
 * passed over, as in Redis: to refuse it would cost all that follows.
 *
 * <p>Belongs to the engine's thread.
 */
final class AofReplay implements Closeable {

  private static final int AT_ONCE = 64;
  private static final int MOST_COMPLAINTS = 10;

  private final Engine engine;
  private final ServerLog log;
  private final AofReader in;
  private final Client client = Client.internal(User.SERVER);

  /** The commands since MULTI, or null outside of a transaction. */
  private List<Bytes[]> queue;

  /** Up to where all that was read has been done. */
  private long done;

  private long commands;
  private int complaints;

  /** Replays a file from a place in it. */
  AofReplay(Path file, long from, Engine engine, ServerLog log) throws IOException {
    this.engine = engine;
    this.log = log;
    in = new AofReader(file, from);
    done = from;
  }

  /** Goes on until about {@code end}, as {@link System#nanoTime} counts; false at the end. */
  boolean more(long end) throws IOException {
    do {
      for (int i = 0; i < AT_ONCE; i++) {
        Bytes[] request = in.next();
        if (request == null) return false;
        take(request);
        if (queue == null) done = in.offset();
      }
    } while (System.nanoTime() - end < 0);
    return true;
  }

  /** Where what has been done ends. */
  long offset() {
    return done;
  }

  long total() {
    return in.total();
  }

  long commands() {
    return commands;
  }

  /** Whether something follows that was not done, because the file ends too early. */
  boolean isTorn() {
    return in.isTorn() || queue != null;
  }

  private void take(Bytes[] request) throws AofException {
    boolean alone = request.length == 1;
    if (alone && request[0].is("MULTI")) {
      if (queue != null) complain("MULTI", "it is inside of another");
      else queue = new ArrayList<>();
    } else if (alone && request[0].is("EXEC")) {
      if (queue == null) complain("EXEC", "there was no MULTI");
      else for (Bytes[] each : queue) run(each);
      queue = null;
    } else if (queue != null) {
      resolve(request);
      queue.add(request);
    } else {
      run(request);
    }
  }

  private void run(Bytes[] request) throws AofException {
    Command command = resolve(request);
    commands++;
    Reply reply = engine.dispatcher().replay(client, command, request);
    if (reply instanceof Reply.Error(Bytes text)) complain(command.name(), text.text());
  }

  private Command resolve(Bytes[] request) throws AofException {
    try {
      return engine.dispatcher().resolve(request);
    } catch (CommandException unknown) {
      throw AofException.at(done, unknown.getMessage());
    }
  }

  /** As in Redis, the rest is loaded all the same. */
  private void complain(String command, String error) {
    if (complaints++ >= MOST_COMPLAINTS) return;
    log.warning("The log's command %s at byte %s was refused: %s".formatted(command, done, error));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
