package miniredis.persistence;

import module java.base;

import miniredis.aof.AofSettings;
import miniredis.aof.LogFile;
import miniredis.config.Config;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.ServerLog;
import miniredis.rdb.RdbSettings;

/**
 * The room wired together: what is loaded at the start, what is saved meanwhile and at the end.
 *
 * <p>Belongs to the engine's thread.
 */
public final class Persistence {

  /** Whether to save at the end. */
  public enum Ending {
    /** If there are save points. */
    AS_CONFIGURED,
    SAVE,
    NO_SAVE
  }

  private final Engine engine;
  private final AofSettings settings;
  private final RdbSettings rdbSettings;
  private final ServerLog log;
  private final Saves saves;
  private final Aof aof;
  private final Loading loading;

  /**
   * The room of a server.
   *
   * @param loop runs tasks on the engine's thread
   * @param version Redis's, for the files
   * @param opener opens the files that the log is written to
   */
  public Persistence(
      Engine engine,
      Config config,
      Executor loop,
      ServerLog log,
      String version,
      LogFile.Opener opener) {
    this.engine = engine;
    settings = AofSettings.of(config);
    rdbSettings = RdbSettings.of(config);
    this.log = log;
    saves = new Saves(engine, config, rdbSettings, loop, log, version);
    aof = new Aof(engine, settings, rdbSettings, loop, log, opener, saves::header);
    loading = new Loading(engine, log);
    settings.on().onChange(_ -> turnOnOrOff());
    engine.listeners().whenCleared(this::cleared);
    new PersistenceCommands(saves, aof, engine.propagation()).addTo(engine.table());
    new DumpCommands(rdbSettings.compression()).addTo(engine.table());
  }

  /** FLUSHALL; while a log is replayed it is one of long ago. */
  private void cleared() {
    if (!loading.inProgress()) saves.flushed();
  }

  /** Refuses writes while no snapshot can be saved. */
  public Check saveCheck() {
    return saves.check();
  }

  /** Refuses writes while the append only file cannot be written. */
  public Check aofCheck() {
    return aof.file().check();
  }

  /** Refuses nearly all while what an earlier run has left is being loaded. */
  public Check loadingCheck() {
    return loading.check();
  }

  public void addTo(Info info) {
    PersistenceInfo fields = new PersistenceInfo(saves, aof, loading);
    info.add("Persistence", true, fields::rdb);
    info.add("Persistence", true, fields::aof);
    info.add("Persistence", true, fields::loading);
  }

  /**
   * Begins to load what an earlier run has left; the loop goes on with it.
   *
   * <p>Where there is a log it wins. Where there is none yet, the RDB file is loaded, and the log
   * begins with what it held. Redis starts empty there, and its next save overwrites the file: a
   * trap for whoever has had no log so far, and here a log is the default.
   */
  public void load() throws IOException {
    AofLoad log = settings.on().get() ? aof.load() : null;
    if (log != null) {
      loading.begin(log, "the append only file", this::loaded);
    } else if (saves.hasFile()) {
      loading.begin(open(saves.file()), saves.file().toString(), this::loaded);
    } else {
      loaded();
    }
  }

  private void loaded() {
    saves.loaded();
    if (!settings.on().get()) return;
    try {
      aof.open();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A change while something is loaded is seen to after that. */
  private void turnOnOrOff() {
    if (!loading.inProgress()) aof.follow();
  }

  private RdbLoad open(Path file) throws IOException {
    return new RdbLoad(file, engine, rdbSettings.checksum().get(), false);
  }

  /** Whether what an earlier run has left is still being loaded. */
  public boolean isLoading() {
    return loading.inProgress();
  }

  /** Ten times a second: begins what is due. */
  public void cron() {
    if (loading.inProgress()) return;
    saves.cron();
    aof.cron();
  }

  /**
   * DEBUG RELOAD: empties the keyspace and loads the RDB file, all at once.
   *
   * @param save whether the file is written first
   * @throws RdbException if the file is damaged
   * @throws IOException if it cannot be written or read
   */
  public void reload(boolean save) throws IOException {
    if (save && !saves.saveNow()) throw new IOException("cannot save");
    for (int i = 0; i < engine.keyspace().count(); i++) engine.keyspace().database(i).clear();
    try (RdbLoad load = open(saves.file())) {
      while (load.more(Long.MAX_VALUE)) {}
    }
  }

  /**
   * DEBUG LOADAOF: empties the keyspace and loads the log, all at once.
   *
   * @throws RdbException or IOException if it is damaged or cannot be read
   */
  public void reloadLog() throws IOException {
    if (!aof.isOn()) return;
    aof.file().settle();
    for (int i = 0; i < engine.keyspace().count(); i++) engine.keyspace().database(i).clear();
    try (AofLoad load = aof.newLoad()) {
      while (load.more(Long.MAX_VALUE)) {}
    }
  }

  /** Makes safe what is to be safe when the server ends; false if that failed. */
  public boolean prepareToEnd(Ending ending) {
    saves.stop();
    if (loading.inProgress()) return true;
    boolean safe = aof.prepareToEnd();
    return save(ending) && safe;
  }

  /** The log's last turn has been; nothing is written any more. */
  public void close() {
    aof.close();
  }

  private boolean save(Ending ending) {
    if (ending == Ending.NO_SAVE) return true;
    if (ending == Ending.AS_CONFIGURED && !saves.hasPoints()) return true;
    log.notice("Saving the final RDB snapshot before exiting.");
    if (saves.saveNow()) return true;
    log.warning("Error trying to save the DB, can't exit.");
    return false;
  }
}
