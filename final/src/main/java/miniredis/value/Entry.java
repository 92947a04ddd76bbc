package miniredis.value;

import miniredis.bytes.Bytes;

/**
 * A key with a value that is an object: anything but a small string. What {@link Packed} keeps in
 * its first bytes stands here in fields.
 */
public final class Entry {

  /** The deadline of a key that lives for ever. */
  public static final long NO_DEADLINE = -1;

  public final Bytes key;
  public final Value value;

  /** Unix time in milliseconds after which the key is gone, or {@link #NO_DEADLINE}. */
  public long deadline = NO_DEADLINE;

  /** When or how often the key was used: 24 bits, whose meaning the eviction policy decides. */
  public int access;

  public Entry(Bytes key, Value value) {
    this.key = key;
    this.value = value;
  }

  /** The key of an entry, whether it is packed or not; a packed one's is copied out. */
  public static Bytes keyOf(Object entry) {
    return entry instanceof byte[] packed ? Packed.key(packed) : ((Entry) entry).key;
  }

  /** The deadline of an entry, packed or not. */
  public static long deadlineOf(Object entry) {
    return entry instanceof byte[] packed ? Packed.deadline(packed) : ((Entry) entry).deadline;
  }

  static boolean hasKey(Object entry, Bytes key) {
    return entry instanceof byte[] packed
        ? Packed.hasKey(packed, key)
        : ((Entry) entry).key.equals(key);
  }
}
