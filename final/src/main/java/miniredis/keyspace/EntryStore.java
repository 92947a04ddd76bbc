package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.ArrayPool;
import miniredis.value.Dictionary;
import miniredis.value.Entry;
import miniredis.value.EntryView;
import miniredis.value.Expiry;
import miniredis.value.HashValue;

/**
 * The part of a {@link Database} for which it does not matter what the values are: entries are
 * found, put and removed, die of their deadlines or are evicted, and are read from files and
 * written to them.
 */
abstract sealed class EntryStore permits Database {

  /** How many fields of a hash die at a time, and are told of together. */
  private static final int FIELDS_AT_ONCE = 256;

  final Keyspace keyspace;
  private final int index;
  TimedEntries entries;

  EntryStore(int index, Keyspace keyspace) {
    this.index = index;
    this.keyspace = keyspace;
    this.entries = newEntries();
  }

  private TimedEntries newEntries() {
    return new TimedEntries(
        keyspace.snapshots(),
        keyspace.memory(),
        keyspace.edits(),
        keyspace.offHeap(),
        keyspace.arrays());
  }

  private Database self() {
    return (Database) this;
  }

  public int index() {
    return index;
  }

  /** Bytes of the heap that the tables of keys and of deadlines take. */
  public long tableBytes() {
    return entries.tableBytes();
  }

  /** The part of {@link #tableBytes} that finds keys. */
  public long keyTableBytes() {
    return entries.keyTableBytes();
  }

  /**
   * Bytes of the heap that a key and its value take, without the tables, or -1 if it is not there.
   */
  public long footprint(Bytes key) {
    Object entry = find(key);
    return entry == null ? -1 : Entry.footprintOf(entry);
  }

  /** Removes all keys. */
  public void clear() {
    keyspace.listener().flushed(self());
    keyspace.count(entries.size());
    entries.leaveAccount();
    entries = newEntries();
  }

  // Looking

  /** The entry of a key that is alive, or null; as a read by a client, counted and stamped. */
  final Object read(Bytes key) {
    Object entry = find(key);
    count(key, entry);
    if (entry != null) keyspace.usage().used(entry);
    return keyspace.isPreserving() ? withoutDeadFields(entry) : entry;
  }

  final void count(Bytes key, Object entry) {
    countQuietly(entry);
    if (entry == null) keyspace.listener().event(EventClass.KEY_MISS, "keymiss", self(), key);
  }

  final void countQuietly(Object entry) {
    if (entry != null) keyspace.statistics().hits++;
    else keyspace.statistics().misses++;
  }

  final Object find(Bytes key) {
    Object entry = entries.find(key);
    if (entry == null) return null;
    if (isDead(entry)) {
      if (!keyspace.isPreserving()) expire(key);
      return null;
    }
    if (entry instanceof Entry known && known.isAlarmed()) return withLiveFields(known);
    return entry;
  }

  final boolean isDead(Object entry) {
    long deadline = Entry.deadlineOf(entry);
    return deadline != Entry.NO_DEADLINE && keyspace.isPast(deadline);
  }

  /** Whether it is no key any more, by its own deadline or by those of its fields. */
  final boolean isGone(Object entry) {
    return isDead(entry) || hasOnlyDeadFields(entry);
  }

  // Fields of hashes

  /** Whether some fields of an entry's value have died. */
  private boolean hasDeadFields(Object entry) {
    return entry instanceof Entry known
        && known.isAlarmed()
        && keyspace.isPast(((HashValue) known.value).nearestDeadline());
  }

  /** Whether all fields of an entry's value have died, so that it is no key any more. */
  private boolean hasOnlyDeadFields(Object entry) {
    return hasDeadFields(entry) && ((HashValue) ((Entry) entry).value).isDead(keyspace.now());
  }

