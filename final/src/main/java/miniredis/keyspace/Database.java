package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.Packed;
import miniredis.value.StringValue;
import miniredis.value.Value;

/**
 * One numbered database: keys, their values, their deadlines.
 *
 * <p>Typed look-up is here, so that WRONGTYPE is decided in one place. A key whose deadline has
 * passed is removed by whoever looks at it first (lazy expiry); {@link #sweep} removes those that
 * nobody looks at (active expiry). Either way the listener hears of it. So it is with a field of a
 * hash: whoever is handed a hash never sees a dead one.
 *
 * <p>A command that changes a value that it was handed says so with {@link #edited}, which tells
 * those who watch the key. All else that an edit needs happens by itself: see {@link Edits}.
 */
public final class Database extends EntryStore {

  Database(int index, Keyspace keyspace) {
    super(index, keyspace);
  }

  public int size() {
    return entries.size();
  }

  /** How many keys have a deadline. */
  public int timed() {
    return entries.timed();
  }

  /** How many keys have fields with a deadline. */
  public int withTimedFields() {
    return entries.alarmed();
  }

  /** About how long keys with a deadline have left, in milliseconds. */
  public long averageTimeToLive() {
    return entries.expiry().averageRemaining(keyspace.now());
  }

  // Looking

  public boolean exists(Bytes key) {
    return find(key) != null;
  }

  /** As {@link #exists}, but a key that is found dead is left as it is. */
  public boolean lives(Bytes key) {
    Object entry = entries.find(key);
    return entry != null && !isDead(entry);
  }

  /** Whether a key is there that has died, and that nobody has found so far. */
  public boolean holdsDead(Bytes key) {
    Object entry = entries.find(key);
    return entry != null && isDead(entry);
  }

  /** As {@link #exists}, counted as a hit or a miss, but without marking the key as used. */
  public boolean glance(Bytes key) {
    Object entry = find(key);
    count(key, entry);
    return entry != null;
  }

  /** As {@link #glance}, but no keyspace notification tells that the key is not there. */
  public boolean glanceQuietly(Bytes key) {
    Object entry = find(key);
    countQuietly(entry);
    return entry != null;
  }

  /** As {@link #exists}, as a read by a client: counted, and the key marked as used. */
  public boolean use(Bytes key) {
    return read(key) != null;
  }

  /** The string at a key, or null if there is none. */
  public Bytes string(Bytes key) {
    return content(read(key));
  }

  /**
   * As {@link #string}, of one that is sent or copied before the turn ends: a long one is not
   * copied into the heap for it.
   */
  public Bytes stringToSend(Bytes key) {
    return sendable(read(key));
  }

  /** As {@link #string}, without counting a hit or a miss: for a command that will change it. */
  public Bytes peekString(Bytes key) {
    return content(find(key));
  }

  /** As {@link #stringToSend}, and null too if the key holds a value of another type. */
  public Bytes stringToSendOrNull(Bytes key) {
    Object entry = read(key);
    return entry == null || !StringEntry.isOne(entry) ? null : sendable(entry);
  }

  private Bytes sendable(Object entry) {
    if (entry instanceof Entry known && StringEntry.value(known).isOffHeap()) {
      return StringEntry.value(known).shared();
    }
    return content(entry);
  }

  /** As {@link #string}, and null too if the key holds a value of another type. */
  public Bytes stringOrNull(Bytes key) {
    Object entry = read(key);
    return entry == null || !StringEntry.isOne(entry) ? null : content(entry);
  }

  /** To hand out a string that was edited may cost it its spare room. */
  private Bytes content(Object entry) {
    if (entry == null) return null;
    Bytes content = StringEntry.content(entry);
    if (entry instanceof Entry known) entries.recount(known);
    return content;
  }

  /** The string at a key or null: for reading a part of it, never for editing it. */
  public StringValue stringValue(Bytes key) {
    Object entry = read(key);
    return entry == null ? null : StringEntry.value(entry);
  }

  /** The length of the string at a key, 0 if there is none. */
  public int stringLength(Bytes key) {
    return StringEntry.length(read(key));
  }

  /** The same without counting a hit or a miss. */
  public int peekStringLength(Bytes key) {
    return StringEntry.length(find(key));
  }

  /** The value at a key whatever its type, or null; only to be read. */
  public Value value(Bytes key) {
    Object entry = read(key);
    return entry == null ? null : Entry.valueOf(entry);
  }

  /**
   * The value at a key if it is of this type, or null if there is none; else WRONGTYPE. It is only
   * to be read: see {@link #editable}.
   */
  public <V extends Value> V typed(Bytes key, Class<V> type) {
    Object entry = read(key);
    if (entry == null) return null;
    Value value = Entry.valueOf(entry);
    if (type.isInstance(value)) return type.cast(value);
    throw new WrongTypeException();
  }

