package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * Fields and their values: a small database under one key.
 *
 * <p>A small hash is one {@link ListPack}, field, value, field, value, in the order in which the
 * fields came; a search reads it from the front, which for a few hundred bytes is as fast as a
 * table. When it has more fields, or longer ones, than the {@link Limits} allow, it becomes a
 * {@link Dictionary} of {@link Packed} entries, and stays one: going back and forth at the limit
 * would cost more than it saves.
 */
public final class HashValue implements Value {

  /** However the limits are set, a pack is not worth more than this. */
  private static final int MOST_PACKED_BYTES = 1 << 30;

  private final Limits limits;

  /** The fields while they are few; then null. */
  private ListPack pack = new ListPack();

  /** The fields when they are many; before that null. */
  private Dictionary table;

  /** What the entries of the table take. */
  private long entryBytes;

  /** How many snapshots share the entries of the table, which are not overwritten meanwhile. */
  private int sharers;

  /** An empty hash. */
  public HashValue(Limits limits) {
    this.limits = limits;
  }

  /** Takes over a pack of fields and values in turns, with no field twice. */
  public static HashValue of(ListPack pack, Limits limits) {
    HashValue hash = new HashValue(limits);
    hash.pack = pack;
    if (pack.count() / 2 > limits.hashFields) hash.unpack();
    return hash;
  }

  public int size() {
    return pack != null ? pack.count() / 2 : table.size();
  }

  /** The pack, only to be read, or null if the hash is a table. */
  public ListPack pack() {
    return pack;
  }

  /** The value of a field, or null. */
  public Bytes get(Bytes field) {
    if (pack == null) {
      Object entry = table.find(field);
      return entry == null ? null : Packed.value((byte[]) entry);
    }
    int at = find(field);
    return at == ListPack.NONE ? null : pack.get(pack.next(at));
  }

  public boolean contains(Bytes field) {
    return pack != null ? find(field) != ListPack.NONE : table.find(field) != null;
  }

  private int find(Bytes field) {
    return pack.find(field, pack.first(), 1);
  }

  /** Sets a field; whether it is a new one. */
  public boolean set(Bytes field, Bytes value) {
    if (pack != null && isTooMuch(field, value)) unpack();
    return pack != null ? setPacked(field, value) : setInTable(field, value);
  }

  private boolean isTooMuch(Bytes field, Bytes value) {
    return Math.max(field.length(), value.length()) > limits.hashBytes
        || (long) pack.bytes() + field.length() + value.length() > MOST_PACKED_BYTES;
  }

  private boolean setPacked(Bytes field, Bytes value) {
    int at = find(field);
    if (at != ListPack.NONE) {
      pack.replace(pack.next(at), value);
      return false;
    }
    append(field, value);
    return true;
  }

  private void append(Bytes field, Bytes value) {
    pack.append(field);
    pack.append(value);
    if (size() > limits.hashFields) unpack();
  }

  private boolean setInTable(Bytes field, Bytes value) {
    byte[] entry = (byte[]) table.find(field);
    if (entry != null && sharers == 0 && Packed.overwrite(entry, value)) return false;
    byte[] fresh = Packed.of(field, value, Entry.NO_DEADLINE);
    entryBytes += Footprint.ofBytes(fresh.length);
    if (entry == null) {
      table.add(field, fresh);
    } else {
      entryBytes -= Footprint.ofBytes(entry.length);
      table.replaceFound(fresh);
    }
    return entry == null;
  }

  /**
   * Adds a field that was read from a file; false if it is there already, which only a table sees:
   * to search a pack for each would cost more than the loading, and Redis does not do it either.
   */
  public boolean load(Bytes field, Bytes value) {
    if (pack == null || isTooMuch(field, value)) return set(field, value);
    append(field, value);
    return true;
  }

  /** Removes a field; false if there was none. */
  public boolean remove(Bytes field) {
    if (pack != null) {
      int at = find(field);
      if (at == ListPack.NONE) return false;
      pack.delete(at, 2);
      return true;
    }
    byte[] entry = (byte[]) table.remove(field);
    if (entry == null) return false;
    entryBytes -= Footprint.ofBytes(entry.length);
    return true;
  }

