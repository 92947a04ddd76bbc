package miniredis.rdb;

import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.keyspace.EvictionPolicy;

/** The settings that say how RDB files are written and read. */
public record RdbSettings(
    Setting<Boolean> compression,
    Setting<Boolean> checksum,
    Setting<EvictionPolicy> policy,
    Setting<Integer> decayMinutes) {

  public static RdbSettings of(Config config) {
    return new RdbSettings(
        config.flag("rdbcompression"),
        config.flag("rdbchecksum"),
        config.choice("maxmemory-policy", EvictionPolicy.class),
        config.integer("lfu-decay-time"));
  }
}
