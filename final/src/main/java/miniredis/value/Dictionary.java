package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The hash table of keys: open addressing, and it grows without stopping the server.
 *
 * <p>Entries are {@link Packed} arrays or {@link Entry} objects.
 *
 * <p><b>Growing.</b> A table of ten million entries cannot be copied between two commands, and even
 * the empty arrays of a larger one take Java a tenth of a second to fill with zeros. So there is no
 * such table. There are {@linkplain Segment segments} of at most {@value #LONGEST} slots, each of
 * which has all entries whose hashes begin with certain bits; a full one is divided in two by the
 * next bit, which takes less than a millisecond however many others there are. A directory of
 * 2<sup>depth</sup> places says which segment has which first bits; a segment that was divided less
 * often stands in several of them, side by side:
 *
 * <pre>
 *   first bits   00   01   10   11
 *   segment      A    A    B    C      A was never divided since the directory has two places
 * </pre>
 *
 * <p><b>Scanning.</b> {@link #scan} promises what SCAN promises: an entry that is there from the
 * first call to the last is returned, whatever happens in between. The segments, and the home slots
 * in each, stand in the order of the hashes; so a cursor is simply a hash, and all entries whose
 * hash is less have been visited, however the table was divided then. An entry belongs to its home
 * slot even where collisions have pushed it further on.
 *
 * <p>Not safe for use by two threads at a time.
 */
public final class Dictionary {

  private static final int LONGEST = 1 << 14;

  /** After so many bits there are 65,536 segments, which grow beyond their limit then. */
  private static final int DEEPEST = 16;

  private static final int SLOTS_PER_WALK = 16;

  /** Told how many bytes more the tables take, or fewer, each time that one comes or goes. */
  private final LongConsumer account;

  private Segment[] directory;

  /** The number of bits that choose a place in the directory. */
  private int depth;

  private int size;
  private long footprint;

  /** Where the last successful find was, so that what follows need not search again. */
  private Segment foundIn;

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
    clear();
  }

  public int size() {
    return size;
  }

  /** Slots in all segments. */
  public int capacity() {
    int capacity = 0;
    for (Segment each : segments()) capacity += each.capacity();
    return capacity;
  }

  /** Bytes of the heap that the tables take, without the entries. */
  public long footprint() {
    return footprint;
  }

  // Segments

  /** Each of them once, in the order of the hashes. */
  private List<Segment> segments() {
    List<Segment> all = new ArrayList<>();
    for (int i = 0; i < directory.length; i = after(i)) all.add(directory[i]);
    return all;
  }

  /** The place after those of the segment at a place. */
  private int after(int place) {
    return place + places(directory[place]);
  }

  /** How many places of the directory a segment has. */
  private int places(Segment segment) {
    return 1 << depth - segment.depth;
  }

  private int placeOf(int hash) {
    return (int) ((hash & 0xffff_ffffL) >>> 32 - depth);
  }

  private Segment segmentOf(int hash) {
    return directory[placeOf(hash)];
  }

  /** Gives all places of the segment at a place to others, which have an equal share each. */
  private void replace(int place, Segment... others) {
    Segment gone = directory[place];
    int share = places(gone) / others.length;
    int from = place & -places(gone);
    long more = -gone.footprint();
    for (int i = 0; i < others.length; i++) {
      Arrays.fill(directory, from + i * share, from + (i + 1) * share, others[i]);
      more += others[i].footprint();
    }
    count(more);
  }

  private void count(long more) {
    footprint += more;
    account.accept(more);
  }

  private void deepen() {
    Segment[] deeper = new Segment[2 * directory.length];
    Arrays.setAll(deeper, place -> directory[place / 2]);
    exchange(deeper, depth + 1);
  }

  /** Halves the directory for as long as no segment needs all its bits. */
  private void flatten() {
    int needed = 0;
    for (int i = 0; i < directory.length; i = after(i)) {
      needed = Math.max(needed, directory[i].depth);
    }
    if (needed == depth) return;
    Segment[] flatter = new Segment[1 << needed];
    for (int i = 0; i < flatter.length; i++) flatter[i] = directory[i << depth - needed];
    exchange(flatter, needed);
  }

  private void exchange(Segment[] other, int otherDepth) {
    count(Footprint.ofReferences(other.length) - Footprint.ofReferences(directory.length));
    directory = other;
    depth = otherDepth;
  }

  // Finding and changing

  /** The entry of a key, or null. */
  public Object find(Bytes key) {
    int hash = key.hashCode();
    Segment segment = segmentOf(hash);
    int at = segment.find(key, hash);
    foundIn = segment;
    foundAt = at;
    return at < 0 ? null : segment.slots[at];
  }

  /** Adds the entry of a key that is not there. */
  public void add(Bytes key, Object entry) {
    int hash = key.hashCode();
    Segment segment = segmentOf(hash);
    while (segment.isFull()) segment = roomierAt(hash);
    segment.add(hash, entry);
    size++;
  }

  /** Makes more room where an entry of this hash belongs, and returns the segment there. */
  private Segment roomierAt(int hash) {
    Segment full = segmentOf(hash);
    if (full.capacity() < LONGEST || full.depth == DEEPEST) {
      replace(placeOf(hash), full.resized(Segment.capacityFor(full.size + 1)));
    } else {
      if (full.depth == depth) deepen();
      replace(placeOf(hash), full.split());
    }
    return segmentOf(hash);
  }

  /** Makes an empty dictionary so large that this many entries need no growing. */
  public void reserve(int count) {
    if (size() > 0) return;
    int bits = 0;
    int share = count;
    while (Segment.capacityFor(share) > LONGEST && bits < DEEPEST) {
      bits++;
      share = (count >> bits) + (count >> bits + 4); // Some get more than others.
    }
    clear(bits, Segment.capacityFor(share));
  }

  /** Puts another entry of the same key where the last {@link #find} found one. */
  public void replaceFound(Object entry) {
    foundIn.slots[foundAt] = entry;
  }

  /** Removes what the last {@link #find} found. */
  public void removeFound() {
    int hash = foundIn.hashes[foundAt];
    foundIn.remove(foundAt);
    size--;
    if (foundIn.isSparse()) giveBack(placeOf(hash), foundIn);
  }

  /** A sparse segment is joined with the other half of what it came from, or else made smaller. */
  private void giveBack(int place, Segment sparse) {
    int buddy = place ^ places(sparse);
    if (sparse.depth > 0 && isJoinable(sparse, directory[buddy])) {
      join(place, sparse, directory[buddy]);
    } else if (sparse.capacity() > Segment.SMALLEST) {
      replace(place, sparse.resized(Segment.capacityFor(2 * sparse.size)));
    }
  }

  private static boolean isJoinable(Segment one, Segment other) {
    return one.depth == other.depth && one.size + other.size < LONGEST / 4;
  }

  private void join(int place, Segment one, Segment other) {
    Segment both = one.joined(other);
    int share = 2 * places(one);
    Arrays.fill(directory, place & -share, (place & -share) + share, both);
    count(both.footprint() - one.footprint() - other.footprint());
    if (one.depth == depth) flatten();
  }

  /** Removes the entry of a key and returns it, or null if there is none. */
  public Object remove(Bytes key) {
    Object entry = find(key);
    if (entry != null) removeFound();
    return entry;
  }

  public void clear() {
    clear(0, Segment.SMALLEST);
  }

  private void clear(int bits, int capacity) {
    directory = new Segment[1 << bits];
    depth = bits;
    size = 0;
    Arrays.setAll(directory, _ -> new Segment(bits, capacity));
    long now = Footprint.ofReferences(directory.length);
    count(now + directory.length * directory[0].footprint() - footprint);
  }

  // Going over the entries

  /** Any entry, each about as likely as another; null if there is none. */
  public Object random(RandomGenerator random) {
    if (size() == 0) return null;
    while (true) {
      Segment segment = segmentOf(random.nextInt());
      Object entry = segment.slots[random.nextInt(segment.capacity())];
      if (entry != null) return entry;
    }
  }

  /**
   * Fills an array with entries that lie side by side from a random slot on, and returns how many
   * there are: none perhaps, where the table is sparse. Places come of hashes, so neighbours are
   * strangers, and their cache misses overlap.
   */
  public int sample(RandomGenerator random, Object[] into) {
    Object[] slots = segmentOf(random.nextInt()).slots;
    int at = random.nextInt(slots.length);
    int found = 0;
    for (int steps = Math.min(10 * into.length, slots.length); steps > 0; steps--) {
      Object entry = slots[at];
      if (entry != null) into[found++] = entry;
      if (found == into.length) break;
      if (++at == slots.length) at = 0;
    }
    return found;
  }

  /** Visits every entry once, in no order. The visitor must not change the dictionary. */
  public void forEach(Consumer<Object> visitor) {
    for (Segment each : segments()) each.forEach(0, each.capacity(), visitor);
  }

  /**
   * Visits the entries of one home slot and returns the cursor of the next, 0 after the last. The
   * visitor must not change the dictionary.
   */
  public long scan(long cursor, Consumer<Object> visitor) {
    int hash = (int) cursor;
    Segment segment = segmentOf(hash);
    int home = segment.home(hash);
    segment.visitHome(home, visitor);
    long first = cursor & 0xffff_ffffL & -1L << 32 - segment.depth;
    return first + segment.firstHashOf(home + 1) & 0xffff_ffffL;
  }

  /**
   * The entries as they are now, only to be walked over; this one may change meanwhile. It costs a
   * copy of the slots: a few bytes an entry, and a millisecond or two for a million.
   */
  Dictionary frozen() {
    Dictionary frozen = new Dictionary();
    frozen.directory = new Segment[directory.length];
    frozen.depth = depth;
    frozen.size = size;
    for (int i = 0; i < directory.length; i = after(i)) frozen.directory[i] = directory[i].frozen();
    return frozen;
  }

  /**
   * Visits every entry once, in no order, a few at each call, which says whether there are more.
   * Nothing may be added or removed until then, but searching is allowed.
   */
  BooleanSupplier walk(Consumer<Object> visitor) {
    Iterator<Segment> rest = segments().iterator();
    return new BooleanSupplier() {
      private Segment walking = rest.next();
      private int next;

      @Override
      public boolean getAsBoolean() {
        int end = Math.min(walking.capacity(), next + SLOTS_PER_WALK);
        walking.forEach(next, end, visitor);
        next = end;
        if (next < walking.capacity()) return true;
        if (!rest.hasNext()) return false;
        walking = rest.next();
        next = 0;
        return true;
      }
    };
  }

  /** What is in a slot, for who looks at the table itself. */
  public enum Cell {
    EMPTY,
    /** An entry in the slot that its hash names. */
    HOME,
    /** An entry that found its slot taken, and stands further on. */
    DISPLACED
  }

  /**
   * A segment, as it is now.
   *
   * @param slots how many it has
   * @param used how many of them hold an entry
   * @param every the distance between two slots that are shown; 1 if all are
   * @param cells what is in those
   */
  public record Picture(int slots, int used, int every, List<Cell> cells) {}

  /**
   * The first segments. Of a large one it shows slots that are equally far from each other, so it
   * costs the same for any size.
   *
   * @param segments how many to show
   * @param most how many slots of each to show, or up to a fourth more
   */
  public List<Picture> pictures(int segments, int most) {
    return segments().stream().limit(segments).map(each -> picture(each, most)).toList();
  }

  private static Picture picture(Segment segment, int most) {
    int every = Math.ceilDiv(segment.capacity(), most);
    List<Cell> cells = new ArrayList<>();
    for (int at = 0; at < segment.capacity(); at += every) cells.add(cell(segment, at));
    return new Picture(segment.capacity(), segment.size, every, cells);
  }

  private static Cell cell(Segment segment, int at) {
    if (segment.slots[at] == null) return Cell.EMPTY;
    return segment.home(segment.hashes[at]) == at ? Cell.HOME : Cell.DISPLACED;
  }

  /** How many segments there are. */
  public int segmentCount() {
    return segments().size();
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
    int sum = 0;
    for (int i = 0; i < count; i++) {
      Segment segment = segmentOf(keyHashes[i]);
      int at = segment.home(keyHashes[i]);
      sum += segment.hashes[at];
      if (segment.slots[at] == null) sum++;
    }
    for (int i = 0; i < count; i++) {
      Segment segment = segmentOf(keyHashes[i]);
      if (segment.at(keyHashes[i]) instanceof byte[] packed) sum += packed[packed.length - 1];
    }
    return sum;
  }
}
