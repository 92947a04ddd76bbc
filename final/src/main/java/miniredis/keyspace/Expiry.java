package miniredis.keyspace;

import module java.base;

import miniredis.value.Entry;

/**
 * The deadlines of one database in order, as a binary heap: the nearest is on top.
 *
 * <p>The deadline itself is kept in the entry, where a read finds it without a second look-up. The
 * heap serves those who ask which key dies next. A deadline that is changed or given up leaves its
 * old record in the heap; whoever takes it out sees that the entry no longer agrees and drops it.
 * When such records are most of the heap, they are all thrown out at once.
 */
final class Expiry {

  /** Whether the record of a deadline is still true of its entry. */
  interface Check {
    boolean test(long deadline, Object entry);
  }

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

  /** The nearest deadline, in Unix milliseconds; the heap must not be empty. */
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

  /** Throws out the records that {@code alive} rejects; it is asked with deadline and entry. */
  void keepOnly(Check alive) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (alive.test(deadlines[i], entries[i])) put(kept++, deadlines[i], entries[i]);
    }
    Arrays.fill(entries, kept, size, null);
    size = kept;
    for (int at = size / 2 - 1; at >= 0; at--) sink(at, deadlines[at], entries[at]);
  }

  void clear() {
    deadlines = new long[SMALLEST];
    entries = new Object[SMALLEST];
    size = 0;
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

  static boolean agrees(Object entry, long deadline) {
    return entry != null && Entry.deadlineOf(entry) == deadline;
  }
}
