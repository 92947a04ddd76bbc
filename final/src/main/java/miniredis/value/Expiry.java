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
 *
 * <p>Up to {@link #CHUNK} records are in two arrays, which double and halve. More are in chunks of
 * that many, which come and go one at a time: ten million records are never copied to larger arrays
 * while everybody waits, and no more than one and a half are empty.
 */
public final class Expiry {

  private static final int SAMPLE = 64;

  private static final int CHUNK_BITS = 16;

  /**
   * The records of a chunk. Much smaller ones cost more: each access then reads the length of an
   * array that is not in the processor's cache.
   */
  static final int CHUNK = 1 << CHUNK_BITS;

  /** The part of a place that is the place in its chunk. */
  private static final int IN_CHUNK = CHUNK - 1;

  /** Told how many bytes more the records take, or fewer, when their arrays change. */
  private final LongConsumer account;

  /** For so many records there is always room. */
  private final int smallest;

  /** All records, or those of the first chunk. */
  private long[] deadlines;

  private Object[] entries;

  /**
   * The two arrays of the first chunk, those of the second, and so on; null while one chunk is
   * enough. One array and not two, because the heap of a small hash has room for one reference.
   */
  private Object[] chunks;

  private int size;

  /** {@code account} is told the first bytes at once. */
  public Expiry(int smallest, LongConsumer account) {
    this.smallest = smallest;
    this.account = account;
    deadlines = new long[smallest];
    entries = new Object[smallest];
    account.accept(footprint());
  }

  /** The same records, only to be read by their places; this one may change meanwhile. */
  Expiry frozen() {
    Expiry copy = new Expiry(0, _ -> {});
    copy.deadlines = deadlines.clone();
    copy.entries = entries.clone();
    copy.size = size;
    if (chunks == null) return copy;
    copy.chunks = new Object[] {copy.deadlines, copy.entries};
    for (int i = 2; i < chunks.length; i += 2) {
      copy.chunks = Arrays.copyOf(copy.chunks, i + 2);
      copy.chunks[i] = ((long[]) chunks[i]).clone();
      copy.chunks[i + 1] = ((Object[]) chunks[i + 1]).clone();
    }
    return copy;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /** Bytes of the heap that the records take, without the entries. */
  public long footprint() {
    long one =
        Footprint.ofReferences(entries.length) + Footprint.ofArray(deadlines.length, Long.BYTES);
    if (chunks == null) return one;
    return Footprint.ofReferences(chunks.length) + chunks.length / 2 * one;
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
    return entriesAt(index)[index & IN_CHUNK];
  }

  private long deadlineAt(int index) {
    return deadlinesAt(index)[index & IN_CHUNK];
  }

  /** The array that has the deadline of a place. */
  private long[] deadlinesAt(int index) {
    Object[] all = chunks;
    return all == null ? deadlines : (long[]) all[index >>> CHUNK_BITS << 1];
  }

  private Object[] entriesAt(int index) {
    Object[] all = chunks;
    return all == null ? entries : (Object[]) all[(index >>> CHUNK_BITS << 1) + 1];
  }

  /**
   * Visits the records that are nearest to the top, the nearest first, as far as they do not lag
   * behind. It looks at no more than four times as many.
   */
  public void nearest(int most, Consumer<Object> visitor) {
    PriorityQueue<Integer> next =
        new PriorityQueue<>((a, b) -> Long.compare(deadlineAt(a), deadlineAt(b)));
    if (size > 0) next.add(0);
    for (int visited = 0; visited < most && !next.isEmpty(); visited++) {
      int at = next.remove();
      visitor.accept(entryAt(at));
      for (int below = 4 * at + 1; below <= 4 * at + 4 && below < size; below++) next.add(below);
    }
  }

  /** The mean time until the deadline, in milliseconds, of a few records; 0 if there is none. */
  public long averageRemaining(long now) {
    int sample = Math.min(size, SAMPLE);
    long sum = 0;
    for (int i = 0; i < sample; i++) sum += Math.max(0, deadlineAt(size - 1 - i) - now);
    return sample == 0 ? 0 : sum / sample;
  }

  /** Makes the record of an entry that has none. */
  public void add(Object entry) {
    if (size == capacity()) grow();
    rise(size++, Entry.deadlineOf(entry), entry);
  }

  /** Gives the record of an entry to another with a deadline of its own. */
  public void replace(Object before, Object after) {
    int at = Entry.placeOf(before);
    put(at, deadlineAt(at), after);
    retimed(after);
  }

  /** To be called when the deadline of an entry has changed. */
  public void retimed(Object entry) {
    int at = Entry.placeOf(entry);
    long deadline = Entry.deadlineOf(entry);
    if (deadline < deadlineAt(at)) rise(at, deadline, entry);
  }

  /** Puts the nearest record right: its entry lives until a later deadline. */
  public void postponeNearest() {
    sink(0, Entry.deadlineOf(entries[0]), entries[0]);
  }

  /** Removes the record of an entry; the last one comes into its place. */
  public void remove(Object entry) {
    int at = Entry.placeOf(entry);
    size--;
    long deadline = deadlineAt(size);
    Object last = entryAt(size);
    set(size, 0, null);
    if (at < size) {
      if (deadline < deadlineAt(at)) rise(at, deadline, last);
      else sink(at, deadline, last);
    }
    shrink();
  }

  private void rise(int from, long deadline, Object entry) {
    int at = from;
    while (at > 0) {
      int above = (at - 1) / 4;
      long there = deadlineAt(above);
      if (there <= deadline) break;
      put(at, there, entryAt(above));
      at = above;
    }
    put(at, deadline, entry);
  }

  private void sink(int from, long deadline, Object entry) {
    int at = from;
    while (true) {
      int first = 4 * at + 1;
      if (first >= size) break;
      int below = least(first, Math.min(first + 4, size));
      long least = deadlineAt(below);
      if (least >= deadline) break;
      put(at, least, entryAt(below));
      at = below;
    }
    put(at, deadline, entry);
  }

  /** The place of the nearest deadline from one place to another, which may be the next chunk's. */
  private int least(int from, int to) {
    int found = from;
    long[] chunk = deadlinesAt(from);
    long least = chunk[from & IN_CHUNK];
    for (int i = from + 1; i < to; i++) {
      if ((i & IN_CHUNK) == 0) chunk = deadlinesAt(i);
      if (chunk[i & IN_CHUNK] >= least) continue;
      least = chunk[i & IN_CHUNK];
      found = i;
    }
    return found;
  }

  private void put(int at, long deadline, Object entry) {
    set(at, deadline, entry);
    Entry.place(entry, at);
  }

  private void set(int at, long deadline, Object entry) {
    deadlinesAt(at)[at & IN_CHUNK] = deadline;
    entriesAt(at)[at & IN_CHUNK] = entry;
  }

  private int capacity() {
    return chunks == null ? entries.length : chunks.length / 2 * CHUNK;
  }

  private void grow() {
    long before = footprint();
    if (entries.length < CHUNK) {
      resize(Math.min(2 * entries.length, CHUNK));
    } else {
      int kept = chunks == null ? 2 : chunks.length;
      Object[] more = chunks == null ? new Object[4] : Arrays.copyOf(chunks, kept + 2);
      more[0] = deadlines;
      more[1] = entries;
      more[kept] = new long[CHUNK];
      more[kept + 1] = new Object[CHUNK];
      chunks = more;
    }
    account.accept(footprint() - before);
  }

  /** Does not do at once what the next record would undo. */
  private void shrink() {
    boolean tooMuch =
        chunks != null
            ? capacity() - size >= CHUNK + CHUNK / 2
            : size < entries.length / 4 && entries.length > smallest;
    if (!tooMuch) return;
    long before = footprint();
    if (chunks == null) resize(entries.length / 2);
    else chunks = chunks.length == 4 ? null : Arrays.copyOf(chunks, chunks.length - 2);
    account.accept(footprint() - before);
  }

  private void resize(int records) {
    deadlines = Arrays.copyOf(deadlines, records);
    entries = Arrays.copyOf(entries, records);
  }
}
