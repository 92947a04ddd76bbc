package miniredis.value;

/**
 * A small collection in one byte array with its key: what {@link Packed} is for small strings, with
 * the same first bytes. The value is the elements of a {@link ListPack} (of a list, a hash or a
 * sorted set) or the numbers of an {@link IntSet}, without what stands before and behind those.
 *
 * <p>As objects it would be six (entry, key, its array, value, pack, its array), of which a hash of
 * five short fields takes twice the memory, and a read of it five cache misses more.
 *
 * <p><b>Reading.</b> A value is made that stands over the elements where they lie. It lives no
 * longer than the command, so it costs the garbage collector nothing.
 *
 * <p><b>Editing.</b> Who edits the value gets an {@link Entry} into the table instead ({@link
 * Entry#unpacked}), whose value copies the elements with the first change. When the command has
 * ended, it is packed again, into the same array if that fits. So none of the code that edits a
 * collection knows of this form. It costs a command 0.1 microseconds.
 */
public final class PackedCollection {

  /**
   * Longer collections are better off as objects: each edit copies all elements twice, and beside
   * so many bytes the objects around them are little.
   */
  public static final int LONGEST_VALUE = 256;

  private PackedCollection() {}

  /**
   * The key and the value of an entry in one array, with its deadline and its access bits, or null:
   * the value is too long, or no collection that can be packed. The entry must not be used again
   * unless it is null. The pool gives a new array and gets the old one, unless the value, which is
   * to stay then, may still stand over that.
   */
  public static byte[] of(Entry entry, ArrayPool pool) {
    byte[] packed = entry.value.packed(entry, pool);
    if (packed != null && packed != entry.origin) pool.give(entry.origin);
    entry.origin = null;
    return packed;
  }

  /** The same of a value that is this pack; null for none. */
  static byte[] of(Value.Type type, ListPack pack, Entry entry, ArrayPool pool) {
    boolean fits = pack != null && !pack.isEmpty() && pack.end() <= LONGEST_VALUE;
    return fits ? pack.packed(type, entry, pool) : null;
  }

  /** The same of a value that is these numbers; null for none. */
  static byte[] of(IntSet numbers, Entry entry, ArrayPool pool) {
    boolean fits = numbers != null && numbers.size() > 0 && numbers.length() <= LONGEST_VALUE;
    return fits ? numbers.packed(entry, pool) : null;
  }

  /** The same of elements that are a part of an array. */
  static byte[] of(
      Value.Type type, int count, Entry entry, ArrayPool pool, byte[] elements, int from, int to) {
    byte[] packed = entry.origin;
    boolean timed = entry.deadline != Entry.NO_DEADLINE;
    boolean again =
        packed != null
            && timed == (Packed.deadline(packed) != Entry.NO_DEADLINE)
            && Packed.overwrite(packed, count, elements, from, to);
    if (again) {
      if (timed) Packed.deadline(packed, entry.deadline);
    } else {
      packed = Packed.of(pool, type, count, entry.key, elements, from, to, entry.deadline);
    }
    Packed.access(packed, Entry.accessOf(entry));
    return packed;
  }

  /** The value over the bytes of an entry, only to be read: it has no limits to grow up to. */
  static Value value(byte[] entry) {
    return value(entry, null);
  }

  /** The same to be edited in an entry that takes the place of this one. */
  static Value value(byte[] entry, Limits limits) {
    return switch (Packed.type(entry)) {
      case HASH -> new HashValue(ListPack.lent(entry), limits);
      case LIST -> new ListValue(Limits.USUAL_LIST_NODE, ListPack.lent(entry));
      case SORTED_SET -> new SortedSetValue(limits, new PackedMembers(ListPack.lent(entry)));
      case SET -> new SetValue(IntSet.lent(entry), limits);
      case STRING, STREAM -> throw new IllegalArgumentException("no packed collection");
    };
  }
}
