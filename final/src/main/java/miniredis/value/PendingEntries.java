package miniredis.value;

import module java.base;

/**
 * Entries that are pending, in the order of their ids: rows of neighbours, up to {@value #WIDTH} in
 * each, one row behind the other.
 *
 * <p>An id is found by a binary search for its row and one in the row: O(log n). To add and to
 * remove one moves its neighbours in the row, and now and then, where a row comes or goes, the
 * references to the rows behind it, of which a million entries have some ten thousand. An entry
 * takes about six bytes here; the entry itself is the owner's.
 *
 * <p>Belongs to the one thread that runs commands.
 */
public final class PendingEntries implements Iterable<PendingEntry> {

  private static final int WIDTH = 128;
  private static final int FIRST_WIDTH = 4;

  /** Neighbours that have no more than this together become one row. */
  private static final int FEW = WIDTH / 2;

  private static final class Row {
    final Object era;
    PendingEntry[] entries;
    int count;

    Row(Object era, PendingEntry[] entries, int count) {
      this.era = era;
      this.entries = entries;
      this.count = count;
    }

    StreamId first() {
      return entries[0].id();
    }

    /** The index of an id; of one that is not there, -1 less the index where it would be. */
    int indexOf(StreamId id) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = low + high >>> 1;
        int order = entries[middle].id().compareTo(id);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle - 1;
      }
      return -1 - low;
    }

    void insert(int at, PendingEntry entry) {
      if (count == entries.length) entries = Arrays.copyOf(entries, Math.min(WIDTH, 2 * count));
      System.arraycopy(entries, at, entries, at + 1, count - at);
      entries[at] = entry;
      count++;
    }

    void remove(int at) {
      count--;
      System.arraycopy(entries, at + 1, entries, at, count - at);
      entries[count] = null;
    }
  }

  /** Of the rows that may be changed: all others are shared with a snapshot. */
  private Object era = new Object();

  private final ArrayList<Row> rows;
  private int size;

  PendingEntries() {
    rows = new ArrayList<>();
  }

  private PendingEntries(ArrayList<Row> rows, int size) {
    this.rows = rows;
    this.size = size;
  }

  /** The entries as they are now, only to be read; this one copies a row before it changes it. */
  PendingEntries frozen() {
    era = new Object();
    return new PendingEntries(new ArrayList<>(rows), size);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The entry of an id, or null. */
  public PendingEntry get(StreamId id) {
    if (size == 0) return null;
    Row row = rows.get(rowOf(id));
    int at = row.indexOf(id);
    return at < 0 ? null : row.entries[at];
  }

  /** The number of the last row that begins at an id or before it, or of the first. */
  private int rowOf(StreamId id) {
    int low = 0;
    int high = rows.size() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (rows.get(middle).first().compareTo(id) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first entry; there must be one. */
  public PendingEntry first() {
    return rows.getFirst().entries[0];
  }

  /** The last entry; there must be one. */
  public PendingEntry last() {
    Row row = rows.getLast();
    return row.entries[row.count - 1];
  }

  /** The first entry that is not before an id, or null; if the id is null there is none. */
  public PendingEntry next(StreamId least) {
    if (least == null) return null;
    Iterator<PendingEntry> from = from(least).iterator();
    return from.hasNext() ? from.next() : null;
  }

  @Override
  public Iterator<PendingEntry> iterator() {
    return from(StreamId.MIN).iterator();
  }

  /** The entries from an id on. An entry may be replaced meanwhile, but none come or go. */
  public Iterable<PendingEntry> from(StreamId least) {
    return () -> new Walk(least);
  }

  private final class Walk implements Iterator<PendingEntry> {
    private int row;
    private int at;

    Walk(StreamId least) {
      if (size == 0) return;
      row = rowOf(least);
      int found = rows.get(row).indexOf(least);
      at = found >= 0 ? found : -1 - found;
    }

    @Override
    public boolean hasNext() {
      if (row == rows.size()) return false;
      return at < rows.get(row).count || row + 1 < rows.size();
    }

    @Override
    public PendingEntry next() {
      if (!hasNext()) throw new NoSuchElementException();
      if (at == rows.get(row).count) {
        row++;
        at = 0;
      }
      return rows.get(row).entries[at++];
    }
  }

  // Changing

  private Row editable(int row) {
    Row there = rows.get(row);
    if (there.era == era) return there;
    Row copy = new Row(era, there.entries.clone(), there.count);
    rows.set(row, copy);
    return copy;
  }

  /** Adds an entry, or puts it in the place of the one that has its id. */
  void put(PendingEntry entry) {
    if (size == 0) rows.add(new Row(era, new PendingEntry[FIRST_WIDTH], 0));
    int number = size == 0 ? 0 : rowOf(entry.id());
    Row row = editable(number);
    int found = row.indexOf(entry.id());
    if (found >= 0) {
      row.entries[found] = entry;
      return;
    }
    size++;
    int at = -1 - found;
    if (row.count < WIDTH) row.insert(at, entry);
    else split(number, at, entry);
  }

  /** In the middle; but where all come in order, full rows stay behind. */
  private void split(int number, int at, PendingEntry entry) {
    Row row = rows.get(number);
    int half = at == WIDTH && number == rows.size() - 1 ? WIDTH : WIDTH / 2;
    PendingEntry[] moved = new PendingEntry[WIDTH];
    System.arraycopy(row.entries, half, moved, 0, WIDTH - half);
    Arrays.fill(row.entries, half, WIDTH, null);
    row.count = half;
    Row right = new Row(era, moved, WIDTH - half);
    rows.add(number + 1, right);
    if (at > half || half == WIDTH) right.insert(at - half, entry);
    else row.insert(at, entry);
  }

  /** Removes the entry of an id, which must be there. */
  void remove(StreamId id) {
    int number = rowOf(id);
    Row row = editable(number);
    row.remove(row.indexOf(id));
    size--;
    if (row.count == 0) rows.remove(number);
    else if (!joins(number)) joins(number - 1);
  }

  /** Makes one of a row and the one behind it, if they are few together; whether it did. */
  private boolean joins(int number) {
    if (number < 0 || number + 1 >= rows.size()) return false;
    Row next = rows.get(number + 1);
    if (rows.get(number).count + next.count > FEW) return false;
    Row row = editable(number);
    row.entries = Arrays.copyOf(row.entries, WIDTH);
    System.arraycopy(next.entries, 0, row.entries, row.count, next.count);
    row.count += next.count;
    rows.remove(number + 1);
    return true;
  }
}
