package miniredis.persistence;

import module java.base;

import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.Log;

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
  private final Config config;
  private final Log log;
  private final Saves saves;
  private final Loading loading;

  /** {@code loop} runs tasks on the engine's thread; {@code version} is Redis's, for the files. */
  public Persistence(Engine engine, Config config, Executor loop, Log log, String version) {
    this.engine = engine;
    this.config = config;
    this.log = log;
    saves = new Saves(engine, config, loop, log, version);
    loading = new Loading(engine, log);
    engine.dispatcher().add(loading);
    engine.dispatcher().add(new SaveGate(config, saves));
    engine
        .dispatcher()
        .add(
            (call, nanoseconds) -> {
              if (call.command().name().equals("flushall")) saves.flushed();
            });
    new PersistenceCommands(saves).addTo(engine.table());
    new DumpCommands(config).addTo(engine.table());
  }

  public void addTo(Info info) {
    PersistenceInfo fields = new PersistenceInfo(saves, loading);
    info.add("Persistence", true, fields::rdb);
    info.add("Persistence", true, fields::loading);
  }

  /** Begins to load what an earlier run has left; the loop goes on with it. */
  public void load() throws IOException {
    Path file = saves.file();
    if (!Files.exists(file)) return;
    loading.begin(open(file), file.toString(), saves::loaded);
  }

  private RdbLoad open(Path file) throws IOException {
    return new RdbLoad(file, engine, config.isOn("rdbchecksum"), false);
  }

  /** Whether what an earlier run has left is still being loaded. */
  public boolean isLoading() {
    return loading.inProgress();
  }

  /** Ten times a second: begins what is due. */
  public void cron() {
    if (!loading.inProgress()) saves.cron();
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

  /** Saves what is to be saved before the server ends; false if that failed. */
  public boolean prepareToEnd(Ending ending) {
    saves.stop();
    if (loading.inProgress() || ending == Ending.NO_SAVE) return true;
    if (ending == Ending.AS_CONFIGURED && config.savePoints().isEmpty()) return true;
    log.notice("Saving the final RDB snapshot before exiting.");
    if (saves.saveNow()) return true;
    log.warning("Error trying to save the DB, can't exit.");
    return false;
  }
}
