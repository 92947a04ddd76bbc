package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Database;

/**
 * Collects what commands do and hands it on, one whole unit at a time, to any number of takers.
 *
 * <p>A unit begins and ends with the outermost {@link #begin} and {@link #end}. So all that a
 * transaction's commands do is one unit, and so is the death of a key that a command came upon,
 * together with what the command then did. Nobody is told of a half.
 *
 * <p>A key that dies by its deadline, or is evicted, is told as its removal, and so is a field of a
 * hash: whoever reads the effects later has another clock and another memory. Belongs to the
 * engine's thread.
 */
public final class Propagation {

  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes UNLINK = Bytes.of("UNLINK");
  private static final Bytes HDEL = Bytes.of("HDEL");

  private final Effects unit = new Effects();
  private EffectTaker[] takers = {};
  private int depth;
  private boolean muted;
  private Bytes removalOfExpired = DEL;
  private Bytes removalOfEvicted = DEL;

  /** Hands all units that end from now on to one more taker. */
  public void add(EffectTaker taker) {
    if (Arrays.asList(takers).contains(taker)) return;
    takers = Arrays.copyOf(takers, takers.length + 1);
    takers[takers.length - 1] = taker;
  }

  public void remove(EffectTaker taker) {
    takers = Arrays.stream(takers).filter(each -> each != taker).toArray(EffectTaker[]::new);
  }

  /** The setting lazyfree-lazy-expire: whether the death of a key is told as UNLINK, not DEL. */
  public void unlinkExpired(boolean yes) {
    removalOfExpired = yes ? UNLINK : DEL;
  }

  /** The setting lazyfree-lazy-eviction, in the same way. */
  public void unlinkEvicted(boolean yes) {
    removalOfEvicted = yes ? UNLINK : DEL;
  }

  /** Begins a unit that must be done whole or not at all, or a part of one that has begun. */
  public void begin() {
    if (depth++ == 0) unit.begin(true);
  }

  /** Begins a unit whose effects have nothing to do with each other. */
  public void beginCycle() {
    if (depth++ == 0) unit.begin(false);
  }

  /** Adds what was done in a database. */
  public void add(int database, Bytes[] request) {
    if (takers.length > 0 && !muted) unit.add(database, request);
  }

  /** Ends what the last beginning has begun. */
  public void end() {
    if (--depth > 0 || unit.size() == 0) return;
    for (EffectTaker taker : takers) taker.take(unit);
    unit.clear();
  }

  /** Hands on nothing of what is done from now on, or everything again. */
  public void mute(boolean yes) {
    muted = yes;
  }

  /** Forgets what the unit that has begun holds so far: nobody will be told of it. */
  public void drop() {
    unit.clear();
  }

  /** Whether what runs now was run by another, as EXEC runs commands. */
  public boolean isNested() {
    return depth > 1;
  }

  /** To be called before the replies of a turn of the loop leave. */
  void endTurn() {
    for (EffectTaker taker : takers) taker.endTurn();
  }

  void expired(Database database, Bytes key) {
    removed(database, removalOfExpired, key);
  }

  void evicted(Database database, Bytes key) {
    removed(database, removalOfEvicted, key);
  }

  private void removed(Database database, Bytes command, Bytes key) {
    removed(database, new Bytes[] {command, key});
  }

  void fieldsExpired(Database database, Bytes key, List<Bytes> fields) {
    Stream<Bytes> words = Stream.concat(Stream.of(HDEL, key), fields.stream());
    removed(database, words.toArray(Bytes[]::new));
  }

  private void removed(Database database, Bytes[] request) {
    beginCycle();
    add(database.index(), request);
    end();
  }
}
