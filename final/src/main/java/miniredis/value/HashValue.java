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
 *
 * <p>A field may have a deadline of its own: see {@link FieldDeadlines}, which is not there in a
 * hash without any. Nothing dies by itself here, because a value knows no time: the keyspace calls
 * {@link #removeDue} before it hands a hash out.
 */
public final class HashValue implements Value {

  /** However the limits are set, a pack is not worth more than this. */
  private static final int MOST_PACKED_BYTES = 1 << 30;

  private static final Bytes MORTAL = Bytes.of("!!hexpire!!");

  private final Limits limits;

  /** The fields while they are few; then null. */
  private ListPack pack;

  /** The fields when they are many; before that null. */
  private Dictionary table;

  /** What the entries of the table take, in units of eight bytes, of which all sizes are made. */
  private int entryUnits;

  /** Null if no field has a deadline. */
  private FieldDeadlines deadlines;

  /** How many snapshots share the entries of the table, which are not overwritten meanwhile. */
  private int sharers;

  /** An empty hash. */
  public HashValue(Limits limits) {
    this(new ListPack(), limits);
  }

  /** With a pack as it is, however many fields the limits allow to others. */
  HashValue(ListPack pack, Limits limits) {
    this.pack = pack;
    this.limits = limits;
  }

  /** Takes over a pack of fields and values in turns, with no field twice. */
  public static HashValue of(ListPack pack, Limits limits) {
    HashValue hash = new HashValue(pack, limits);
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

  /** Sets a field, which has no deadline then; whether it is a new one. */
  public boolean set(Bytes field, Bytes value) {
    if (deadlines != null) deadline(field, Entry.NO_DEADLINE);
    return replace(field, value);
  }

  /** Sets a field, which keeps its deadline; whether it is a new one. */
  public boolean replace(Bytes field, Bytes value) {
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
    long deadline = entry == null ? Entry.NO_DEADLINE : Packed.deadline(entry);
    byte[] fresh = Packed.of(field, value, deadline);
    if (entry == null) add(field, fresh);
    else exchange(entry, fresh);
    if (deadline != Entry.NO_DEADLINE) deadlines.order().replace(entry, fresh);
    return entry == null;
  }

  private void add(Bytes field, byte[] entry) {
    table.add(field, entry);
    entryUnits += units(entry);
  }

  /** Puts an entry in the place of the one just found. */
  private void exchange(byte[] found, byte[] fresh) {
    table.replaceFound(fresh);
    entryUnits += units(fresh) - units(found);
  }

  private static int units(byte[] entry) {
    return (int) (Footprint.ofBytes(entry.length) >> 3);
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
      if (deadlines != null) deadlines.record(field, Entry.NO_DEADLINE);
      return true;
    }
    byte[] entry = (byte[]) table.remove(field);
    if (entry == null) return false;
    entryUnits -= units(entry);
    if (Packed.deadline(entry) != Entry.NO_DEADLINE) deadlines.order().remove(entry);
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
    if (deadlines != null) deadlines.takeRecords().forEach(this::retimeInTable);
  }

  // Deadlines

  /** Whether any field has a deadline. */
  public boolean isTimed() {
    return timed() > 0;
  }

  /** How many fields have a deadline. */
  public int timed() {
    return deadlines == null ? 0 : deadlines.order().size();
  }

  /** One of the fields with a deadline, by a number from 0; only valid until the next change. */
  public Bytes timedField(int index) {
    return Packed.key((byte[]) deadlines.order().entryAt(index));
  }

  /** The deadline of the field that {@link #timedField} gives for this number. */
  public long timedDeadline(int index) {
    return Entry.deadlineOf(deadlines.order().entryAt(index));
  }

  /** In Unix milliseconds; {@link Entry#NO_DEADLINE} if it has none, or is not there. */
  public long deadline(Bytes field) {
    if (deadlines == null) return Entry.NO_DEADLINE;
    if (pack != null) return deadlines.ofRecord(field);
    byte[] entry = (byte[]) table.find(field);
    return entry == null ? Entry.NO_DEADLINE : Packed.deadline(entry);
  }

  /**
   * Gives a field a deadline in Unix milliseconds, or takes it off with {@link Entry#NO_DEADLINE};
   * of a field that is not there, nothing.
   */
  public void deadline(Bytes field, long deadline) {
    if (deadline(field) == deadline || !contains(field)) return;
    if (deadlines == null) deadlines = new FieldDeadlines();
    if (pack != null) deadlines.record(field, deadline);
    else retimeInTable(field, deadline);
  }

  /** A packed entry has room for a deadline only while it has one, so it may be made anew. */
  private void retimeInTable(Bytes field, long deadline) {
    byte[] entry = (byte[]) table.find(field);
    Expiry order = deadlines.order();
    boolean timedBefore = Packed.deadline(entry) != Entry.NO_DEADLINE;
    boolean timedAfter = deadline != Entry.NO_DEADLINE;
    if (timedBefore && timedAfter && sharers == 0) {
      Packed.deadline(entry, deadline);
      order.retimed(entry);
      return;
    }
    byte[] fresh = Packed.retimed(entry, ArrayPool.NONE, deadline);
    exchange(entry, fresh);
    if (timedBefore && timedAfter) order.replace(entry, fresh);
    else if (timedBefore) order.remove(entry);
    else order.add(fresh);
  }

  /** A time before which no field dies, in Unix milliseconds; only while some have a deadline. */
  public long nearestDeadline() {
    return deadlines.order().nearest();
  }

  /** Whether every field has a deadline, and all have passed. */
  public boolean isDead(long now) {
    return isTimed() && timed() == size() && deadlines.haveAllPassed(now);
  }

  /** Removes fields whose deadline has passed, so many at the most, and returns them. */
  public List<Bytes> removeDue(long now, int most) {
    List<Bytes> gone = new ArrayList<>();
    while (gone.size() < most && isTimed() && deadlines.order().hasDue(now)) {
      byte[] dead = (byte[]) deadlines.order().nextDue(now);
      if (dead == null) continue;
      gone.add(Packed.key(dead));
      remove(gone.getLast());
    }
    return gone;
  }

  /** What the keyspace has put there with {@link #alarm(Entry)}. */
  public Entry alarm() {
    return deadlines == null ? null : deadlines.alarm;
  }

  /** Keeps the keyspace's record of when it must look at this hash; null when it has none more. */
  public void alarm(Entry alarm) {
    if (deadlines != null) deadlines.alarm = alarm;
    if (alarm == null && !isTimed()) deadlines = null;
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
    if (pack == null) return "hashtable";
    return isTimed() ? "listpackex" : "listpack";
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
    long own = Footprint.ofObject(4, Integer.BYTES);
    if (deadlines != null) own += deadlines.footprint();
    if (pack == null) return own + Footprint.ofObject(3, 20) + table.footprint() + 8L * entryUnits;
    return own + pack.footprint();
  }

  /** What is packed has no room for the deadlines of fields. */
  @Override
  public byte[] packed(Entry entry, ArrayPool pool) {
    return isTimed() ? null : PackedCollection.of(Type.HASH, pack, entry, pool);
  }

  /** As in Redis, it makes a difference that a field has a deadline, and none which. */
  @Override
  public void takeApart(Parts parts) {
    forEach(
        (field, value) -> {
          if (deadline(field) == Entry.NO_DEADLINE) parts.oneOf(field, value);
          else parts.oneOf(field, value, MORTAL);
        });
  }

  @Override
  public Value copy() {
    HashValue copy = new HashValue(pack == null ? null : pack.copy(), limits);
    if (pack == null) {
      copy.table = new Dictionary();
      copy.table.reserve(table.size());
      table.forEach(entry -> copy.add(Packed.key((byte[]) entry), untimed((byte[]) entry)));
    }
    for (int i = 0; i < timed(); i++) copy.deadline(timedField(i), timedDeadline(i));
    return copy;
  }

  private static byte[] untimed(byte[] entry) {
    boolean timed = Packed.deadline(entry) != Entry.NO_DEADLINE;
    return timed ? Packed.retimed(entry, ArrayPool.NONE, Entry.NO_DEADLINE) : entry.clone();
  }

  @Override
  public Value frozen() {
    sharers++;
    if (pack != null) return copy();
    HashValue frozen = new HashValue(null, limits);
    frozen.table = table.frozen();
    frozen.deadlines = deadlines == null ? null : deadlines.frozen();
    return frozen;
  }

  @Override
  public void thaw() {
    sharers--;
  }
}
