package miniredis.persistence;

import module java.base;

import miniredis.engine.Engine;
import miniredis.engine.Job;
import miniredis.keyspace.Snapshot;
import miniredis.rdb.RdbHeader;
import miniredis.rdb.RdbOptions;
import miniredis.rdb.RdbWriter;
import miniredis.rdb.RespWriter;
import miniredis.rdb.SnapshotWriter;
import miniredis.value.EntryView;

/**
 * A snapshot on its way into a file: the walk, a slice in each turn of the loop, into a {@link
 * SnapshotWriter}, and that into a {@link HandOff}.
 *
 * <p>While the writer lags behind, the walk waits, and it waits while a large value is being
 * written, a slice in each turn, too. What commands have saved before changing it cannot wait; it
 * is bounded by what they can change meanwhile.
 *
 * <p>Belongs to the engine's thread.
 */
public final class SnapshotJob implements Job {

  /** How it ended. */
  public sealed interface Outcome {
    /** The file is complete and in its place. */
    record Done() implements Outcome {}

    /** There is no new file; the old one is as it was. */
    record Failed(String reason) implements Outcome {}
  }

  private final Engine engine;
  private final Snapshot snapshot;
  private final HandOff file;
  private final SnapshotWriter writer;
  private final Consumer<Outcome> whenDone;
  private final long keys;

  private boolean walked;
  private Outcome outcome;

  /**
   * Begins a snapshot of what the keyspace holds now; none may be open.
   *
   * @param rdb whether in RDB format, or as requests
   * @param temporary where the file is written
   * @param finish what makes it the real one; runs on the writer's thread
   * @param whenDone hears of the end on the engine's thread, when another snapshot may begin
   * @param loop runs tasks on the engine's thread
   */
  public static SnapshotJob start(
      Engine engine,
      boolean rdb,
      RdbOptions options,
      RdbHeader header,
      Path temporary,
      Finish finish,
      Consumer<Outcome> whenDone,
      Executor loop) {
    SnapshotJob job =
        new SnapshotJob(engine, rdb, options, header, temporary, finish, whenDone, loop);
    engine.add(job);
    return job;
  }

  /** What makes a complete file the real one, such as renaming it. */
  @FunctionalInterface
  public interface Finish {
    void complete(Path file) throws IOException;
  }

  private SnapshotJob(
      Engine engine,
      boolean rdb,
      RdbOptions options,
      RdbHeader header,
      Path temporary,
      Finish finish,
      Consumer<Outcome> whenDone,
      Executor loop) {
    this.engine = engine;
    this.whenDone = whenDone;
    boolean checksum = rdb && options.checksum();
    file = new HandOff(temporary, checksum, rdb, finish, loop, this::written);
    writer = rdb ? new RdbWriter(file, options) : new RespWriter(file);
    snapshot = engine.keyspace().openSnapshot(this::save);
    keys = IntStream.range(0, engine.keyspace().count()).mapToLong(snapshot::keys).sum();
    writer.begin(header);
    for (int i = 0; i < engine.keyspace().count(); i++) {
      writer.sizes(i, snapshot.keys(i), snapshot.timed(i));
    }
  }

  /** How many keys have been met so far. */
  public long processed() {
    return snapshot.count();
  }

  /** How many keys there were at the beginning. */
  public long keys() {
    return keys;
  }

  @Override
  public boolean step() {
    if (walked || file.isBehind() && !file.hasFailed()) return false;
    if (file.hasFailed()) abandon();
    if (writeLarge()) return true;
    if (snapshot.walk(SLICE) || writer.isBusy()) return true;
    walked = true;
    if (file.hasFailed()) {
      end();
    } else {
      finish();
    }
    return false;
  }

  private void finish() {
    try {
      writer.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    file.end();
  }

  /** A {@link HandOff} takes all; if a file fails it is the writer's thread that finds out. */
  private void save(int database, EntryView entry) {
    try {
      writer.entry(database, entry, engine.keyspace().now());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (writer.isBusy()) snapshot.pause();
  }

  private boolean writeLarge() {
    try {
      return writer.goOn(SLICE);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void abandon() {
    snapshot.abandon();
    writer.abandon();
  }

  /**
   * Stops writing and returns when the file is gone, or is in its place already. The walk goes on
   * to its end, quickly.
   */
  public void cancelAndWait() throws InterruptedException {
    abandon();
    file.cancel();
    file.join();
  }

  private void written(IOException fault) {
    outcome = fault == null ? new Outcome.Done() : new Outcome.Failed(fault.getMessage());
    end();
  }

  /** It is over when both the file and the walk have ended. */
  private void end() {
    if (!walked || outcome == null) return;
    engine.remove(this);
    whenDone.accept(outcome);
  }
}
