package miniredis.persistence;

import module java.base;

import miniredis.aof.AofDirectory;
import miniredis.aof.AofManifest;
import miniredis.aof.AofSettings;
import miniredis.aof.AppendOnlyFile;
import miniredis.aof.Fsync;
import miniredis.aof.LogFile;
import miniredis.config.ConfigException;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.rdb.RdbHeader;
import miniredis.rdb.RdbOptions;
import miniredis.rdb.RdbSettings;
import miniredis.rdb.SafeFiles;

/**
 * The log as a whole: whether there is one, the files that it is made of, the one that is written.
 *
 * <p>Turned on while the server runs, it needs a base first. Until that is there increments go into
 * a file with a temporary name, and what the folder held before stays as it is.
 *
 * <p>Belongs to the engine's thread.
 */
final class Aof {

  private enum State {
    OFF,
    /** Turned on, but without a base as yet. */
    WAITING,
    ON
  }

  private final Engine engine;
  private final AofSettings settings;
  private final RdbSettings rdbSettings;
  private final ServerLog log;
  private final LogFile.Opener opener;
  private final Supplier<RdbHeader> header;
  private final Fsync fsync = new Fsync();
  private final AppendOnlyFile file;
  private final AofRewrite rewrite;

  private AofDirectory directory;
  private AofManifest manifest = AofManifest.EMPTY;
  private State state = State.OFF;

  /** Bytes of all files but the one that is written. */
  private long settledSize;

  /** Bytes of all files after the last rewrite. */
  private long baseSize;

  Aof(
      Engine engine,
      AofSettings settings,
      RdbSettings rdbSettings,
      Executor loop,
      ServerLog log,
      LogFile.Opener opener,
      Supplier<RdbHeader> header) {
    this.engine = engine;
    this.settings = settings;
    this.rdbSettings = rdbSettings;
    this.log = log;
    this.opener = opener;
    this.header = header;
    file = new AppendOnlyFile(engine, settings, log, fsync);
    rewrite = new AofRewrite(engine, settings, rdbSettings, this, loop, log, header);
    directory = new AofDirectory(settings, log);
  }

  AppendOnlyFile file() {
    return file;
  }

  AofRewrite rewrite() {
    return rewrite;
  }

  AofDirectory directory() {
    return directory;
  }

  AofManifest manifest() {
    return manifest;
  }

  Fsync fsync() {
    return fsync;
  }

  /** Whether there is a log, or soon will be. */
  boolean isEnabled() {
    return state != State.OFF;
  }

  /** Whether there is no base yet, so that a rewrite is wanted. */
  boolean isWaiting() {
    return state == State.WAITING;
  }

  boolean isOn() {
    return state == State.ON;
  }

  /** Bytes of all files. */
  long size() {
    return settledSize + file.size();
  }

  /** What {@link #size} was after the last rewrite. */
  long baseSize() {
    return baseSize;
  }

  // At the start

  /** What an earlier run has left, or null if there is no log. */
  AofLoad load() throws IOException {
    manifest = directory.read();
    return manifest.isEmpty() ? null : newLoad();
  }

  /** A load of all that the manifest names. */
  AofLoad newLoad() throws IOException {
    boolean checksum = rdbSettings.checksum().get();
    return new AofLoad(directory, manifest, engine, settings, checksum, log);
  }

  /** After all has been loaded: makes what is missing, and begins to write. */
  void open() throws IOException {
    try {
      directory.create();
      directory.deleteTemporary();
      if (manifest.isEmpty()) writeFirstBase();
      boolean first = manifest.increments().isEmpty();
      if (first) manifest = manifest.with(directory.newIncrement(manifest));
      LogFile last = opener.open(directory.path(manifest.increments().getLast()));
      if (first) directory.write(manifest);
      manifest = directory.deleteHistory(manifest);
      write(last);
    } catch (IOException failed) {
      throw new IOException("cannot open the append only file: " + failed, failed);
    }
    state = State.ON;
    measure();
    baseSize = manifest.base() == null ? 0 : directory.size(List.of(manifest.base()));
  }

