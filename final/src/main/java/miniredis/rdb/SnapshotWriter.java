package miniredis.rdb;

import module java.base;

/** A format that a snapshot can be written in. Belongs to the thread that runs commands. */
public interface SnapshotWriter {

  /** The beginning of the file. */
  void begin(RdbHeader header);

  /** Begins a database: how many keys it has, and how many of them with a deadline. */
  void database(int index, long keys, long timed);

  /** Goes to a database, perhaps for the second time; the entries that follow are its. */
  void select(int index);

  /** Writes a key with all that belongs to it; {@code now} in Unix milliseconds. */
  void entry(Object entry, long now) throws IOException;

  /** Ends the data and passes on all of it. */
  void end() throws IOException;

  /** Whether a checksum is to follow. */
  boolean hasFooter();
}
