package miniredis.keyspace;

import module java.base;

import miniredis.bytes.OffHeap;
import miniredis.value.ArrayPool;
import miniredis.value.Limits;

/**
 * The numbered databases, and the time as commands see it.
 *
 * <p>The time stands still while a command runs: it is taken once before, so that a command cannot
 * find a key alive and a moment later dead.
 */
public final class Keyspace {

  /** Keyspace hits and misses and the other counters that INFO stats shows. */
  public static final class Statistics {
    public long hits;
    public long misses;
    public long expired;
    public long expiredFields;
    public long evicted;

    /** How often {@link Keyspace#sweep} has looked, and how many keys and fields it removed. */
    public long sweeps;

    public long swept;

    /** Nanoseconds that {@link Keyspace#sweep} took, and how often its time was too short. */
    public long sweepNanos;

    public long sweepsCutShort;

    public void reset() {
      hits = misses = expired = expiredFields = evicted = sweepNanos = sweepsCutShort = 0;
      sweeps = swept = 0;
    }
  }

  private final Database[] databases;
  private final InstantSource clock;
  private final KeyspaceListener listener;
  private final Statistics statistics = new Statistics();
  private final Snapshots snapshots = new Snapshots();
  private final Edits edits = new Edits();
  private final Limits limits = new Limits();
  private final Memory memory = new Memory();
  private final OffHeap offHeap = new OffHeap();
  private final ArrayPool arrays = new ArrayPool();
  private final HeapRoom heapRoom = new HeapRoom(memory, offHeap, Runtime.getRuntime().maxMemory());
  private final RandomGenerator random;
  private final Usage usage;
  private final Eviction eviction;

  private long now;
  private long changes;
  private boolean expiring = true;
  private boolean replaying;
  private boolean preserving;
  private Delays delays = Delays.UNWATCHED;
  private long longestString = 512L << 20;

  public Keyspace(int count, InstantSource clock, KeyspaceListener listener) {
    this(count, clock, listener, new SplittableRandom());
  }

  /** The same with a source of chance that a test may foresee. */
  Keyspace(int count, InstantSource clock, KeyspaceListener listener, RandomGenerator random) {
    this.clock = clock;
    this.listener = listener;
    this.random = random;
    this.usage = new Usage(random);
    this.eviction = new Eviction(this);
    this.databases = new Database[count];
    for (int i = 0; i < count; i++) databases[i] = new Database(i, this);
    tick();
    memory.started();
  }

  public int count() {
    return databases.length;
  }

  public Database database(int index) {
    return databases[index];
  }

  /** Removes all keys of all databases. */
  public void clear() {
    listener.emptied();
    for (Database each : databases) each.clear();
    listener.cleared();
  }

  /** Removes all keys of one database. */
  public void clear(Database one) {
    listener.emptied();
    one.clear();
  }

  /**
   * Exchanges two databases: all clients of one see the keys of the other. Of one with itself
   * nobody who watches a key hears, as in Redis.
   */
  public void swap(int first, int second) {
    if (first != second) databases[first].swapContent(databases[second]);
    changes++;
  }

  /** Takes the time from the clock; called before each command. */
  public long tick() {
    now = clock.millis();
    usage.tick(now);
    return now;
  }

  /** Unix time in milliseconds, as of the last {@link #tick}. */
  public long now() {
    return now;
  }

  /**
   * How often anything was changed since the start: a command that left this alone is not logged.
   */
  public long changes() {
    return changes;
  }

  public Statistics statistics() {
    return statistics;
  }

  /** Says who is told of what takes long here. */
  public void delays(Delays delays) {
    this.delays = delays;
  }

  Delays delays() {
    return delays;
  }

  /** Up to where new collections are kept packed. */
  public Limits limits() {
    return limits;
  }

  /** Where long strings are. */
  public OffHeap offHeap() {
    return offHeap;
  }

  /** Where the arrays of small entries come from and go to. */
  public ArrayPool arrays() {
    return arrays;
  }

  Edits edits() {
    return edits;
  }

  /**
   * To be called after each command: ends the edits of the values that it was handed.
   *
   * @param failed whether a fault broke it off
   */
  public void closeEdits(boolean failed) {
    edits.close(failed);
    arrays.endCommand();
  }

  Snapshots snapshots() {
    return snapshots;
  }

  /** How much memory is used. */
  public Memory memory() {
    return memory;
  }

  /** How much of the heap is left for data. */
  public HeapRoom heapRoom() {
    return heapRoom;
  }

  /** How the use of keys is noted and read. */
  public Usage usage() {
    return usage;
  }

  /** What keeps memory below its limit. */
  public Eviction eviction() {
    return eviction;
  }

  /** Whether a snapshot is open, so that another must wait. */
  public boolean inSnapshot() {
    return snapshots.isOpen();
  }

  /** The snapshot that is open, or null. */
  public Snapshot snapshot() {
    return snapshots.opened();
  }

  /**
   * Begins a snapshot of all databases: from now on the sink is given every entry that is there
   * now, as it is now. None may be open.
   */
  public Snapshot openSnapshot(Snapshot.Sink sink) {
    return snapshots.open(List.of(databases), sink);
  }

  public RandomGenerator random() {
    return random;
  }

  /** DEBUG SET-ACTIVE-EXPIRE: whether {@link #sweep} does anything. */
  public void expiring(boolean on) {
    expiring = on;
  }

  /**
   * While a log is replayed no key dies by itself, however old the log is: what happened to a key
   * after its deadline was put off is still to come.
   */
  public void replaying(boolean on) {
    replaying = on;
  }

  /** See {@link #replaying}. */
  public boolean isReplaying() {
    return replaying;
  }

  /**
   * While clients are paused no key dies by itself, either: one whose deadline has passed is not
   * found any more, but it is still there.
   */
  public void preserving(boolean on) {
    preserving = on;
  }

  boolean isPreserving() {
    return preserving;
  }

  /** Whether a deadline, which is not {@link miniredis.value.Entry#NO_DEADLINE}, has passed. */
  public boolean isPast(long deadline) {
    return deadline <= now && !replaying;
  }

  /** The setting proto-max-bulk-len: no command makes a string of more bytes than this. */
  public long longestString() {
    return longestString;
  }

  /** Java's arrays end at two gigabytes, and so do strings. */
  public void longestString(long bytes) {
    longestString = Math.min(bytes, Integer.MAX_VALUE - 8);
  }

  /**
   * Removes keys whose deadline has passed, nearest deadline first, then such fields of hashes, for
   * at most {@code budget} nanoseconds. Returns whether there is more to do.
   */
  public boolean sweep(long budget) {
    if (!expiring || replaying || preserving) return false;
    tick();
    long start = System.nanoTime();
    long before = statistics.expired + statistics.expiredFields;
    boolean more = sweepUntil(start + budget);
    arrays.endCommand();
    statistics.sweeps++;
    statistics.swept += statistics.expired + statistics.expiredFields - before;
    long took = System.nanoTime() - start;
    statistics.sweepNanos += took;
    delays.took("expire-cycle", took);
    if (more) statistics.sweepsCutShort++;
    return more;
  }

  private boolean sweepUntil(long end) {
    for (Database database : databases) {
      if (database.sweep(end)) return true;
    }
    return false;
  }

  public KeyspaceListener listener() {
    return listener;
  }

  void count(long more) {
    changes += more;
  }
}