  /** As {@link #value}, without counting a hit or a miss or marking the key as used. */
  public Value peek(Bytes key) {
    Object entry = find(key);
    if (keyspace.isPreserving()) entry = withoutDeadFields(entry);
    return entry == null ? null : Entry.valueOf(entry);
  }

  /** The name of the value's type, or null if there is no such key. */
  public String type(Bytes key) {
    Object entry = find(key);
    return entry == null ? null : Entry.typeOf(entry).word();
  }

  /** How the value is kept, as OBJECT ENCODING says it, or null if there is no such key. */
  public String encoding(Bytes key) {
    Object entry = find(key);
    return entry == null ? null : Entry.encodingOf(entry);
  }

  /** Unix milliseconds, {@link Entry#NO_DEADLINE}, or -2 where there is no such key. */
  public long deadline(Bytes key) {
    Object entry = find(key);
    return entry == null ? -2 : Entry.deadlineOf(entry);
  }

  /** The access bits of a key (see {@link Entry#accessOf}), or -1. */
  public int access(Bytes key) {
    Object entry = find(key);
    return entry == null ? -1 : Entry.accessOf(entry);
  }

  /** A random key that is alive, or null. */
  public Bytes randomKey() {
    for (int tries = 0; ; tries++) {
      Object entry = entries.random(keyspace.random());
      if (entry == null) return null;
      if (!isGone(entry) || tries > 100) return Entry.keyOf(entry);
      find(Entry.keyOf(entry));
    }
  }

  /** Visits all keys that are alive; the visitor must not change the database. */
  public void forEachKey(Consumer<Bytes> visitor) {
    entries.forEach(
        entry -> {
          if (!isGone(entry)) visitor.accept(Entry.keyOf(entry));
        });
  }

  /** One step of SCAN: visits a few keys, dead ones too, and returns the next cursor. */
  public long scan(long cursor, Consumer<Bytes> visitor) {
    return entries.scan(cursor, entry -> visitor.accept(Entry.keyOf(entry)));
  }

  /** See {@link miniredis.value.Dictionary#touch}. */
  public int touch(int[] keyHashes, int count) {
    return entries.touch(keyHashes, count);
  }

  // Changing

  /** Sets a key to a string; an old value of any type and its deadline go. */
  public void setString(Bytes key, Bytes value) {
    setString(key, value, Entry.NO_DEADLINE);
  }

  /** Sets a key to a string with a deadline in Unix milliseconds. */
  public void setString(Bytes key, Bytes value, long deadline) {
    overwrite(key, find(key), value, deadline);
  }

  /** Sets a key to a string and leaves its deadline as it is. */
  public void replaceString(Bytes key, Bytes value) {
    Object entry = find(key);
    overwrite(key, entry, value, entry == null ? Entry.NO_DEADLINE : Entry.deadlineOf(entry));
  }

  private void overwrite(Bytes key, Object entry, Bytes value, long deadline) {
    entries.preserve(entry);
    if (entry instanceof byte[] packed && Packed.overwrite(packed, value)) {
      keyspace.usage().replaced(packed, packed);
      entries.retime(key, packed, deadline);
    } else if (value.length() <= Packed.LONGEST_VALUE) {
      store(key, entry, Packed.of(keyspace.arrays(), key, value, deadline));
    } else {
      store(key, entry, timed(new Entry(key, new StringValue(value)), deadline));
    }
    tellChanged(key);
  }

  private static Entry timed(Entry entry, long deadline) {
    entry.deadline = deadline;
    return entry;
  }

  /**
   * Adds to the integer at a key, 0 if there is none, and returns the sum. The deadline stays.
   *
   * @throws NumberFormatException if the string is not an integer
   * @throws ArithmeticException if the sum is beyond 64 bits
   */
  public long increment(Bytes key, long by) {
    Object entry = find(key);
    long sum = entry == null ? by : Math.addExact(StringEntry.integer(entry), by);
    entries.preserve(entry);
    if (entry instanceof byte[] packed && Packed.overwrite(packed, sum)) {
      keyspace.usage().replaced(packed, packed);
    } else {
      long deadline = entry == null ? Entry.NO_DEADLINE : Entry.deadlineOf(entry);
      store(key, entry, Packed.of(keyspace.arrays(), key, Bytes.of(sum), deadline));
    }
    tellChanged(key);
    return sum;
  }

  /**
   * The string at a key in a form that can be edited, made if absent. Call {@link #edited} when
   * done.
   */
  public StringValue editableString(Bytes key) {
    return editableString(key, 0);
  }