  /** As the key is lazily removed, so are its fields. Null if none is left. */
  private Object withLiveFields(Entry entry) {
    if (!hasDeadFields(entry)) return entry;
    if (keyspace.isPreserving()) return hasOnlyDeadFields(entry) ? null : entry;
    while (expireFields(entry)) {}
    return entry.value.isEmpty() ? null : entry;
  }

  /** While nothing may die, a reader gets a copy of a hash in which some fields should have. */
  final Object withoutDeadFields(Object entry) {
    if (!hasDeadFields(entry)) return entry;
    Entry copy = (Entry) Entry.copied(entry, ArrayPool.NONE, Entry.keyOf(entry));
    ((HashValue) copy.value).removeDue(keyspace.now(), Integer.MAX_VALUE);
    return copy;
  }

  /**
   * Removes some fields that have died, and the key with the last of all; whether there may be
   * more. As with {@link #expire}, what is logged of it is the listener's affair.
   */
  final boolean expireFields(Entry entry) {
    entries.preserve(entry);
    HashValue hash = (HashValue) entry.value;
    List<Bytes> gone = hash.removeDue(keyspace.now(), FIELDS_AT_ONCE);
    boolean empty = hash.isEmpty();
    entries.recount(entry);
    if (empty) entries.removeFound(entries.find(entry.key));
    if (gone.isEmpty()) return false;
    keyspace.statistics().expiredFields += gone.size();
    keyspace.listener().changed(self(), entry.key);
    keyspace.listener().fieldsExpired(self(), entry.key, gone);
    keyspace.listener().event(EventClass.HASH, "hexpired", self(), entry.key);
    if (empty) keyspace.listener().event(EventClass.GENERIC, "del", self(), entry.key);
    return gone.size() == FIELDS_AT_ONCE && !empty;
  }

  // Changing

  /** Puts an entry in the place of the one just found, or of none. */
  final void store(Bytes key, Object before, Object after) {
    if (before == null && keyspace.isPreserving()) removePreserved(key);
    if (before == null) keyspace.usage().born(after);
    else keyspace.usage().replaced(before, after);
    entries.put(key, before, after);
    if (before == null) tellNew(key);
  }

  /** A dead key that was preserved must not stand beside the new one. */
  private void removePreserved(Bytes key) {
    if (entries.find(key) != null) expire(key);
  }

  private void tellNew(Bytes key) {
    keyspace.listener().event(EventClass.NEW, "new", self(), key);
  }

  final void tellChanged(Bytes key) {
    keyspace.count(1);
    keyspace.listener().changed(self(), key);
  }

  // Dying

  /** Not counted as a change that a command made: what is logged of it is the listener's affair. */
  final void expire(Bytes key) {
    long begin = keyspace.delays().begin();
    entries.removeFound(entries.find(key));
    keyspace.statistics().expired++;
    keyspace.listener().changed(self(), key);
    keyspace.listener().expired(self(), key);
    keyspace.listener().event(EventClass.EXPIRED, "expired", self(), key);
    keyspace.delays().end("expire-del", begin);
  }

  /** See {@link Keyspace#sweep}; the end as {@link System#nanoTime} counts. */
  final boolean sweep(long end) {
    return sweepKeys(end) || sweepFields(end);
  }

  private boolean sweepFields(long end) {
    while (entries.hasDueField(keyspace.now())) {
      Bytes key = entries.nextDueField(keyspace.now());
      if (key != null) expireFields((Entry) entries.find(key));
      if (System.nanoTime() - end > 0) return true;
    }
    return false;
  }

  private boolean sweepKeys(long end) {
    for (int done = 1; entries.hasDue(keyspace.now()); done++) {
      Bytes key = entries.nextDue(keyspace.now());
      if (key != null) expire(key);
      if (done % 16 == 0 && System.nanoTime() - end > 0) return true;
    }
    return false;
  }

  /** Any entry, dead or alive, or any with a deadline; null if there is none. */
  final Object randomEntry(boolean timedOnly) {
    return timedOnly ? entries.randomTimed(keyspace.random()) : entries.random(keyspace.random());
  }

