package miniredis.value;

import miniredis.bytes.Bytes;

/**
 * A key with a value that is an object: one that is not small, or that is being edited. What {@link
 * Packed} keeps in its first bytes stands here in fields.
 */
public final class Entry {

  /** The deadline of a key that lives for ever. */
  public static final long NO_DEADLINE = -1;

  public final Bytes key;
  public final Value value;

  /** Unix time in milliseconds after which the key is gone, or {@link #NO_DEADLINE}. */
  public long deadline = NO_DEADLINE;

  private static final int ACCESS = 0xffffff;
  private static final int SEALED = 1 << 24;
  private static final int ALARMED = 1 << 25;

  /** The 24 access bits, above them the mark of a snapshot, and whether there is an alarm. */
  private int bits;

  /** What {@link #count} has said last, in units of eight bytes, of which all sizes are made. */
  private int counted;

  private int place;

  /** The packed entry in whose stead this one is edited, to be written over; else null. */
  byte[] origin;

  public Entry(Bytes key, Value value) {
    this.key = key;
    this.value = value;
  }

  /**
   * An entry with a value of any type, packed if that is a small collection, in an array of the
   * pool; the deadline in Unix milliseconds or {@link #NO_DEADLINE}.
   */
  public static Object of(ArrayPool pool, Bytes key, Value value, long deadline) {
    Entry entry = new Entry(key, value);
    entry.deadline = deadline;
    byte[] packed = PackedCollection.of(entry, pool);
    return packed != null ? packed : entry;
  }

  /**
   * The entry itself or, if it is a packed collection, one whose value can be edited in its stead,
   * and which counts as much as that at first; null if it is a packed string. The key is that of
   * the entry.
   */
  public static Entry unpacked(Object entry, Bytes key, Limits limits) {
    if (entry instanceof Entry known) return known;
    byte[] packed = (byte[]) entry;
    if (Packed.isString(packed)) return null;
    Entry edited = new Entry(key, PackedCollection.value(packed, limits));
    edited.deadline = Packed.deadline(packed);
    edited.bits = Packed.access(packed);
    edited.origin = packed;
    edited.counted = (int) (footprintOf(packed) >> 3);
    return edited;
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

  /** Where the deadline of an entry that has one stands in the order of all deadlines. */
  public static int placeOf(Object entry) {
    return entry instanceof byte[] packed ? Packed.place(packed) : ((Entry) entry).place;
  }

  /** See {@link #placeOf}. */
  public static void place(Object entry, int place) {
    if (entry instanceof byte[] packed) Packed.place(packed, place);
    else ((Entry) entry).place = place;
  }

  /** Whether a snapshot has saved this entry, or the opposite: the keyspace knows which. */
  public static boolean isSealed(Object entry) {
    return entry instanceof byte[] packed
        ? Packed.isSealed(packed)
        : (((Entry) entry).bits & SEALED) != 0;
  }

  public static void seal(Object entry, boolean on) {
    if (entry instanceof byte[] packed) Packed.seal(packed, on);
    else ((Entry) entry).set(SEALED, on ? SEALED : 0);
  }

  /** The same but for the key; the old entry must not be used again. */
  public static Object renamed(Object entry, ArrayPool pool, Bytes key) {
    Object renamed =
        entry instanceof byte[] packed
            ? Packed.with(packed, pool, key, Packed.deadline(packed))
            : ((Entry) entry).with(key, ((Entry) entry).value);
    access(renamed, accessOf(entry));
    return renamed;
  }

  /** A copy of value and deadline under another key. */
  public static Object copied(Object entry, ArrayPool pool, Bytes key) {
    return entry instanceof Entry known
        ? known.with(key, known.value.copy())
        : renamed(entry, pool, key);
  }

  /** See {@link Value#frozen}. */
  Entry frozen() {
    Entry frozen = with(key, value.frozen());
    frozen.set(ACCESS, bits & ACCESS);
    return frozen;
  }

  private Entry with(Bytes otherKey, Value otherValue) {
    Entry other = new Entry(otherKey, otherValue);
    other.deadline = deadline;
    return other;
  }

  /** The value of an entry; that of a packed one is made for the caller, and not to be edited. */
  public static Value valueOf(Object entry) {
    if (entry instanceof Entry known) return known.value;
    byte[] packed = (byte[]) entry;
    return Packed.isString(packed)
        ? new StringValue(Packed.value(packed))
        : PackedCollection.value(packed);
  }

  /** The array that nobody needs when the entry has gone, or null. */
  public static byte[] arrayOf(Object entry) {
    return entry instanceof byte[] packed ? packed : ((Entry) entry).origin;
  }

  /** The type of the value of an entry. */
  public static Value.Type typeOf(Object entry) {
    return entry instanceof byte[] packed ? Packed.type(packed) : ((Entry) entry).value.type();
  }

  /** How the value of an entry is kept, as OBJECT ENCODING says it. */
  public static String encodingOf(Object entry) {
    return entry instanceof byte[] packed && Packed.isString(packed)
        ? Packed.encoding(packed)
        : valueOf(entry).encoding();
  }

  /** When or how often the key was used: 24 bits, whose meaning the eviction policy decides. */
  public static int accessOf(Object entry) {
    return entry instanceof byte[] packed ? Packed.access(packed) : ((Entry) entry).bits & ACCESS;
  }

  /** See {@link #accessOf}. */
  public static void access(Object entry, int access) {
    if (entry instanceof byte[] packed) Packed.access(packed, access);
    else ((Entry) entry).set(ACCESS, access & ACCESS);
  }

  /**
   * Whether its value is a hash some of whose fields may have died, so that it must be looked at
   * before it is handed out. It stands here because most entries are found without their value
   * being touched.
   */
  public boolean isAlarmed() {
    return (bits & ALARMED) != 0;
  }

  public void alarmed(boolean yes) {
    set(ALARMED, yes ? ALARMED : 0);
  }

  private void set(int mask, int to) {
    bits = bits & ~mask | to;
  }

  /** How many bytes of the heap the entry takes now, its key and its value with it. */
  public static long footprintOf(Object entry) {
    if (entry instanceof byte[] packed) return Footprint.ofBytes(packed.length);
    Entry known = (Entry) entry;
    return Footprint.ofObject(3, 20) + Footprint.of(known.key) + known.value.footprint();
  }

  /** The same, remembered, so that {@link #countedOf} can say by how much it has changed since. */
  public static long count(Object entry) {
    long bytes = footprintOf(entry);
    if (entry instanceof Entry known) known.counted = (int) (bytes >> 3);
    return bytes;
  }

  /** What {@link #count} has said last; a packed entry never changes its size. */
  public static long countedOf(Object entry) {
    return entry instanceof Entry known ? (long) known.counted << 3 : footprintOf(entry);
  }

  static boolean hasKey(Object entry, Bytes key) {
    return entry instanceof byte[] packed
        ? Packed.hasKey(packed, key)
        : ((Entry) entry).key.equals(key);
  }
}
