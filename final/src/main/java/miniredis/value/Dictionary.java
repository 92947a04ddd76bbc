package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The hash table of keys: open addressing, and it grows without stopping the server.
 *
 * <p>Entries are {@link Packed} arrays or {@link Entry} objects. Beside the slots stands an array
 * of the entries' hashes; a search runs along that and looks at an entry only where all 32 bits
 * agree, so it costs one cache miss in the hashes, one in the slots, one in the entry.
 *
 * <p><b>Growing.</b> A table of a million entries cannot be copied between two commands. So when it
 * is full a second table is laid beside it, every later operation moves a few slots across, and
 * searches look in both until the old one is empty. Additions go to the new one only.
 *
 * <p><b>Scanning.</b> {@link #scan} promises what SCAN promises: an entry that is there from the
 * first call to the last is returned, whatever happens in between. The cursor counts home slots
 * with its bits reversed, as in Redis, so that a table that doubles or halves half-way through
 * splits or joins exactly those slots that were not visited yet. An entry belongs to its home slot
 * even where collisions have pushed it further on.
 *
 * <p>Not safe for use by two threads at a time.
 */
public final class Dictionary {

  private static final int SMALLEST = 16;
  private static final int SLOTS_PER_STEP = 8;
  private static final int SLOTS_PER_WALK = 16;

  /** Told how many bytes more the tables take, or fewer, each time that one comes or goes. */
  private final LongConsumer account;

  private Table table;

  /** The table that is being emptied into the other one; null while there is none. */
  private Table old;

  private int moved;

  /** Where the last successful find was, so that what follows need not search again. */
  private Table foundIn;

  private int foundAt;

  /** An empty one of which no account is kept. */
  public Dictionary() {
    this(_ -> {});
  }

  /**
   * An empty one that tells an account how many bytes of the heap its tables take more, or, below
   * 0, less: at once, and then whenever a table comes or goes. The entries are not counted.
   */
  public Dictionary(LongConsumer account) {
    this.account = account;
    table = newTable(SMALLEST);
  }

  private Table newTable(int capacity) {
    Table made = new Table(capacity);
    account.accept(made.footprint());
    return made;
  }

  private void giveUp(Table gone) {
    account.accept(-gone.footprint());
  }

  public int size() {
    return table.size + (old == null ? 0 : old.size);
  }

  /** Slots in all tables, for memory accounts and DEBUG. */
  public int capacity() {
    return table.capacity() + (old == null ? 0 : old.capacity());
  }

  /** Bytes of the heap that the tables take, without the entries. */
  public long footprint() {
    return table.footprint() + (old == null ? 0 : old.footprint());
  }

  /** The entry of a key, or null. */
  public Object find(Bytes key) {
    if (old != null) {
      move();
      if (old == null) shrinkIfSparse();
    }
    if (old != null && find(old, key)) return old.slots[foundAt];
    return find(table, key) ? table.slots[foundAt] : null;
  }

  private boolean find(Table in, Bytes key) {
    int at = in.find(key, key.hashCode());
    foundIn = in;
    foundAt = at;
    return at >= 0;
  }

  /** Adds the entry of a key that is not there. */
  public void add(Bytes key, Object entry) {
    if (size() >= table.fullAt()) resize(table.capacity() * 2);
    table.add(key.hashCode(), entry);
  }

  /** Makes an empty dictionary so large that this many entries need no growing. */
  public void reserve(int count) {
    int capacity = SMALLEST;
    while (capacity - capacity / 4 < count && capacity < 1 << 28) capacity *= 2;
    if (size() == 0 && capacity > table.capacity()) clear(capacity);
  }

  /** Puts another entry of the same key where the last {@link #find} found one. */
  public void replaceFound(Object entry) {
    foundIn.slots[foundAt] = entry;
  }

  /** Removes what the last {@link #find} found. */
  public void removeFound() {
    if (foundIn == old) old.bury(foundAt);
    else table.remove(foundAt);
    if (old == null) shrinkIfSparse();
  }

  private void shrinkIfSparse() {
    if (table.capacity() == SMALLEST || table.size >= table.capacity() / 10) return;
    resize(Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, table.size)) * 4));
  }

  /** Removes the entry of a key and returns it, or null if there is none. */
  public Object remove(Bytes key) {
    Object entry = find(key);
    if (entry != null) removeFound();
    return entry;
  }

  public void clear() {
    clear(SMALLEST);
  }

  private void clear(int capacity) {
    giveUp(table);
    if (old != null) giveUp(old);
    table = newTable(capacity);
    old = null;
  }

  /** Any entry, each about as likely as another; null if there is none. */
  public Object random(RandomGenerator random) {
    if (size() == 0) return null;
    while (true) {
      if (old != null) move();
      int at = random.nextInt(capacity());
      Object entry = at < table.capacity() ? table.slots[at] : old.slots[at - table.capacity()];
      if (entry != null) return entry;
    }
  }

  /**
   * Fills an array with entries that lie side by side from a random slot on, and returns how many
   * there are: none perhaps, where the table is sparse. Places come of hashes, so neighbours are
   * strangers, and their cache misses overlap.
   */
  public int sample(RandomGenerator random, Object[] into) {
    int at = random.nextInt(capacity());
    Object[] slots = at < table.capacity() ? table.slots : old.slots;
    if (slots != table.slots) at -= table.capacity();
    int found = 0;
    for (int steps = Math.min(10 * into.length, slots.length); steps > 0; steps--) {
      Object entry = slots[at];
      if (entry != null) into[found++] = entry;
      if (found == into.length) break;
      at = at + 1 & slots.length - 1;
    }
    return found;
  }

  /** Visits every entry once, in no order. The visitor must not change the dictionary. */
  public void forEach(Consumer<Object> visitor) {
    if (old != null) old.forEach(0, old.capacity(), visitor);
    table.forEach(0, table.capacity(), visitor);
  }

  /**
   * Visits the entries of one home slot and returns the cursor of the next, 0 after the last. The
   * visitor must not change the dictionary.
   */
  public long scan(long cursor, Consumer<Object> visitor) {
    if (old == null) {
      table.visitHome((int) cursor & table.mask, visitor);
      return next(cursor, table.mask);
    }
    Table small = old.mask < table.mask ? old : table;
    Table large = small == old ? table : old;
    small.visitHome((int) cursor & small.mask, visitor);
    long at = cursor;
    do {
      large.visitHome((int) at & large.mask, visitor);
      at = next(at, large.mask);
    } while ((at & (small.mask ^ large.mask)) != 0);
    return at;
  }

  /**
   * The entries as they are now, only to be walked over; this one may change meanwhile. It costs a
   * copy of the slots: a few bytes an entry, and a millisecond or two for a million.
   */
  Dictionary frozen() {
    Dictionary frozen = new Dictionary();
    Object[] slots = table.slots.clone();
    if (old != null) {
      slots = Arrays.copyOf(old.slots, old.capacity() + table.capacity());
      System.arraycopy(table.slots, 0, slots, old.capacity(), table.capacity());
    }
    frozen.table = new Table(slots, new int[0], size());
    return frozen;
  }

  /**
   * Visits every entry once, in no order, a few at each call, which says whether there are more.
   * Nothing may be added or removed until then, but searching is allowed. A table that is being
   * emptied is emptied first, so that no search moves an entry from one side of the walk to the
   * other.
   */
  BooleanSupplier walk(Consumer<Object> visitor) {
    int[] next = new int[1];
    return () -> {
      for (int i = 0; i < SLOTS_PER_WALK && old != null; i += SLOTS_PER_STEP) move();
      if (old != null) return true;
      int from = next[0];
      next[0] = Math.min(table.capacity(), from + SLOTS_PER_WALK);
      table.forEach(from, next[0], visitor);
      return next[0] < table.capacity();
    };
  }

  /** What is in a slot, for who looks at the table itself. */
  public enum Cell {
    EMPTY,
    /** An entry in the slot that its hash names. */
    HOME,
    /** An entry that found its slot taken, and stands further on. */
    DISPLACED,
    /** An entry was here, and searches must still run on over it. */
    GRAVE
  }

  /**
   * One of the tables, as it is now.
   *
   * @param slots how many it has
   * @param used how many of them hold an entry
   * @param every the distance between two slots that are shown; 1 if all are
   * @param cells what is in those
   */
  public record Picture(int slots, int used, int every, List<Cell> cells) {}

  /**
   * The table, and behind it the one that is being emptied into it, if there is one. Of a large
   * table it shows slots that are equally far from each other, so it costs the same for any size.
   *
   * @param most how many slots to show of each, a power of two
   */
  public List<Picture> pictures(int most) {
    return old == null
        ? List.of(table.picture(most))
        : List.of(table.picture(most), old.picture(most));
  }

  /** How many slots of the table that is being emptied are empty already; -1 if there is none. */
  public int moved() {
    return old == null ? -1 : moved;
  }

  /** Adds one to the cursor's bits under the mask, from the highest to the lowest. */
  static long next(long cursor, int mask) {
    return Long.reverse(Long.reverse(cursor | ~(long) mask) + 1);
  }

  /**
   * Reads the slots and the entries where keys with these hashes would be found, and throws them
   * away. Done for a batch of requests before the first of them is run, this lets the cache misses
   * of all overlap instead of waiting one for another: a third of the time of a command in a long
   * pipeline. Two short loops over plain numbers, because the processor looks ahead by a few
   * hundred instructions only: the shorter the round, the more misses are under way at once. The
   * result is there only so that the reads are not optimised away.
   */
  public int touch(int[] keyHashes, int count) {
    int[] hashes = table.hashes;
    Object[] slots = table.slots;
    int mask = table.mask;
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int at = keyHashes[i] & mask;
      sum += hashes[at];
      if (slots[at] == null) sum++;
    }
    for (int i = 0; i < count; i++) {
      int hash = keyHashes[i];
      int at = hash & mask;
      while (hashes[at] != hash && hashes[at] != 0) at = at + 1 & mask;
      if (slots[at] instanceof byte[] packed) sum += packed[packed.length - 1];
    }
    return sum;
  }

  private void resize(int capacity) {
    while (old != null) move();
    if (capacity == table.capacity()) return;
    old = table;
    table = newTable(capacity);
    moved = 0;
  }

  /** Moves a few slots of the old table to the new one. */
  private void move() {
    int end = Math.min(old.capacity(), moved + SLOTS_PER_STEP);
    for (; moved < end; moved++) {
      Object entry = old.slots[moved];
      if (entry == null) continue;
      table.add(old.hashes[moved], entry);
      old.bury(moved);
    }
    if (old.size > 0) return;
    giveUp(old);
    old = null;
  }

  /** Slots and hashes with linear probing. A hash of 0 ends a search; hashes are never 0. */
  private static final class Table {
    final Object[] slots;
    final int[] hashes;
    final int mask;
    int size;

    Table(int capacity) {
      this(new Object[capacity], new int[capacity], 0);
    }

    Table(Object[] slots, int[] hashes, int size) {
      this.slots = slots;
      this.hashes = hashes;
      this.size = size;
      mask = slots.length - 1;
    }

    int capacity() {
      return slots.length;
    }

    long footprint() {
      return Footprint.ofReferences(slots.length) + Footprint.ofArray(hashes.length, Integer.BYTES);
    }

    /**
     * With so many entries, those of the old table that are still to come counted, it must grow.
     */
    int fullAt() {
      return capacity() - capacity() / 4;
    }

    int find(Bytes key, int hash) {
      for (int at = hash & mask; ; at = at + 1 & mask) {
        int there = hashes[at];
        if (there == hash && slots[at] != null && Entry.hasKey(slots[at], key)) return at;
        if (there == 0) return -1;
      }
    }

    void add(int hash, Object entry) {
      int at = hash & mask;
      while (hashes[at] != 0) at = at + 1 & mask;
      hashes[at] = hash;
      slots[at] = entry;
      size++;
    }

    /** Empties a slot but lets searches run on over it: for the table that is going away. */
    void bury(int at) {
      slots[at] = null;
      size--;
    }

    /** Empties a slot and closes the gap, so that no search needs to run over graves. */
    void remove(int at) {
      int gap = at;
      for (int next = gap + 1 & mask; hashes[next] != 0; next = next + 1 & mask) {
        int home = hashes[next] & mask;
        boolean mayMove = (next - home & mask) >= (next - gap & mask);
        if (!mayMove) continue;
        slots[gap] = slots[next];
        hashes[gap] = hashes[next];
        gap = next;
      }
      slots[gap] = null;
      hashes[gap] = 0;
      size--;
    }

    Picture picture(int most) {
      int every = Math.max(1, capacity() / most);
      List<Cell> cells = new ArrayList<>();
      for (int at = 0; at < capacity(); at += every) cells.add(cell(at));
      return new Picture(capacity(), size, every, cells);
    }

    private Cell cell(int at) {
      if (slots[at] == null) return hashes[at] == 0 ? Cell.EMPTY : Cell.GRAVE;
      return (hashes[at] & mask) == at ? Cell.HOME : Cell.DISPLACED;
    }

    void forEach(int from, int to, Consumer<Object> visitor) {
      for (int at = from; at < to; at++) if (slots[at] != null) visitor.accept(slots[at]);
    }

    void visitHome(int home, Consumer<Object> visitor) {
      for (int at = home; hashes[at] != 0; at = at + 1 & mask) {
        if ((hashes[at] & mask) == home && slots[at] != null) visitor.accept(slots[at]);
      }
    }
  }
}
