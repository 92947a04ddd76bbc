package miniredis.aof;

import module java.base;

import miniredis.config.Config;
import miniredis.config.Setting;

/**
 * The settings of the append-only file: where it is, how it is written, when it is written anew.
 */
public record AofSettings(
    Setting<Boolean> on,
    Setting<Path> directory,
    Setting<String> folder,
    Setting<String> name,
    Setting<FsyncPolicy> fsync,
    Setting<Boolean> noFsyncOnRewrite,
    Setting<Boolean> timestamps,
    Setting<Boolean> rdbBase,
    Setting<Boolean> loadsTruncated,
    Setting<Integer> rewritePercentage,
    Setting<Long> rewriteMinSize) {

  /** When the log is forced to the disk: the values of appendfsync. */
  public enum FsyncPolicy {
    ALWAYS,
    EVERYSEC,
    NO
  }

  public static AofSettings of(Config config) {
    return new AofSettings(
        config.flag("appendonly"),
        config.directory("dir"),
        config.name("appenddirname"),
        config.name("appendfilename"),
        config.choice("appendfsync", FsyncPolicy.class),
        config.flag("no-appendfsync-on-rewrite"),
        config.flag("aof-timestamp-enabled"),
        config.flag("aof-use-rdb-preamble"),
        config.flag("aof-load-truncated"),
        config.integer("auto-aof-rewrite-percentage"),
        config.number("auto-aof-rewrite-min-size"));
  }
}
