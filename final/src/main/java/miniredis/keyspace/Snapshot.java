package miniredis.keyspace;

import module java.base;

import miniredis.value.Entry;
import miniredis.value.EntryView;

/**
 * All keys as they were at one moment, read while commands go on changing them.
 *
 * <p><b>The problem.</b> A million keys cannot be written out between two commands. Redis forks:
 * the child sees memory as it was, and the kernel copies each page that the parent writes to. A
 * Java process cannot fork. Three ways remain:
 *
 * <ul>
 *   <li>Copy everything first: a pause as long as the data is large.
 *   <li>Keep old versions while a snapshot is open: every entry needs a place for a second value,
 *       and every reader must know which one it wants.
 *   <li>Save an entry before it changes. That is what is done here.
 * </ul>
 *
 * <p><b>The idea.</b> Every entry is either saved already or not yet, which is one bit. The walk
 * goes over the dictionary a little at a time and saves what is not saved yet. A command that is
 * about to change, replace or remove an entry sees to it first that this one is saved. What is made
 * after the beginning counts as saved. So each entry that was there at the beginning is saved
 * exactly once, and as it was then; and no command ever waits for more than the one entry it is
 * going to change.
 *
 * <p><b>Beginning in no time.</b> To mark a million entries as "not yet" would itself be a pause.
 * So the bit has no fixed meaning: {@link Snapshots} says which of its values means "saved", and to
 * begin is to exchange the two. At that moment all entries bear the other value. It follows that no
 * snapshot may begin before the last has met every entry, even one that nobody wants any more:
 * {@link #abandon} stops the saving, not the walk.
 *
 * <p><b>Why the walk misses nothing.</b> The dictionary may grow, shrink and move entries
 * meanwhile. {@link miniredis.value.Dictionary#scan} promises that whatever is there from its first
 * call to its last is visited, and what is not there to the last was removed, so it was saved
 * before that. A database that was emptied or exchanged keeps, for the snapshot, the entries and
 * the number that it had.
 *
 * <p><b>The price.</b> One comparison with null for each change while no snapshot is open. While
 * one is open, the first change of an entry costs writing it to a buffer; or, if it is large,
 * {@linkplain miniredis.value.Value#frozen freezing} it, to be written later.
 *
 * <p>Belongs to the thread that runs commands.
 */
public final class Snapshot {

  /** Takes the entries; each must have been made use of when the call returns. */
  @FunctionalInterface
  public interface Sink {
    void save(int database, EntryView entry);
  }

  private static final int SLOTS_AT_ONCE = 16;

  private final Snapshots owner;
  private final List<TimedEntries> parts = new ArrayList<>();
  private final int[] keys;
  private final int[] timed;
  private final boolean saved;

  private final EntryView view = new EntryView();

  /** Kept, because one for each slot would be a hundred megabytes of garbage in a walk. */
  private final Consumer<Object> visitor;

  /** Null when the snapshot has been abandoned. */
  private Sink sink;

  private int part;
  private boolean paused;
  private TimedEntries walking;
  private long cursor;
  private long count;
  private long kept;

  /** Of all that the databases hold now; {@code saved} is the mark of what needs no saving. */
  Snapshot(Snapshots owner, List<Database> databases, boolean saved, Sink sink) {
    this.owner = owner;
    this.saved = saved;
    this.sink = sink;
    this.visitor = entry -> preserve(walking, entry);
    keys = new int[databases.size()];
    timed = new int[databases.size()];
    for (Database database : databases) {
      keys[database.index()] = database.size();
      timed[database.index()] = database.timed();
      parts.add(database.partOfSnapshot());
    }
    walking = parts.getFirst();
  }

  /** How many keys a database had at the beginning. */
  public int keys(int database) {
    return keys[database];
  }

  /** How many of them had a deadline. */
  public int timed(int database) {
    return timed[database];
  }

  /** How many keys all databases had then. */
  public long total() {
    return Arrays.stream(keys).asLongStream().sum();
  }

  /** How many entries were saved because a command was about to change them. */
  public long kept() {
    return kept;
  }

  /** How many entries have been met. */
  public long count() {
    return count;
  }

  /**
   * Goes on for about so many nanoseconds; false when all entries have been met, and with that the
   * snapshot is over.
   */
  public boolean walk(long nanoseconds) {
    if (part == parts.size()) return false;
    long end = System.nanoTime() + nanoseconds;
    paused = false;
    do {
      for (int i = 0; i < SLOTS_AT_ONCE && !paused; i++) {
        cursor = walking.scan(cursor, visitor);
        if (cursor != 0) continue;
        if (++part == parts.size()) {
          owner.close(this);
          return false;
        }
        walking = parts.get(part);
        break;
      }
    } while (!paused && System.nanoTime() - end < 0);
    return true;
  }

  /** To be called by the sink that has been given enough: the walk goes on with its next call. */
  public void pause() {
    paused = true;
  }

  /** Saves nothing more. The walk must go on to its end all the same. */
  public void abandon() {
    sink = null;
  }

  /** Saves an entry that is about to change, unless that has been done. */
  void keep(TimedEntries from, Object entry) {
    long before = count;
    preserve(from, entry);
    kept += count - before;
  }

  /** Saves an entry unless that has been done. */
  private void preserve(TimedEntries from, Object entry) {
    if (Entry.isSealed(entry) == saved) return;
    Entry.seal(entry, saved);
    count++;
    if (sink != null) sink.save(from.homeOfSnapshot(), view.at(entry));
  }
}
