package miniredis.keyspace;

import module java.base;

import miniredis.value.Entry;
import miniredis.value.Footprint;

/**
 * The deadlines of one database in order, as a binary heap: the nearest is on top.
 *
 * <p>The deadline itself is kept in the entry, where a read finds it without a second look-up. The
 * heap serves those who ask which key dies next, and its records may lag behind: a deadline that
 * was put off or given up leaves its record where it is, for whoever takes it out to put right. So
 * a key whose life is prolonged again and again costs the heap nothing. What must hold is that an
 * entry with a deadline has a record no later than that.
 *
 * <p>An entry may come to have several records, and one that is gone keeps its own until then. When
 * such records are more than half of the heap, they are all thrown out at once.
 */
final class Expiry {

  private static final int SMALLEST = 64;

  private long[] deadlines = new long[SMALLEST];
  private Object[] entries = new Object[SMALLEST];
  private int size;

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
    int sample = Math.min(size, SMALLEST);
    long sum = 0;
    for (int i = 0; i < sample; i++) sum += Math.max(0, deadlines[size - 1 - i] - now);
    return sample == 0 ? 0 : sum / sample;
  }

  void add(long deadline, Object entry) {
    if (size == entries.length) {
      deadlines = Arrays.copyOf(deadlines, size * 2);
      entries = Arrays.copyOf(entries, size * 2);
    }
    int at = size++;
    while (at > 0 && deadlines[(at - 1) / 2] > deadline) {
      put(at, deadlines[(at - 1) / 2], entries[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    put(at, deadline, entry);
  }

  void removeNearest() {
    size--;
    long deadline = deadlines[size];
    Object entry = entries[size];
    entries[size] = null;
    if (size > 0) sink(0, deadline, entry);
  }

  /** Puts the nearest record right: its entry lives until a later deadline. */
  void postponeNearest(long deadline) {
    sink(0, deadline, entries[0]);
  }

  /** Leaves one record, the right one, to each entry that has a deadline. */
  void compact() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      Object entry = entries[i];
      long deadline = Entry.deadlineOf(entry);
      if (deadline == Entry.NO_DEADLINE || Entry.isMarked(entry)) continue;
      Entry.mark(entry, true);
      put(kept++, deadline, entry);
    }
    Arrays.fill(entries, kept, size, null);
    size = kept;
    for (int i = 0; i < size; i++) Entry.mark(entries[i], false);
    for (int at = size / 2 - 1; at >= 0; at--) sink(at, deadlines[at], entries[at]);
  }

  private void sink(int at, long deadline, Object entry) {
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && deadlines[child + 1] < deadlines[child]) child++;
      if (deadlines[child] >= deadline) break;
      put(at, deadlines[child], entries[child]);
      at = child;
    }
    put(at, deadline, entry);
  }

  private void put(int at, long deadline, Object entry) {
    deadlines[at] = deadline;
    entries[at] = entry;
  }
}