  /**
   * Becomes a table if one of these is too long to be packed: before a command begins to set them,
   * as in Redis, so that the order of its fields does not matter.
   */
  public void makeRoomFor(List<Bytes> fieldsAndValues) {
    if (pack == null) return;
    for (Bytes each : fieldsAndValues) {
      if (each.length() <= limits.hashBytes) continue;
      unpack();
      return;
    }
  }

  private void unpack() {
    ListPack fields = pack;
    table = new Dictionary();
    table.reserve(size());
    pack = null;
    forEach(fields, this::setInTable);
  }

  /** Visits all fields: packed ones in the order in which they came, others in no order. */
  public void forEach(BiConsumer<Bytes, Bytes> visitor) {
    if (pack != null) forEach(pack, visitor);
    else table.forEach(entry -> visit(entry, visitor));
  }

  private static void forEach(ListPack pack, BiConsumer<Bytes, Bytes> visitor) {
    for (int at = pack.first(); at != ListPack.NONE; ) {
      int value = pack.next(at);
      visitor.accept(pack.get(at), pack.get(value));
      at = pack.next(value);
    }
  }

  private static void visit(Object entry, BiConsumer<Bytes, Bytes> visitor) {
    visitor.accept(Packed.key((byte[]) entry), Packed.value((byte[]) entry));
  }

  /** One step of HSCAN, as {@link Dictionary#scan}; a packed hash is visited in one step. */
  public long scan(long cursor, BiConsumer<Bytes, Bytes> visitor) {
    if (pack == null) return table.scan(cursor, entry -> visit(entry, visitor));
    forEach(pack, visitor);
    return 0;
  }

  /**
   * Visits all fields and their values, in turns and without copies, some at each call, which says
   * whether there are more; the hash must not change until then. A pack is visited in one call.
   */
  public BooleanSupplier walk(StringSink visitor) {
    if (pack == null) return table.walk(entry -> visit((byte[]) entry, visitor));
    return () -> {
      for (int at = pack.first(); at != ListPack.NONE; at = pack.next(at)) {
        visitor.string(pack.get(at));
      }
      return false;
    };
  }

  private static void visit(byte[] entry, StringSink visitor) {
    int value = Packed.valueAt(entry);
    visitor.string(entry, Packed.keyAt(entry), value);
    visitor.string(entry, value, Packed.valueEnd(entry));
  }

  /** Visits one field, each with about the same chance; the hash must not be empty. */
  public void pick(RandomGenerator random, BiConsumer<Bytes, Bytes> visitor) {
    if (pack == null) {
      visit(table.random(random), visitor);
      return;
    }
    int at = pack.seek(2 * random.nextInt(size()));
    visitor.accept(pack.get(at), pack.get(pack.next(at)));
  }

  @Override
  public Type type() {
    return Type.HASH;
  }

  @Override
  public String encoding() {
    return pack != null ? "listpack" : "hashtable";
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public List<Bytes> sortable() {
    return null;
  }

  @Override
  public long footprint() {
    long own = Footprint.ofObject(3, Long.BYTES);
    if (pack == null) return own + Footprint.ofObject(4, 8) + table.footprint() + entryBytes;
    return own + Footprint.ofObject(1, 12) + Footprint.ofBytes(pack.capacity());
  }

  @Override
  public void takeApart(Parts parts) {
    forEach(parts::oneOf);
  }

  @Override
  public Value copy() {
    HashValue copy = new HashValue(limits);
    if (pack != null) {
      copy.pack = pack.copy();
      return copy;
    }
    copy.pack = null;
    copy.table = new Dictionary();
    copy.table.reserve(table.size());
    table.forEach(entry -> copy.table.add(Packed.key((byte[]) entry), ((byte[]) entry).clone()));
    copy.entryBytes = entryBytes;
    return copy;
  }

  @Override
  public Value frozen() {
    sharers++;
    if (pack != null) return copy();
    HashValue frozen = new HashValue(limits);
    frozen.pack = null;
    frozen.table = table.frozen();
    return frozen;
  }

  @Override
  public void thaw() {
    sharers--;
  }
}
