package miniredis.rdb;

import miniredis.bytes.Bytes;
import miniredis.value.EntryView;
import miniredis.value.Limits;

/** Who takes what a {@link RdbReader} finds. */
public interface RdbTarget {

  /** A remark of whoever wrote the file. */
  default void auxiliary(Bytes name, Bytes value) {}

  /** How many keys a database holds, and how many of them with a deadline: a hint. */
  default void sizes(int database, long keys, long timed) {}

  /** A key whose list or hash is empty: there is no such key, and it is passed over. */
  default void empty(Bytes key) {}

  /** Up to where collections are packed, for those that a file does not hold packed. */
  default Limits limits() {
    return new Limits();
  }

  /**
   * A key with its value and deadline.
   *
   * @param idle for how many seconds it had not been used, or -1 if the file does not say
   * @param frequency how often it was used, as Redis counts it, or -1
   */
  void entry(int database, Bytes key, EntryView entry, long idle, int frequency);
}
