package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.OffHeap;
import miniredis.value.ArrayPool;
import miniredis.value.Dictionary;
import miniredis.value.Entry;
import miniredis.value.Expiry;
import miniredis.value.HashValue;
import miniredis.value.Packed;
import miniredis.value.PackedCollection;
import miniredis.value.StringValue;

/**
 * The entries of one database and the order in which they die: a {@link Dictionary} and an {@link
 * Expiry} that are kept in step.
 *
 * <p><b>Memory.</b> What the entries and the tables take is added up as they come and go, so that
 * it is known at any moment without counting; {@link #recount} is for a value that was edited.
 *
 * <p><b>Fields.</b> The fields of a hash may have deadlines, too. For each hash with such there is
 * an alarm, an entry whose deadline is that of the field that dies first, in an order of its own:
 * who asks for keys with a deadline does not mean these.
 *
 * <p>Methods that speak of the entry just found mean the last successful {@link #find}; no other
 * call may come between the two.
 */
final class TimedEntries {

  private static final int SMALLEST = 64;

  private final Dictionary entries;
  private final Expiry expiry;

  /** Null until a field has a deadline. */
  private Expiry alarms;

  private final Snapshots snapshots;
  private final Memory memory;
  private final Edits edits;
  private final OffHeap offHeap;
  private final ArrayPool arrays;

  /** The strings of these entries that are outside of the heap. */
  private final OffHeap.Holding longStrings = new OffHeap.Holding();

  /** What these entries and tables have in the account, and the tables' part of it. */
  private long bytes;

  private long tableBytes;

  /** The database that these entries were in when the open snapshot began. */
  private int homeOfSnapshot;

  TimedEntries(Snapshots snapshots, Memory memory, Edits edits, OffHeap offHeap, ArrayPool arrays) {
    this.snapshots = snapshots;
    this.memory = memory;
    this.edits = edits;
    this.offHeap = offHeap;
    this.arrays = arrays;
    entries = new Dictionary(this::accountTable);
    expiry = new Expiry(SMALLEST, this::accountTable);
  }

  /** Takes out of the account all that is here; for entries that will not be used again. */
  void leaveAccount() {
    account(-bytes);
    offHeap.abandon(longStrings);
  }

  /** Bytes of the heap that entries and tables take. */
  long bytes() {
    return bytes;
  }

  /** The tables' part of {@link #bytes}, that of the deadlines counted. */
  long tableBytes() {
    return tableBytes;
  }

  /** The part of the table of keys alone. */
  long keyTableBytes() {
    return entries.footprint();
  }

  /** To be called after the value of an entry of these was edited. */
  void recount(Entry entry) {
    if (entry.value instanceof HashValue hash) setAlarm(entry, hash);
    account(-Entry.countedOf(entry));
    account(Entry.count(entry));
  }

  /**
   * Sees to it that there is an alarm if fields have deadlines, at the right time, and else none.
   */
  private void setAlarm(Entry entry, HashValue hash) {
    if (!hash.isTimed()) {
      if (entry.isAlarmed()) removeAlarm(entry);
      return;
    }
    Entry alarm = entry.isAlarmed() ? hash.alarm() : new Entry(entry.key, hash);
    alarm.deadline = hash.nearestDeadline();
    if (entry.isAlarmed()) {
      alarms.retimed(alarm);
      return;
    }
    if (alarms == null) alarms = new Expiry(SMALLEST, this::accountTable);
    alarms.add(alarm);
    hash.alarm(alarm);
    entry.alarmed(true);
  }

  private void removeAlarm(Entry entry) {
    HashValue hash = (HashValue) entry.value;
    alarms.remove(hash.alarm());
    hash.alarm(null);
    entry.alarmed(false);
  }

  private void accountTable(long more) {
    tableBytes += more;
    account(more);
  }

  private void account(long more) {
    bytes += more;
    memory.add(more);
  }

  int size() {
    return entries.size();
  }

  /** How many entries have a deadline. */
  int timed() {
    return expiry.size();
  }

  Expiry expiry() {
    return expiry;
  }

  int homeOfSnapshot() {
    return homeOfSnapshot;
  }

  void homeOfSnapshot(int database) {
    homeOfSnapshot = database;
  }

  /**
   * To be called before an entry of these, or its value, is changed in place: an open snapshot may
   * need it as it is now. Null is no entry.
   */
  void preserve(Object entry) {
    if (snapshots.isOpen() && entry != null) snapshots.preserve(this, entry);
  }

  /** See {@link Dictionary#reserve}. */
  void reserve(int count) {
    entries.reserve(count);
  }

  /** The entry of a key, dead or alive, or null. */
  Object find(Bytes key) {
    return entries.find(key);
  }

  /** Puts an entry in the place of the one just found or, if that is null, of none. */
  void put(Bytes key, Object before, Object after) {
    Entry.seal(after, snapshots.mark());
    if (after instanceof Entry entry) prepare(entry);
    account(Entry.count(after));
    if (before == null) {
      entries.add(key, after);
    } else {
      preserve(before);
      edits.forget(before);
      entries.replaceFound(after);
      account(-Entry.countedOf(before));
      if (before instanceof Entry entry) letGo(entry);
    }
    boolean timedBefore = before != null && isTimed(before);
    if (isTimed(after)) {
      if (timedBefore) expiry.replace(before, after);
      else expiry.add(after);
    } else if (timedBefore) {
      expiry.remove(before);
    }
    if (before != null) arrays.give(Entry.arrayOf(before));
  }

