package miniredis.value;

import miniredis.bytes.Bytes;

/**
 * A small collection in one byte array with its key: what {@link Packed} is for small strings, with
 * the same first bytes. The value is the elements of a {@link ListPack} (of a list, a hash or a
 * sorted set) or the numbers of an {@link IntSet}, without what stands before and behind those.
 *
 * <p>As objects it would be six (entry, key, its array, value, pack, its array), of which a hash of
 * five short fields takes twice the memory, and a read of it five cache misses more.
 *
 * <p><b>Reading.</b> A value is made that stands over the elements where they lie. It lives as long
 * as the command, so it costs the garbage collector nothing.
 *
 * <p><b>Editing.</b> The array never changes. Who edits the value gets an {@link Entry} into the
 * table instead, whose value copies the elements with the first change; when the command has ended
 * it is packed again. So none of the code that edits a collection knows of this form.
 */
public final class PackedCollection {

  /**
   * Longer collections are better off as objects: each edit copies all elements twice, and of so
   * many bytes the objects around them are a small part.
   */
  public static final int LONGEST_VALUE = 256;

  private PackedCollection() {}

  /**
   * The key and the value of an entry in one array, with its deadline and its access bits, or null:
   * the value is too long, or no collection that can be packed.
   */
  public static byte[] of(Entry entry) {
    byte[] packed = of(entry.key, entry.value, entry.deadline);
    if (packed != null) Packed.access(packed, Entry.accessOf(entry));
    return packed;
  }

  private static byte[] of(Bytes key, Value value, long deadline) {
    return switch (value) {
      case HashValue hash ->
          hash.isTimed() ? null : of(Value.Type.HASH, key, hash.pack(), deadline);
      case SortedSetValue set -> of(Value.Type.SORTED_SET, key, set.pack(), deadline);
      case ListValue list -> of(Value.Type.LIST, key, onlyPack(list), deadline);
      case SetValue set -> of(key, set.numbers(), deadline);
      case StringValue _, StreamValue _ -> null;
    };
  }

  private static byte[] of(Value.Type type, Bytes key, ListPack pack, long deadline) {
    boolean fits = pack != null && !pack.isEmpty() && pack.end() <= LONGEST_VALUE;
    return fits ? pack.packed(type, key, deadline) : null;
  }

  /** There is no room for a list's own limit, so only one with the usual limit is packed. */
  private static ListPack onlyPack(ListValue list) {
    boolean fits = list.nodes() == 1 && list.limit() == Limits.USUAL_LIST_NODE;
    return fits ? list.node(0) : null;
  }

  private static byte[] of(Bytes key, IntSet numbers, long deadline) {
    boolean fits = numbers != null && numbers.size() > 0 && numbers.length() <= LONGEST_VALUE;
    return fits ? numbers.packed(key, deadline) : null;
  }

  /** The value over the bytes of an entry, only to be read: it has no limits to grow up to. */
  static Value value(byte[] entry) {
    return value(entry, null);
  }

  private static Value value(byte[] entry, Limits limits) {
    int from = Packed.valueAt(entry);
    int count = Packed.count(entry);
    return switch (Packed.type(entry)) {
      case HASH -> new HashValue(ListPack.lent(entry, from, count), limits);
      case LIST -> new ListValue(Limits.USUAL_LIST_NODE, ListPack.lent(entry, from, count));
      case SORTED_SET ->
          new SortedSetValue(limits, new PackedMembers(ListPack.lent(entry, from, count)));
      case SET -> new SetValue(IntSet.lent(entry, from, count), limits);
      case STRING, STREAM -> throw new IllegalArgumentException("not a packed collection");
    };
  }

  /** An entry with the same content, to be edited within the limits. */
  static Entry unpacked(byte[] packed, Bytes key, Limits limits) {
    Entry entry = new Entry(key, value(packed, limits));
    entry.deadline = Packed.deadline(packed);
    Entry.access(entry, Packed.access(packed));
    return entry;
  }
}
