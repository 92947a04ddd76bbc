package miniredis.keyspace;

import module java.base;

import miniredis.value.Entry;
import miniredis.value.Footprint;

/**
 * The deadlines of one database in order, as a heap: the nearest is on top.
 *
 * <p>The deadline itself is kept in the entry, where a read finds it without a second look-up. The
 * heap serves those who ask which key dies next. Every entry with a deadline has one record here,
 * and knows its place, so that the record goes with the entry: a key that is gone must not stay in
 * memory until it would have died.
 *
 * <p>A record may lag behind: a deadline that is put off leaves it where it is, for whoever finds
 * it on top to put right. So a key whose life is prolonged again and again costs the heap nothing.
 * What must hold is that a record is no later than its entry's deadline.
 *
 * <p>Each record has four below it, not two: half the levels, and the four lie side by side.
 */
final class Expiry {

  private static final int SMALLEST = 64;
  private static final int SAMPLE = 64;

  /** Told how many bytes more the records take, or fewer, when their arrays change. */
  private final LongConsumer account;

  private long[] deadlines = new long[SMALLEST];
  private Object[] entries = new Object[SMALLEST];
  private int size;

  /** {@code account} is told the first bytes at once. */
  Expiry(LongConsumer account) {
    this.account = account;
    account.accept(footprint());
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Bytes of the heap that the records take, without the entries. */
  long footprint() {
    return Footprint.ofReferences(entries.length) + Footprint.ofArray(deadlines.length, Long.BYTES);
  }

  /** A time that no deadline comes before, in Unix milliseconds; the heap must not be empty. */
  long nearest() {
    return deadlines[0];
  }

  Object nearestEntry() {
    return entries[0];
  }

  /** Any record, by its place from 0 to size - 1, for sampling. */
  Object entryAt(int index) {
    return entries[index];
  }

  /** The mean time until the deadline, in milliseconds, of a few records; 0 if there is none. */
  long averageRemaining(long now) {
    int sample = Math.min(size, SAMPLE);
    long sum = 0;
    for (int i = 0; i < sample; i++) sum += Math.max(0, deadlines[size - 1 - i] - now);
    return sample == 0 ? 0 : sum / sample;
  }

  /** Makes the record of an entry that has none. */
  void add(Object entry) {
    if (size == entries.length) resize(size * 2);
    rise(size++, Entry.deadlineOf(entry), entry);
  }

  /** Gives the record of an entry to another with a deadline of its own. */
  void replace(Object before, Object after) {
    int at = Entry.placeOf(before);
    put(at, deadlines[at], after);
    retimed(after);
  }

  /** To be called when the deadline of an entry has changed. */
  void retimed(Object entry) {
    int at = Entry.placeOf(entry);
    long deadline = Entry.deadlineOf(entry);
    if (deadline < deadlines[at]) rise(at, deadline, entry);
  }

  /** Puts the nearest record right: its entry lives until a later deadline. */
  void postponeNearest() {
    sink(0, Entry.deadlineOf(entries[0]), entries[0]);
  }

  /** Removes the record of an entry; the last one comes into its place. */
  void remove(Object entry) {
    int at = Entry.placeOf(entry);
    size--;
    long deadline = deadlines[size];
    Object last = entries[size];
    entries[size] = null;
    if (at < size) {
      if (deadline < deadlines[at]) rise(at, deadline, last);
      else sink(at, deadline, last);
    }
    if (size < entries.length / 4 && entries.length > SMALLEST) resize(entries.length / 2);
  }

  private void rise(int from, long deadline, Object entry) {
    int at = from;
    while (at > 0) {
      int above = (at - 1) / 4;
      if (deadlines[above] <= deadline) break;
      put(at, deadlines[above], entries[above]);
      at = above;
    }
    put(at, deadline, entry);
  }

  private void sink(int from, long deadline, Object entry) {
    int at = from;
    while (true) {
      int first = 4 * at + 1;
      if (first >= size) break;
      int below = first;
      int end = Math.min(first + 4, size);
      for (int i = first + 1; i < end; i++) if (deadlines[i] < deadlines[below]) below = i;
      if (deadlines[below] >= deadline) break;
      put(at, deadlines[below], entries[below]);
      at = below;
    }
    put(at, deadline, entry);
  }

  private void put(int at, long deadline, Object entry) {
    deadlines[at] = deadline;
    entries[at] = entry;
    Entry.place(entry, at);
  }

  private void resize(int capacity) {
    long before = footprint();
    deadlines = Arrays.copyOf(deadlines, capacity);
    entries = Arrays.copyOf(entries, capacity);
    account.accept(footprint() - before);
  }
}
