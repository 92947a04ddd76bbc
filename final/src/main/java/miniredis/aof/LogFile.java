package miniredis.aof;

import module java.base;

/**
 * The file at whose end the log is written: all that the log wants of a disk, so that a test can
 * put one in its place that fails, or that forgets what was not forced.
 *
 * <p>{@link #force} may be called on another thread while the first one writes.
 */
public interface LogFile extends Closeable {

  /** Opens files; makes them where they are missing. */
  @FunctionalInterface
  interface Opener {
    LogFile open(Path path) throws IOException;
  }

  /**
   * Adds these bytes at the end, or as many as the disk takes; returns how many, not 0.
   *
   * @throws IOException if it takes none
   */
  int write(byte[] bytes, int from, int to) throws IOException;

  /** Returns when everything that was written before is safe from a power cut. */
  void force() throws IOException;

  /** Cuts off all but the first bytes. */
  void truncate(long size) throws IOException;

  /** In bytes. */
  long size() throws IOException;
}
