package miniredis.rdb;

import miniredis.bytes.Bytes;

/**
 * Is told what the bytes of a file mean while they are read: all of them, in order, without a gap.
 */
public interface Watcher {

  /**
   * These bytes, by their offsets in the file, have been read.
   *
   * @param meaning what they are; a {@code #} in it stands for the number of the like so far
   */
  void bytes(long from, long to, String meaning);

  /** These bytes have been read, and are a string, perhaps compressed. */
  void content(long from, long to, Bytes content);

  /**
   * The string of which was told last is a pack, and holds this element. It has no bytes of its
   * own: the pack may stand in the file compressed.
   */
  void element(Bytes element, String kind);
}
