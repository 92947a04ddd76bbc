package miniredis.server;

import miniredis.config.Config;
import miniredis.keyspace.Keyspace;
import miniredis.value.Limits;

/** Tells the keyspace what the settings say of values, at the start and whenever they change. */
final class ValueSettings {

  private ValueSettings() {}

  static void follow(Config config, Keyspace keyspace) {
    Limits limits = keyspace.limits();
    follow(config, "list-max-listpack-size", () -> limits.listNode = config.listMaxListpackSize());
    follow(
        config,
        "hash-max-listpack-entries",
        () -> limits.hashFields = config.hashMaxListpackEntries());
    follow(
        config, "hash-max-listpack-value", () -> limits.hashBytes = config.hashMaxListpackValue());
    follow(config, "proto-max-bulk-len", () -> keyspace.longestString(config.protoMaxBulkLen()));
  }

  private static void follow(Config config, String name, Runnable apply) {
    apply.run();
    config.onChange(name, apply);
  }
}
