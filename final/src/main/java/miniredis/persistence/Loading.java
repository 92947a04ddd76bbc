package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.engine.Job;
import miniredis.engine.ServerLog;
import miniredis.rdb.RdbException;
import miniredis.resp.Reply;

/**
 * The load at the start: in slices between the turns of the loop, so that clients who come early
 * hear LOADING and not silence. What is small is loaded before anyone can ask.
 *
 * <p>Whatever is wrong with the file ends the server: it must not go on with a part of the data.
 * Belongs to the engine's thread.
 */
public final class Loading implements Job {

  private static final String TEXT = "LOADING Redis is loading the dataset in memory";
  private static final long LOADING_SLICE = 20_000_000;
  private static final long REPORT_EVERY = 2_000_000_000L;

  private final Engine engine;
  private final ServerLog log;
  private final Check check = new Check(this::before);
  private Load load;
  private String what;
  private Runnable whenDone;
  private long startedNanos;
  private long startedSeconds;
  private long reported;
  private long lastLoaded;
  private long lastExpired;

  public Loading(Engine engine, ServerLog log) {
    this.engine = engine;
    this.log = log;
  }

  /** Begins to load; {@code what} is its name in messages. */
  public void begin(Load load, String what, Runnable whenDone) {
    this.load = load;
    check.stand(true);
    this.what = what;
    this.whenDone = whenDone;
    startedNanos = reported = System.nanoTime();
    startedSeconds = engine.keyspace().now() / 1000;
    engine.add(this);
  }

  public boolean inProgress() {
    return load != null;
  }

  /** What is being loaded, or null. */
  public Load load() {
    return load;
  }

  /** Unix time in seconds. */
  public long startedAt() {
    return startedSeconds;
  }

  /** How many keys the last load brought. */
  public long lastLoaded() {
    return lastLoaded;
  }

  /** How many keys the last load left out because they had died. */
  public long lastExpired() {
    return lastExpired;
  }

  Check check() {
    return check;
  }

  private Reply before(Client client, Command command, Bytes[] request) {
    if (!command.is(Flag.LOADING)) throw new CommandException(TEXT);
    return null;
  }

  /** Damage and failing reads come out of the loop as an {@link UncheckedIOException}. */
  @Override
  public boolean step() {
    try {
      if (load.more(System.nanoTime() + LOADING_SLICE)) {
        report();
        return true;
      }
      end();
      return false;
    } catch (RdbException | IOException bad) {
      throw new UncheckedIOException(
          new IOException("cannot load " + what + ": " + bad.getMessage(), bad));
    }
  }

  private void report() {
    if (System.nanoTime() - reported < REPORT_EVERY) return;
    reported = System.nanoTime();
    log.notice(
        "Loading %s: %s %%, %s keys"
            .formatted(what, load.done() * 100 / Math.max(1, load.total()), load.loaded()));
  }

  private void end() throws IOException {
    engine.remove(this);
    load.close();
    lastLoaded = load.loaded();
    lastExpired = load.expired();
    log.notice(load.summary());
    load = null;
    check.stand(false);
    log.notice(
        "DB loaded from disk: %s seconds"
            .formatted(Doubles.fixed((System.nanoTime() - startedNanos) / 1e9, 3)));
    whenDone.run();
  }
}
