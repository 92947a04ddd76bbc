package miniredis.persistence;

import module java.base;

import miniredis.config.Config;
import miniredis.config.SavePoint;
import miniredis.config.Setting;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.rdb.RdbHeader;
import miniredis.rdb.RdbOptions;
import miniredis.rdb.RdbSettings;
import miniredis.rdb.SafeFiles;

/**
 * When and how the keyspace is saved to its RDB file: at once, in the background, at save points,
 * at the end.
 *
 * <p>A file is written under another name, forced to the disk, and renamed: whatever goes wrong, at
 * any moment, the old file or the new one is there, whole. Belongs to the engine's thread.
 */
public final class Saves {

  /** After a failure, save points wait for so many seconds before they try again. */
  private static final long RETRY_SECONDS = 5;

  private final Engine engine;
  private final RdbSettings settings;
  private final Setting<Path> directory;
  private final Setting<String> name;
  private final Setting<List<SavePoint>> points;
  private final Executor loop;
  private final ServerLog log;
  private final String version;
  private final SaveCheck check;

  private SnapshotJob running;
  private boolean scheduled;
  private boolean cancelled;
  private long startedAt;
  private long changesAtStart;
  private long changesSaved;
  private long lastSave;
  private long lastTry;
  private long lastSeconds = -1;
  private long count;

  /** {@code loop} runs tasks on the engine's thread; {@code version} is Redis's, for the file. */
  public Saves(
      Engine engine,
      Config config,
      RdbSettings settings,
      Executor loop,
      ServerLog log,
      String version) {
    this.engine = engine;
    this.settings = settings;
    directory = config.directory("dir");
    name = config.name("dbfilename");
    points = config.savePoints();
    this.loop = loop;
    this.log = log;
    this.version = version;
    check = new SaveCheck(config);
    lastSave = now() / 1000;
  }

  private long now() {
    return engine.keyspace().now();
  }

  /** Where snapshots go; with an empty name it is the directory, which no file can replace. */
  public Path file() {
    return directory.get().resolve(name.get());
  }

  /** Whether there is a snapshot. */
  boolean hasFile() {
    return !name.get().isEmpty() && Files.exists(file());
  }

  /** Whether snapshots are taken without being asked for. */
  boolean hasPoints() {
    return !points.get().isEmpty();
  }

  public boolean inProgress() {
    return running != null;
  }

  /** The snapshot that is being written in the background, or null. */
  public SnapshotJob running() {
    return running;
  }

  public boolean isScheduled() {
    return scheduled;
  }

  /** Changes that the file does not have. */
  public long unsaved() {
    return engine.keyspace().changes() - changesSaved;
  }

  /** Unix time in seconds. */
  public long lastSave() {
    return lastSave;
  }

  Check check() {
    return check.check();
  }

  /** Whether the last attempt worked; true if there was none. */
  public boolean lastWorked() {
    return check.lastWorked();
  }

  /** How long the last background save took, or -1. */
  public long lastSeconds() {
    return lastSeconds;
  }

  /** For how many seconds the present one has been going on, or -1. */
  public long currentSeconds() {
    return running == null ? -1 : (now() - startedAt) / 1000;
  }

  /** How many have worked. */
  public long count() {
    return count;
  }

  /** What is there now came from the file: nothing is unsaved. */
  public void loaded() {
    changesSaved = engine.keyspace().changes();
  }

  /** The header of a file written now. */
  public RdbHeader header() {
    Runtime runtime = Runtime.getRuntime();
    return new RdbHeader(version, now(), runtime.totalMemory() - runtime.freeMemory());
  }

  /** Saves in the background as soon as no other snapshot is open. */
  public void schedule() {
    scheduled = true;
  }

  /** Begins to save in the background; no snapshot may be open. */
  public void begin() {
    scheduled = false;
    cancelled = false;
    startedAt = now();
    lastTry = startedAt / 1000;
    changesAtStart = engine.keyspace().changes();
    Path target = file();
    running =
        SnapshotJob.start(
            engine,
            true,
            RdbOptions.of(settings, false),
            header(),
            temporary(),
            temporary -> SafeFiles.replace(temporary, target),
            this::ended,
            loop);
    log.notice("Background saving started");
  }

  private void ended(SnapshotJob.Outcome outcome) {
    running = null;
    lastSeconds = (now() - startedAt) / 1000;
    if (!(outcome instanceof SnapshotJob.Outcome.Failed(String reason))) {
      succeeded(changesAtStart);
      log.notice("Background saving terminated with success");
    } else if (cancelled) {
      log.warning("Background saving given up");
    } else {
      check.saved(false);
      log.warning("Background saving error: " + reason);
    }
  }

  private void succeeded(long changes) {
    changesSaved = changes;
    lastSave = now() / 1000;
    check.saved(true);
    count++;
  }

  /** Saves before it returns; false if that failed, and the log says why. */
  public boolean saveNow() {
    Path target = file();
    Path temporary = directory.get().resolve("temp-now.rdb");
    try {
      SnapshotFile.write(engine, true, RdbOptions.of(settings, false), header(), temporary);
      SafeFiles.replace(temporary, target);
      succeeded(engine.keyspace().changes());
      log.notice("DB saved on disk");
      return true;
    } catch (IOException failed) {
      temporary.toFile().delete();
      check.saved(false);
      log.warning("Error saving the DB to " + target + ": " + failed.getMessage());
      return false;
    }
  }

  private Path temporary() {
    return directory.get().resolve("temp-" + ProcessHandle.current().pid() + ".rdb");
  }

  /** Ten times a second: begins what is due. */
  public void cron() {
    if (running != null || engine.keyspace().inSnapshot()) return;
    if (scheduled) {
      begin();
      return;
    }
    long seconds = now() / 1000;
    if (!lastWorked() && seconds - lastTry <= RETRY_SECONDS) return;
    for (SavePoint point : points.get()) {
      if (unsaved() < point.changes() || seconds - lastSave <= point.seconds()) continue;
      log.notice("%s changes in %s seconds. Saving...".formatted(point.changes(), point.seconds()));
      begin();
      return;
    }
  }

  /** After FLUSHALL the file must not keep what was flushed, if it is kept at all. */
  public void flushed() {
    stop();
    if (hasPoints()) saveNow();
  }

  /** Gives up what is being written in the background; returns when its file is gone. */
  public void stop() {
    if (running == null) return;
    cancelled = true;
    try {
      running.cancelAndWait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
