package miniredis.rdb;

import miniredis.keyspace.EvictionPolicy;

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
  public static RdbOptions of(RdbSettings settings, boolean base) {
    return new RdbOptions(
        settings.compression().get(),
        settings.checksum().get(),
        access(settings.policy().get()),
        base,
        settings.decayMinutes().get());
  }

  private static Access access(EvictionPolicy policy) {
    return switch (policy) {
      case ALLKEYS_LRU, VOLATILE_LRU -> Access.LAST_USE;
      case ALLKEYS_LFU, VOLATILE_LFU -> Access.FREQUENCY;
      case NOEVICTION, ALLKEYS_RANDOM, VOLATILE_RANDOM, VOLATILE_TTL -> Access.NONE;
    };
  }
}
