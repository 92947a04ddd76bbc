package miniredis.rdb;

import miniredis.config.Config;

/**
 * How a snapshot is written.
 *
 * @param compression whether strings longer than 20 bytes are compressed where that saves room
 * @param checksum whether the file ends with its checksum, or with a zero in its place
 * @param access what the 24 access bits of an entry mean, and so which of them are written
 * @param base whether the file is the base of an AOF
 * @param decayMinutes minutes without use that take one off a frequency; 0 is never
 */
public record RdbOptions(
    boolean compression, boolean checksum, Access access, boolean base, int decayMinutes) {

  /** Which figures an eviction policy keeps with each key. */
  public enum Access {
    NONE,
    LAST_USE,
    FREQUENCY
  }

  /** As the settings say. */
  public static RdbOptions of(Config config, boolean base) {
    String policy = config.maxmemoryPolicy();
    Access access =
        policy.endsWith("lru")
            ? Access.LAST_USE
            : policy.endsWith("lfu") ? Access.FREQUENCY : Access.NONE;
    return new RdbOptions(
        config.isOn("rdbcompression"),
        config.isOn("rdbchecksum"),
        access,
        base,
        config.lfuDecayTime());
  }
}