  private void writeFirstBase() throws IOException {
    boolean rdb = settings.rdbBase().get();
    AofManifest.Part base = directory.newBase(manifest, rdb);
    log.notice("Creating AOF base file " + base.name() + " on server start");
    RdbOptions options = RdbOptions.of(rdbSettings, true);
    SnapshotFile.write(engine, rdb, options, header.get(), directory.temporaryBase());
    SafeFiles.replace(directory.temporaryBase(), directory.path(base));
    manifest = manifest.rebased(base);
  }

  private void write(LogFile next) throws IOException {
    file.open(next);
    engine.propagation().add(file);
  }

  private void measure() throws IOException {
    List<AofManifest.Part> parts = manifest.parts();
    settledSize = directory.size(parts.subList(0, Math.max(0, parts.size() - 1)));
  }

  // While a rewrite begins and ends

  /**
   * From now on another file is written, which has nothing of what was done before. Returns the
   * name that it is to be given when the base is there, or null if it has its name already.
   */
  AofManifest.Part beginIncrement() throws IOException {
    switch (state) {
      case ON -> {
        AofManifest.Part increment = directory.newIncrement(manifest);
        file.settle();
        LogFile next = opener.open(directory.path(increment));
        exchange(next, manifest.with(increment));
        return null;
      }
      case WAITING -> {
        Files.deleteIfExists(directory.temporaryIncrement());
        write(opener.open(directory.temporaryIncrement()));
        return directory.newIncrement(manifest);
      }
      case OFF -> {
        directory = new AofDirectory(settings, log);
        directory.create();
        manifest = directory.read();
        return null;
      }
    }
    throw new IllegalStateException();
  }

  private void exchange(LogFile next, AofManifest more) throws IOException {
    try {
      directory.write(more);
    } catch (IOException failed) {
      next.close();
      throw failed;
    }
    manifest = more;
    try {
      file.close();
    } catch (IOException harmless) {
      log.warning("Closing the AOF file: " + harmless.getMessage());
    }
    file.open(next);
    measure();
  }

  void rewritten(AofManifest next) {
    manifest = next;
    if (state == State.WAITING) state = State.ON;
    if (state == State.OFF) return;
    try {
      measure();
    } catch (IOException unimportant) {
      log.warning("The size of the log is not known: " + unimportant.getMessage());
    }
    baseSize = size();
  }

  void notRewritten() {
    if (state != State.WAITING) return;
    closeFile();
    rewrite.schedule();
  }

  // On and off

  /** CONFIG SET appendonly. */
  void follow() {
    if (settings.on().get() && state == State.OFF) turnOn();
    else if (!settings.on().get() && state != State.OFF) turnOff();
  }

  private void turnOn() {
    try {
      directory = new AofDirectory(settings, log);
      directory.create();
      manifest = directory.read();
    } catch (IOException failed) {
      log.warning("The append only file cannot be turned on: " + failed.getMessage());
      throw new ConfigException("Unable to turn on AOF. Check server logs.");
    }
    state = State.WAITING;
    if (engine.keyspace().inSnapshot() || rewrite.inProgress()) {
      rewrite.schedule();
    } else if (!rewrite.begin()) {
      state = State.OFF;
      closeFile();
      throw new ConfigException("Unable to turn on AOF. Check server logs.");
    }
  }

  private void turnOff() {
    rewrite.cancel();
    settle();
    closeFile();
    state = State.OFF;
  }

  private void closeFile() {
    engine.propagation().remove(file);
    try {
      file.close();
    } catch (IOException failed) {
      log.warning("Closing the AOF file: " + failed.getMessage());
    }
  }

  /** Makes all of it safe; false if that failed, and the log says why. */
  boolean settle() {
    try {
      file.settle();
      return true;
    } catch (IOException | UncheckedIOException failed) {
      log.warning("Writing the AOF file to the disk failed: " + failed.getMessage());
      return false;
    }
  }

  /** The end of the server: gives up a rewrite, and makes the log safe. */
  boolean prepareToEnd() {
    rewrite.cancel();
    return settle();
  }

  /** After {@link #prepareToEnd} and the last turn of the loop. */
  void close() {
    if (state != State.OFF) settle();
    closeFile();
    fsync.close();
  }

  /** Ten times a second: begins what is due. */
  void cron() {
    rewrite.cron();
  }
}
