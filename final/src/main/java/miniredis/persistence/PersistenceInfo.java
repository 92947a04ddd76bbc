package miniredis.persistence;

import miniredis.bytes.Doubles;
import miniredis.engine.Info;

/** What INFO says of loading and saving, with Redis's names. Belongs to the engine's thread. */
public final class PersistenceInfo {

  private final Saves saves;
  private final Aof aof;
  private final Loading loading;

  PersistenceInfo(Saves saves, Aof aof, Loading loading) {
    this.saves = saves;
    this.aof = aof;
    this.loading = loading;
  }

  /** The fields that come before those of the AOF. */
  public void rdb(Info.Fields fields) {
    SnapshotJob running = saves.running();
    fields
        .add("loading", loading.inProgress() ? 1 : 0)
        .add("async_loading", 0)
        .add("current_cow_peak", 0)
        .add("current_cow_size", 0)
        .add("current_cow_size_age", 0)
        .add("current_fork_perc", percent(running))
        .add("current_save_keys_processed", running == null ? 0 : running.processed())
        .add("current_save_keys_total", running == null ? 0 : running.keys())
        .add("rdb_changes_since_last_save", saves.unsaved())
        .add("rdb_bgsave_in_progress", running == null ? 0 : 1)
        .add("rdb_last_save_time", saves.lastSave())
        .add("rdb_last_bgsave_status", saves.lastWorked() ? "ok" : "err")
        .add("rdb_last_bgsave_time_sec", saves.lastSeconds())
        .add("rdb_current_bgsave_time_sec", saves.currentSeconds())
        .add("rdb_saves", saves.count())
        .add("rdb_last_cow_size", 0)
        .add("rdb_last_load_keys_expired", loading.lastExpired())
        .add("rdb_last_load_keys_loaded", loading.lastLoaded());
  }

  private static String percent(SnapshotJob running) {
    if (running == null) return "0.00";
    return Doubles.fixed(100.0 * running.processed() / Math.max(1, running.keys()), 2);
  }

  /** The fields of the AOF; there is no fork, so nothing is copied on write. */
  public void aof(Info.Fields fields) {
    AofRewrite rewrite = aof.rewrite();
    fields
        .add("aof_enabled", aof.isEnabled() ? 1 : 0)
        .add("aof_rewrite_in_progress", rewrite.inProgress() ? 1 : 0)
        .add("aof_rewrite_scheduled", rewrite.isScheduled() ? 1 : 0)
        .add("aof_last_rewrite_time_sec", rewrite.lastSeconds())
        .add("aof_current_rewrite_time_sec", rewrite.currentSeconds())
        .add("aof_last_bgrewrite_status", rewrite.lastWorked() ? "ok" : "err")
        .add("aof_rewrites", rewrite.count())
        .add("aof_rewrites_consecutive_failures", rewrite.failures())
        .add("aof_last_write_status", aof.file().fault() == null ? "ok" : "err")
        .add("aof_last_cow_size", 0)
        .add("module_fork_in_progress", 0)
        .add("module_fork_last_cow_size", 0);
    if (!aof.isEnabled()) return;
    fields
        .add("aof_current_size", aof.size())
        .add("aof_base_size", aof.baseSize())
        .add("aof_pending_rewrite", rewrite.isScheduled() ? 1 : 0)
        .add("aof_buffer_length", aof.file().waiting())
        .add("aof_pending_bio_fsync", aof.fsync().isBusy() ? 1 : 0)
        .add("aof_delayed_fsync", aof.file().delayed());
  }

  /** The fields that come after those of the AOF, while something is loaded. */
  public void loading(Info.Fields fields) {
    Load load = loading.load();
    if (load == null) return;
    long elapsed = System.currentTimeMillis() / 1000 - loading.startedAt();
    long left = load.total() - load.done();
    fields
        .add("loading_start_time", loading.startedAt())
        .add("loading_total_bytes", load.total())
        .add("loading_rdb_used_mem", 0)
        .add("loading_loaded_bytes", load.done())
        .add("loading_loaded_perc", Doubles.fixed(100.0 * load.done() / load.total(), 2))
        .add("loading_eta_seconds", elapsed == 0 ? 1 : elapsed * left / Math.max(1, load.done()));
  }
}
