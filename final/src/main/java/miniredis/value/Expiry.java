package miniredis.value;

import module java.base;

/**
 * Deadlines in order, as a heap: the nearest is on top. A database has one of its keys, and a hash
 * one of its fields.
 *
 * <p>The deadline itself is kept in the entry, where a read finds it without a second look-up. The
 * heap serves those who ask which dies next. Every entry with a deadline has one record here, and
 * knows its place, so that the record goes with the entry: what is gone must not stay in memory
 * until it would have died.
 *
 * <p>A record may lag behind: a deadline that is put off leaves it where it is, for whoever finds
 * it on top to put right. So an entry whose life is prolonged again and again costs the heap
 * nothing. What must hold is that a record is no later than its entry's deadline.
 *
 * <p>Each record has four below it, not two: half the levels, and the four lie side by side.
 */
public final class Expiry {

  private static final int SAMPLE = 64;

  /** Told how many bytes more the records take, or fewer, when their arrays change. */
  private final LongConsumer account;

  /** For so many records there is always room. */
  private final int smallest;

  private long[] deadlines;
  private Object[] entries;
  private int size;

  /** {@code account} is told the first bytes at once. */
  public Expiry(int smallest, LongConsumer account) {
    this.smallest = smallest;
    this.account = account;
    deadlines = new long[smallest];
    entries = new Object[smallest];
    account.accept(footprint());
  }

  private Expiry(long[] deadlines, Object[] entries, int size) {
    this(0, _ -> {});
    this.deadlines = deadlines;
    this.entries = entries;
    this.size = size;
  }

  /** The same records, only to be read by their places; this one may change meanwhile. */
  Expiry frozen() {
    return new Expiry(deadlines.clone(), entries.clone(), size);
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /** Bytes of the heap that the records take, without the entries. */
  public long footprint() {
    return Footprint.ofReferences(entries.length) + Footprint.ofArray(deadlines.length, Long.BYTES);
  }

  /** A time that no deadline comes before, in Unix milliseconds; the heap must not be empty. */
  public long nearest() {
    return deadlines[0];
  }

  public Object nearestEntry() {
    return entries[0];
  }

  /** Whether some deadline has passed, though perhaps one that was put off since. */
  public boolean hasDue(long now) {
    return size > 0 && deadlines[0] <= now;
  }

  /** Looks at the nearest deadline: the entry that dies of it, or null if it was put off. */
  public Object nextDue(long now) {
    if (Entry.deadlineOf(entries[0]) <= now) return entries[0];
    postponeNearest();
    return null;
  }

  /** Any record, by its place from 0 to size - 1, for sampling. */
  public Object entryAt(int index) {
    return entries[index];
  }

  /**
   * Visits the records that are nearest to the top, the nearest first, as far as they do not lag
   * behind. It looks at no more than four times as many.
   */
  public void nearest(int most, Consumer<Object> visitor) {
    PriorityQueue<Integer> next =
        new PriorityQueue<>((a, b) -> Long.compare(deadlines[a], deadlines[b]));
    if (size > 0) next.add(0);
    for (int visited = 0; visited < most && !next.isEmpty(); visited++) {
      int at = next.remove();
      visitor.accept(entries[at]);
      for (int below = 4 * at + 1; below <= 4 * at + 4 && below < size; below++) next.add(below);
    }
  }

  /** The mean time until the deadline, in milliseconds, of a few records; 0 if there is none. */
  public long averageRemaining(long now) {
    int sample = Math.min(size, SAMPLE);
    long sum = 0;
    for (int i = 0; i < sample; i++) sum += Math.max(0, deadlines[size - 1 - i] - now);
    return sample == 0 ? 0 : sum / sample;
  }

  /** Makes the record of an entry that has none. */
  public void add(Object entry) {
    if (size == entries.length) resize(size * 2);
    rise(size++, Entry.deadlineOf(entry), entry);
  }

  /** Gives the record of an entry to another with a deadline of its own. */
  public void replace(Object before, Object after) {
    int at = Entry.placeOf(before);
    put(at, deadlines[at], after);
    retimed(after);
  }

  /** To be called when the deadline of an entry has changed. */
  public void retimed(Object entry) {
    int at = Entry.placeOf(entry);
    long deadline = Entry.deadlineOf(entry);
    if (deadline < deadlines[at]) rise(at, deadline, entry);
  }

  /** Puts the nearest record right: its entry lives until a later deadline. */
  public void postponeNearest() {
    sink(0, Entry.deadlineOf(entries[0]), entries[0]);
  }

  /** Removes the record of an entry; the last one comes into its place. */
  public void remove(Object entry) {
    int at = Entry.placeOf(entry);
    size--;
    long deadline = deadlines[size];
    Object last = entries[size];
    entries[size] = null;
    if (at < size) {
      if (deadline < deadlines[at]) rise(at, deadline, last);
      else sink(at, deadline, last);
    }
    if (size < entries.length / 4 && entries.length > smallest) resize(entries.length / 2);
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
