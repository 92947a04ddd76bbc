package miniredis.persistence;

import module java.base;

/** Something that fills the keyspace from a file, a piece at a time, on the engine's thread. */
public interface Load extends Closeable {

  /**
   * Goes on until about {@code end}, as {@link System#nanoTime} counts; false when all is loaded.
   *
   * @throws RdbException if the file is damaged
   * @throws IOException if it cannot be read
   */
  boolean more(long end) throws IOException;

  /** How many bytes have been read. */
  long done();

  /** How many bytes there are. */
  long total();

  /** How many keys have been loaded. */
  long loaded();

  /** What to say in the log when all is loaded. */
  String summary();

  /** How many keys were left out because they had died meanwhile. */
  long expired();
}
