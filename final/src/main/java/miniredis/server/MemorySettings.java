package miniredis.server;

import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.Log;
import miniredis.engine.MemoryCheck;
import miniredis.engine.Propagation;
import miniredis.keyspace.Eviction;
import miniredis.keyspace.EvictionPolicy;
import miniredis.keyspace.Usage;

/** Tells the keyspace what the settings say of memory, at the start and whenever they change. */
final class MemorySettings {

  private MemorySettings() {}

  static void follow(Config config, Engine engine, MemoryCheck check, Log log) {
    Eviction eviction = engine.keyspace().eviction();
    Usage usage = engine.keyspace().usage();
    follow(
        config,
        "maxmemory-policy",
        () -> eviction.policy(EvictionPolicy.of(config.maxmemoryPolicy())));
    follow(config, "maxmemory-samples", () -> eviction.samples(config.maxmemorySamples()));
    follow(
        config,
        "maxmemory-eviction-tenacity",
        () -> eviction.tenacity((int) config.number("maxmemory-eviction-tenacity")));
    follow(config, "lfu-log-factor", () -> usage.logFactor(config.lfuLogFactor()));
    follow(config, "lfu-decay-time", () -> usage.decayMinutes(config.lfuDecayTime()));
    follow(config, "maxmemory", () -> changeLimit(config, eviction, check, log));
  }

  /** How the removal of a key that died is told to those who follow. */
  static void followRemovals(Config config, Propagation propagation) {
    follow(
        config,
        "lazyfree-lazy-expire",
        () -> propagation.unlinkExpired(config.isOn("lazyfree-lazy-expire")));
    follow(
        config,
        "lazyfree-lazy-eviction",
        () -> propagation.unlinkEvicted(config.isOn("lazyfree-lazy-eviction")));
  }

  private static void changeLimit(Config config, Eviction eviction, MemoryCheck check, Log log) {
    eviction.limit(config.maxmemory());
    check.limitChanged();
    long heap = Runtime.getRuntime().maxMemory();
    if (config.maxmemory() > heap) {
      log.warning(
          "maxmemory is more than the %,d bytes to which Java's heap may grow: start with a larger -Xmx."
              .formatted(heap));
    }
    if (!eviction.isOver()) return;
    log.warning(
        "maxmemory is now "
            + config.maxmemory()
            + " bytes, less than is used: keys will be removed, or writes refused, as"
            + " maxmemory-policy says.");
  }

  private static void follow(Config config, String name, Runnable apply) {
    apply.run();
    config.onChange(name, apply);
  }
}