  /** Puts another form of the entry just found in its place, which counts as much. */
  void exchange(Object before, Object after) {
    preserve(before);
    Entry.seal(after, snapshots.mark());
    entries.replaceFound(after);
    if (isTimed(after)) expiry.replace(before, after);
  }

  /** To be called when the value of an entry of these will not be edited further. */
  void settle(Entry entry) {
    byte[] packed = PackedCollection.of(entry, arrays);
    if (packed == null) {
      recount(entry);
      return;
    }
    if (entry.isAlarmed()) removeAlarm(entry);
    account(Entry.count(packed) - Entry.countedOf(entry));
    entries.find(entry.key);
    exchange(entry, packed);
  }

  private void prepare(Entry entry) {
    if (entry.value instanceof HashValue hash) setAlarm(entry, hash);
    else if (entry.value instanceof StringValue string) string.moveOut(offHeap, longStrings);
  }

  /** An entry has gone for good. */
  private void letGo(Entry entry) {
    if (entry.isAlarmed()) removeAlarm(entry);
    else if (entry.value instanceof StringValue string) string.letGo();
  }

  /** Removes the entry just found. */
  void removeFound(Object entry) {
    takeFound(entry);
    if (!(entry instanceof Entry known)) return;
    if (known.value instanceof StringValue string) string.letGo();
    arrays.give(Entry.arrayOf(known));
  }

  /** Removes the entry just found, whose value somebody else has from now on. */
  void takeFound(Object entry) {
    preserve(entry);
    edits.forget(entry);
    entries.removeFound();
    account(-Entry.countedOf(entry));
    if (isTimed(entry)) expiry.remove(entry);
    if (entry instanceof byte[] packed) arrays.give(packed);
    else if (((Entry) entry).isAlarmed()) removeAlarm((Entry) entry);
  }

  private static boolean isTimed(Object entry) {
    return Entry.deadlineOf(entry) != Entry.NO_DEADLINE;
  }

  /**
   * Gives the entry just found another deadline, or none. A packed entry has room for a deadline
   * only while it has one, so it may be made anew.
   */
  void retime(Bytes key, Object entry, long deadline) {
    long before = Entry.deadlineOf(entry);
    if (before == deadline) return;
    boolean timedBefore = before != Entry.NO_DEADLINE;
    boolean timedAfter = deadline != Entry.NO_DEADLINE;
    if (entry instanceof byte[] packed && timedBefore != timedAfter) {
      put(key, packed, Packed.retimed(packed, arrays, deadline));
      return;
    }
    preserve(entry);
    if (timedBefore && !timedAfter) expiry.remove(entry);
    Entry.deadline(entry, deadline);
    if (timedBefore && timedAfter) expiry.retimed(entry);
    else if (timedAfter) expiry.add(entry);
  }

  /** Whether some deadline has passed, though perhaps one that was put off since. */
  boolean hasDue(long now) {
    return expiry.hasDue(now);
  }

  /** Looks at the nearest deadline: the key that dies of it, or null if it was put off. */
  Bytes nextDue(long now) {
    Object due = expiry.nextDue(now);
    return due == null ? null : Entry.keyOf(due);
  }

  /** Whether a field of some hash has died, though perhaps its deadline was put off since. */
  boolean hasDueField(long now) {
    return alarms != null && alarms.hasDue(now);
  }

  /** Looks at the nearest alarm: the key of a hash with dead fields, or null if it was put off. */
  Bytes nextDueField(long now) {
    Object alarm = alarms.nextDue(now);
    return alarm == null ? null : Entry.keyOf(alarm);
  }

  /** How many hashes have fields with a deadline. */
  int alarmed() {
    return alarms == null ? 0 : alarms.size();
  }

  /** The entry with the nearest deadline, or null if none has one. */
  Object nearestToDie() {
    if (expiry.isEmpty()) return null;
    while (Entry.deadlineOf(expiry.nearestEntry()) > expiry.nearest()) expiry.postponeNearest();
    return expiry.nearestEntry();
  }

  /** Any entry with a deadline, each as likely as another; null if there is none. */
  Object randomTimed(RandomGenerator random) {
    return expiry.isEmpty() ? null : expiry.entryAt(random.nextInt(expiry.size()));
  }

  /** See {@link Dictionary#sample}. */
  int sample(RandomGenerator random, Object[] into) {
    return entries.sample(random, into);
  }

  /** See {@link Dictionary#random}. */
  Object random(RandomGenerator random) {
    return entries.random(random);
  }

  /** See {@link Dictionary#forEach}. */
  void forEach(Consumer<Object> visitor) {
    entries.forEach(visitor);
  }

  /** See {@link Dictionary#scan}. */
  long scan(long cursor, Consumer<Object> visitor) {
    return entries.scan(cursor, visitor);
  }

  /** The table of keys itself, to be looked at. */
  Dictionary table() {
    return entries;
  }

  /** See {@link Dictionary#touch}. */
  int touch(int[] keyHashes, int count) {
    return entries.touch(keyHashes, count);
  }
}
