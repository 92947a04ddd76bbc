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

  private boolean marked;
  private boolean sealed;

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

  /** Changes the deadline in place; of a packed entry only if it has one already. */
  public static void deadline(Object entry, long deadline) {
    if (entry instanceof byte[] packed) Packed.deadline(packed, deadline);
    else ((Entry) entry).deadline = deadline;
  }

  /** Whether someone who goes over many records has met this entry before. */
  public static boolean isMarked(Object entry) {
    return entry instanceof byte[] packed ? Packed.isMarked(packed) : ((Entry) entry).marked;
  }

  public static void mark(Object entry, boolean on) {
    if (entry instanceof byte[] packed) Packed.mark(packed, on);
    else ((Entry) entry).marked = on;
  }

  /** Whether a snapshot has saved this entry, or the opposite: the keyspace knows which. */
  public static boolean isSealed(Object entry) {
    return entry instanceof byte[] packed ? Packed.isSealed(packed) : ((Entry) entry).sealed;
  }

  public static void seal(Object entry, boolean on) {
    if (entry instanceof byte[] packed) Packed.seal(packed, on);
    else ((Entry) entry).sealed = on;
  }

  /** The same value and deadline under another key; the old entry must not be used again. */
  public static Object renamed(Object entry, Bytes key) {
    return entry instanceof byte[] packed
        ? Packed.of(key, Packed.value(packed), Packed.deadline(packed))
        : ((Entry) entry).with(key, ((Entry) entry).value);
  }

  /** A copy of value and deadline under another key. */
  public static Object copied(Object entry, Bytes key) {
    return entry instanceof Entry known ? known.with(key, known.value.copy()) : renamed(entry, key);
  }

  private Entry with(Bytes otherKey, Value otherValue) {
    Entry other = new Entry(otherKey, otherValue);
    other.deadline = deadline;
    return other;
  }

  /** The value of an entry; a small string is wrapped, not to be edited. */
  public static Value valueOf(Object entry) {
    return entry instanceof byte[] packed
        ? new StringValue(Packed.value(packed))
        : ((Entry) entry).value;
  }

  /** The type of the value of an entry, as TYPE replies it. */
  public static String typeOf(Object entry) {
    return entry instanceof Entry known ? known.value.type() : "string";
  }

  /** How the value of an entry is kept, as OBJECT ENCODING says it. */
  public static String encodingOf(Object entry) {
    return entry instanceof byte[] packed
        ? Packed.encoding(packed)
        : ((Entry) entry).value.encoding();
  }

  /** See {@link #access}. */
  public static int accessOf(Object entry) {
    return entry instanceof byte[] packed ? Packed.access(packed) : ((Entry) entry).access;
  }

  /** See {@link #access}. */
  public static void access(Object entry, int access) {
    if (entry instanceof byte[] packed) Packed.access(packed, access);
    else ((Entry) entry).access = access;
  }

  static boolean hasKey(Object entry, Bytes key) {
    return entry instanceof byte[] packed
        ? Packed.hasKey(packed, key)
        : ((Entry) entry).key.equals(key);
  }
}
