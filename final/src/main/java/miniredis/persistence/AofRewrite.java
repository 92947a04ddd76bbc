package miniredis.persistence;

import module java.base;

import miniredis.aof.AofDirectory;
import miniredis.aof.AofManifest;
import miniredis.aof.AofSettings;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.rdb.RdbHeader;
import miniredis.rdb.RdbOptions;
import miniredis.rdb.RdbSettings;
import miniredis.rdb.SafeFiles;

/**
 * When the log is rewritten, and how that ends.
 *
 * <pre>
 *   base 1, increments 1 2         before
 *   base 1, increments 1 2 3       a new increment is begun, and at the same moment a snapshot:
 *                                  it holds all that 1 and 2 have done, and nothing of 3
 *   base 2, increment 3            the snapshot, complete, is the new base; in one step
 * </pre>
 *
 * <p>A crash at any moment leaves one of these states, and each holds everything.
 *
 * <p>Belongs to the engine's thread; the end of a new base, {@link Run#install}, is the writer's.
 */
final class AofRewrite {

  private static final int FAILURES_BEFORE_PATIENCE = 3;
  private static final int MOST_PATIENCE = 60;

  private final Engine engine;
  private final AofSettings settings;
  private final RdbSettings rdbSettings;
  private final Aof aof;
  private final Executor loop;
  private final ServerLog log;
  private final Supplier<RdbHeader> header;

  private Run running;
  private boolean scheduled;
  private boolean lastWorked = true;
  private long lastSeconds = -1;
  private long startedAt;
  private long count;
  private int failures;
  private long patienceMinutes;
  private long notBefore;

  AofRewrite(
      Engine engine,
      AofSettings settings,
      RdbSettings rdbSettings,
      Aof aof,
      Executor loop,
      ServerLog log,
      Supplier<RdbHeader> header) {
    this.engine = engine;
    this.settings = settings;
    this.rdbSettings = rdbSettings;
    this.aof = aof;
    this.loop = loop;
    this.log = log;
    this.header = header;
  }

  private long now() {
    return engine.keyspace().now();
  }

  /** One rewrite, from its snapshot to its manifest. */
  private final class Run {
    final AofDirectory directory = aof.directory();
    final boolean rdb = settings.rdbBase().get();
    final AofManifest.Part base = directory.newBase(aof.manifest(), rdb);
    final AofManifest.Part increment;
    final AofManifest next;
    SnapshotJob job;

    /** Handed over by the end of the job. */
    AofManifest result;

    /** With {@code increment} the temporary one gets this name, and is the only one. */
    Run(AofManifest.Part increment) {
      this.increment = increment;
      AofManifest rebased = aof.manifest().rebased(base);
      next = aof.isOn() ? rebased : rebased.withOnly(increment);
    }

    void start() {
      job =
          SnapshotJob.start(
              engine,
              rdb,
              RdbOptions.of(rdbSettings, true),
              header.get(),
              directory.temporaryBase(),
              this::install,
              outcome -> ended(this, outcome),
              loop);
    }

    /** On the writer's thread. When the manifest is there the old files may go. */
    void install(Path complete) throws IOException {
      SafeFiles.replace(complete, directory.path(base));
      if (increment != null) {
        SafeFiles.replace(directory.temporaryIncrement(), directory.path(increment));
      }
      directory.write(next);
      result = next;
      try {
        result = directory.deleteHistory(next);
      } catch (IOException failed) {
        log.warning("Old files of the log cannot be removed: " + failed.getMessage());
      }
    }
  }

  /** Begins a rewrite; no snapshot may be open. False if that failed, and the log says why. */
  boolean begin() {
    scheduled = false;
    startedAt = now();
    try {
      running = new Run(aof.beginIncrement());
    } catch (IOException failed) {
      log.warning("Can't rewrite the append only file: " + failed.getMessage());
      failed();
      return false;
    }
    running.start();
    log.notice("Background append only file rewriting started");
    return true;
  }

  private void ended(Run run, SnapshotJob.Outcome outcome) {
    if (run != running) return;
    running = null;
    lastSeconds = (now() - startedAt) / 1000;
    if (outcome instanceof SnapshotJob.Outcome.Failed(String reason)) {
      log.warning("Background AOF rewrite failed: " + reason);
      aof.notRewritten();
      failed();
    } else {
      lastWorked = true;
      count++;
      failures = 0;
      patienceMinutes = notBefore = 0;
      aof.rewritten(run.result);
      log.notice("Background AOF rewrite finished successfully");
    }
  }

  /** From the third failure on the next automatic try waits a minute, then two, then four. */
  private void failed() {
    lastWorked = false;
    if (++failures < FAILURES_BEFORE_PATIENCE) return;
    patienceMinutes = Math.clamp(2 * patienceMinutes, 1, MOST_PATIENCE);
    notBefore = now() + patienceMinutes * 60_000;
    log.warning(
        "Background AOF rewrite has repeatedly failed: the next try is in %s minutes"
            .formatted(patienceMinutes));
  }

  /** Gives up what is going on; returns when its files are gone, or in place. */
  void cancel() {
    scheduled = false;
    Run given = running;
    if (given == null) return;
    running = null;
    log.notice("Background AOF rewrite given up");
    try {
      given.job.cancelAndWait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rewrites as soon as no other snapshot is open. */
  void schedule() {
    scheduled = true;
  }

  /** The same, asked for by a user, whom earlier failures do not matter to. */
  void scheduleAtOnce() {
    schedule();
    failures = 0;
    patienceMinutes = notBefore = 0;
  }

  /** Ten times a second: begins what is due. */
  void cron() {
    if (running != null || engine.keyspace().inSnapshot() || now() < notBefore) return;
    if (scheduled || aof.isWaiting() || hasGrown()) begin();
  }

  private boolean hasGrown() {
    long percentage = settings.rewritePercentage().get();
    if (!aof.isOn() || percentage == 0 || aof.size() <= settings.rewriteMinSize().get())
      return false;
    long growth = aof.size() * 100 / Math.max(1, aof.baseSize()) - 100;
    if (growth < percentage) return false;
    log.notice("Starting automatic rewriting of AOF on %s%% growth".formatted(growth));
    return true;
  }

  boolean inProgress() {
    return running != null;
  }

  boolean isScheduled() {
    return scheduled;
  }

  boolean lastWorked() {
    return lastWorked;
  }

  /** How long the last one took, or -1. */
  long lastSeconds() {
    return lastSeconds;
  }

  /** For how many seconds the present one has been going on, or -1. */
  long currentSeconds() {
    return running == null ? -1 : (now() - startedAt) / 1000;
  }

  long count() {
    return count;
  }

  int failures() {
    return failures;
  }
}