  /** The same with room for so many bytes: if memory is short, that is seen before a change. */
  public StringValue editableString(Bytes key, int room) {
    Object entry = find(key);
    entries.preserve(entry);
    if (entry instanceof Entry known) {
      keyspace.usage().used(known);
      StringValue value = StringEntry.value(known);
      keyspace.edits().open(this, known, false);
      return value;
    }
    Bytes content = entry == null ? Bytes.EMPTY : StringEntry.content(entry);
    StringValue value = new StringValue(content);
    value.reserve(room);
    long deadline = entry == null ? Entry.NO_DEADLINE : Entry.deadlineOf(entry);
    Entry edited = timed(new Entry(key, value), deadline);
    store(key, entry, edited);
    keyspace.edits().open(this, edited, entry == null);
    return value;
  }

  /**
   * The value at a key, to be edited, or null if there is none; WRONGTYPE if it is of another type.
   * Call {@link #edited} when done, unless nothing was changed.
   */
  public <V extends Value> V editable(Bytes key, Class<V> type) {
    Object entry = find(key);
    if (entry == null) return null;
    Entry edited = Entry.unpacked(entry, key, keyspace.limits());
    if (edited == null || !type.isInstance(edited.value)) throw new WrongTypeException();
    if (edited != entry) entries.exchange(entry, edited);
    if (keyspace.isPreserving() && edited.isAlarmed()) while (expireFields(edited)) {}
    keyspace.usage().used(edited);
    entries.preserve(edited);
    keyspace.edits().open(this, edited, false);
    return type.cast(edited.value);
  }

  /** As {@link #editable(Bytes, Class)}; where there is none, one is made and stored. */
  public <V extends Value> V editable(Bytes key, Class<V> type, Supplier<V> maker) {
    V known = editable(key, type);
    if (known != null) return known;
    V made = maker.get();
    Entry entry = new Entry(key, made);
    store(key, null, entry);
    keyspace.edits().open(this, entry, true);
    return made;
  }

  /** Says that the value of a key that was handed out has been edited: one change. */
  public void edited(Bytes key) {
    edited(key, 1);
  }

  /** The same, of a command that counts as so many changes; one that made none is not logged. */
  public void edited(Bytes key, long changes) {
    keyspace.count(changes);
    keyspace.listener().changed(this, key);
  }

  /** Counts changes of which those who watch the key are not told. */
  public void count(long changes) {
    keyspace.count(changes);
  }

  /** Removes a key whose value is being edited if nothing is left of it. */
  public boolean dropIfEmpty(Bytes key) {
    Entry entry = keyspace.edits().emptied(this, key);
    if (entry == null) return false;
    discard(entry);
    return true;
  }

  void discard(Entry entry) {
    entries.removeFound(entries.find(entry.key));
  }

  /**
   * The value of an entry has been edited to the end: from now on it takes no more than it must.
   */
  void settle(Entry entry) {
    entries.settle(entry);
  }

  /** Sets a key to a value of any type, with a deadline or {@link Entry#NO_DEADLINE}. */
  public void set(Bytes key, Value value, long deadline) {
    store(key, find(key), Entry.of(keyspace.arrays(), key, value, deadline));
    tellChanged(key);
  }

  /** Removes a key; false if there was none. */
  public boolean delete(Bytes key) {
    return remove(key, find(key));
  }

  /** As {@link #delete}, of a key whose deadline has passed, too: it does not die first. */
  public boolean drop(Bytes key) {
    return remove(key, entries.find(key));
  }

  /** Removes the entry just found, if any. */
  private boolean remove(Bytes key, Object entry) {
    if (entry == null) return false;
    entries.removeFound(entry);
    tellChanged(key);
    return true;
  }

  /**
   * Gives a key that is there, with its deadline, another name, here or in another database. What
   * was at that name is gone; of both names it is told once that they have changed.
   */
  public void move(Bytes key, Database target, Bytes name) {
    Object entry = find(key);
    keyspace.usage().used(entry);
    Object renamed = Entry.renamed(entry, keyspace.arrays(), name);
    entries.takeFound(entry);
    tellChanged(key);
    Object replaced = target.find(name);
    if (replaced != null) target.entries.removeFound(replaced);
    target.add(name, renamed);
  }

  /** Copies a key that is there, with its deadline; the other name must be free. */
  public void copy(Bytes key, Database target, Bytes name) {
    Object copy = Entry.copied(find(key), keyspace.arrays(), name);
    keyspace.usage().born(copy);
    target.add(name, copy);
  }

  /** Gives a key a deadline in Unix milliseconds; false if there is no such key. */
  public boolean expireAt(Bytes key, long deadline) {
    Object entry = find(key);
    if (entry == null) return false;
    keyspace.usage().used(entry);
    entries.retime(key, entry, deadline);
    tellChanged(key);
    return true;
  }

  /** Takes the deadline off a key; false if there is no such key or no deadline. */
  public boolean persist(Bytes key) {
    Object entry = find(key);
    if (entry == null || Entry.deadlineOf(entry) == Entry.NO_DEADLINE) return false;
    keyspace.usage().used(entry);
    entries.retime(key, entry, Entry.NO_DEADLINE);
    tellChanged(key);
    return true;
  }
}