  /** Fills an array with some entries, or some with a deadline; returns how many, one at least. */
  final int sample(boolean timedOnly, Object[] into) {
    int found = timedOnly ? 0 : entries.sample(keyspace.random(), into);
    if (found > 0) return found;
    for (int i = 0; i < into.length; i++) into[i] = randomEntry(timedOnly);
    return into.length;
  }

  /** The entry whose deadline is the nearest, or null if none has one. */
  final Object nearestToDie() {
    return entries.nearestToDie();
  }

  /** Removes a key to make room; false if it is not there, or has no deadline though it should. */
  final boolean evict(Bytes key, boolean timedOnly) {
    Object entry = entries.find(key);
    if (entry == null) return false;
    if (timedOnly && Entry.deadlineOf(entry) == Entry.NO_DEADLINE) return false;
    long begin = keyspace.delays().begin();
    entries.removeFound(entry);
    keyspace.statistics().evicted++;
    keyspace.listener().changed(self(), key);
    keyspace.listener().evicted(self(), key);
    keyspace.listener().event(EventClass.EVICTED, "evicted", self(), key);
    keyspace.delays().end("eviction-del", begin);
    return true;
  }

  // For who looks at how it is kept

  /**
   * As {@link Database#scan}, but the visitor sees whole entries, dead ones too, and nothing is
   * counted, stamped or removed.
   */
  public long scanEntries(long cursor, Consumer<EntryView> visitor) {
    EntryView view = new EntryView();
    return entries.scan(cursor, entry -> visitor.accept(view.at(entry)));
  }

  /** See {@link Expiry#nearest}: the keys that die next. Nothing is changed. */
  public void nearestEntries(int most, Consumer<EntryView> visitor) {
    EntryView view = new EntryView();
    entries.expiry().nearest(most, entry -> visitor.accept(view.at(entry)));
  }

  /** See {@link Dictionary#pictures}. */
  public List<Dictionary.Picture> segments(int segments, int most) {
    return entries.table().pictures(segments, most);
  }

  /** See {@link Dictionary#segmentCount}. */
  public int segmentCount() {
    return entries.table().segmentCount();
  }

  // For files

  /** Visits all entries, dead ones too; the visitor must not change anything. */
  public void forEachEntry(Consumer<EntryView> visitor) {
    EntryView view = new EntryView();
    entries.forEach(entry -> visitor.accept(view.at(entry)));
  }

  /** Makes room at once for so many keys that will be loaded, if there are none yet. */
  public void reserve(int count) {
    entries.reserve(count);
  }

  /**
   * Adds an entry read from a file, of which nobody is told; false if its key is there already. It
   * keeps its access bits.
   */
  public boolean load(Bytes key, EntryView made) {
    if (entries.find(key) != null) return false;
    entries.put(key, null, made.entry());
    return true;
  }

  /** The entry of a key, for reading all of it, or null; counted as a read by a client. */
  public EntryView entry(Bytes key) {
    Object entry = read(key);
    return entry == null ? null : new EntryView().at(entry);
  }

  /** Adds an entry whose key must be free; it keeps its access bits. */
  public void restore(Bytes key, EntryView made) {
    add(key, made.entry());
  }

  final void add(Bytes key, Object entry) {
    if (keyspace.isPreserving()) removePreserved(key);
    entries.put(key, null, entry);
    tellNew(key);
    tellChanged(key);
  }

  /** The entries as they are now, for a snapshot that begins. */
  final TimedEntries partOfSnapshot() {
    entries.homeOfSnapshot(index);
    return entries;
  }

  final void swapContent(Database other) {
    TimedEntries mine = entries;
    entries = other.entries;
    other.entries = mine;
    keyspace.listener().flushed(self());
    keyspace.listener().flushed(other);
  }
}
