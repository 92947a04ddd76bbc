package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Dictionary;
import miniredis.value.Entry;
import miniredis.value.Packed;

/**
 * The entries of one database and the order in which they die: a {@link Dictionary} and an {@link
 * Expiry} that are kept in step.
 *
 * <p><b>Memory.</b> What the entries and the tables take is added up as they come and go, so that
 * it is known at any moment without counting; {@link #recount} is for a value that was edited.
 *
 * <p>Methods that speak of the entry just found mean the last successful {@link #find}; no other
 * call may come between the two.
 */
final class TimedEntries {

  private final Dictionary entries;
  private final Expiry expiry;
  private final Snapshots snapshots;
  private final Memory memory;
  private final Edits edits;

  /** What these entries and tables have in the account, and the tables' part of it. */
  private long bytes;

  private long tableBytes;

  /** The database that these entries were in when the open snapshot began. */
  private int homeOfSnapshot;

  TimedEntries(Snapshots snapshots, Memory memory, Edits edits) {
    this.snapshots = snapshots;
    this.memory = memory;
    this.edits = edits;
    entries = new Dictionary(this::accountTable);
    expiry = new Expiry(this::accountTable);
  }

  /** Takes out of the account all that is here; for entries that will not be used again. */
  void leaveAccount() {
    account(-bytes);
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
    account(-Entry.countedOf(entry));
    account(Entry.count(entry));
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
    account(Entry.count(after));
    if (before == null) {
      entries.add(key, after);
    } else {
      preserve(before);
      edits.forget(before);
      entries.replaceFound(after);
      account(-Entry.countedOf(before));
    }
    boolean timedBefore = before != null && isTimed(before);
    if (isTimed(after)) {
      if (timedBefore) expiry.replace(before, after);
      else expiry.add(after);
    } else if (timedBefore) {
      expiry.remove(before);
    }
  }

  /** Removes the entry just found. */
  void removeFound(Object entry) {
    preserve(entry);
    edits.forget(entry);
    entries.removeFound();
    account(-Entry.countedOf(entry));
    if (isTimed(entry)) expiry.remove(entry);
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
      put(key, packed, Packed.retimed(packed, deadline));
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
    return !expiry.isEmpty() && expiry.nearest() <= now;
  }

  /** Looks at the nearest deadline: the key that dies of it, or null if it was put off. */
  Bytes nextDue(long now) {
    Object entry = expiry.nearestEntry();
    if (Entry.deadlineOf(entry) <= now) return Entry.keyOf(entry);
    expiry.postponeNearest();
    return null;
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

  /** See {@link Dictionary#touch}. */
  int touch(int[] keyHashes, int count) {
    return entries.touch(keyHashes, count);
  }
}
