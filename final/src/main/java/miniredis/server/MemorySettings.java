package miniredis.server;

import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.MemoryCheck;
import miniredis.engine.Propagation;
import miniredis.engine.ServerLog;
import miniredis.keyspace.Eviction;
import miniredis.keyspace.EvictionPolicy;
import miniredis.keyspace.Usage;

/** Tells the keyspace what the settings say of memory, at the start and whenever they change. */
final class MemorySettings {

  private MemorySettings() {}

  static void follow(Config config, Engine engine, MemoryCheck check, ServerLog log) {
    Eviction eviction = engine.keyspace().eviction();
    Usage usage = engine.keyspace().usage();
    config.choice("maxmemory-policy", EvictionPolicy.class).follow(eviction::policy);
    config.integer("maxmemory-samples").follow(eviction::samples);
    config.integer("maxmemory-eviction-tenacity").follow(eviction::tenacity);
    config.integer("lfu-log-factor").follow(usage::logFactor);
    config.integer("lfu-decay-time").follow(usage::decayMinutes);
    config.number("maxmemory").follow(limit -> changeLimit(limit, eviction, check, log));
  }

  /** How the removal of a key that died is told to those who follow. */
  static void followRemovals(Config config, Propagation propagation) {
    config.flag("lazyfree-lazy-expire").follow(propagation::unlinkExpired);
    config.flag("lazyfree-lazy-eviction").follow(propagation::unlinkEvicted);
  }

  private static void changeLimit(long limit, Eviction eviction, MemoryCheck check, ServerLog log) {
    eviction.limit(limit);
    check.limitChanged();
    long heap = Runtime.getRuntime().maxMemory();
    if (limit > heap) {
      log.warning(
          "maxmemory is more than the "
              + heap
              + " bytes to which Java's heap may grow: start with a larger -Xmx.");
    }
    if (!eviction.isOver()) return;
    log.warning(
        "maxmemory is now "
            + limit
            + " bytes, less than is used: keys will be removed, or writes refused, as"
            + " maxmemory-policy says.");
  }
}
