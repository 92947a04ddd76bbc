package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Database;

/**
 * The keys of a command that has many, in order. Before the first of some is handed out, the
 * entries of all of them are touched, as a batch of requests is: so their cache misses overlap, and
 * a key costs about half.
 */
final class KeysAhead implements Iterator<Bytes> {

  /** Fewer are not worth the trouble. */
  private static final int FEWEST = 4;

  /** What is touched must stay in the fastest cache until it is used. */
  private static final int MOST = 32;

  private final Database database;
  private final Bytes[] args;
  private final int step;
  private final int[] hashes;
  private int at;
  private int touchedTo;

  /** What touching made of the entries, kept so that it is not optimised away. */
  private int touched;

  KeysAhead(Database database, Bytes[] args, int first, int step) {
    this.database = database;
    this.args = args;
    this.step = step;
    at = first;
    int count = Math.ceilDiv(args.length - first, step);
    touchedTo = count < FEWEST ? args.length : first;
    hashes = new int[count < FEWEST ? 0 : Math.min(count, MOST)];
  }

  @Override
  public boolean hasNext() {
    return at < args.length;
  }

  @Override
  public Bytes next() {
    if (at >= args.length) throw new NoSuchElementException();
    if (at >= touchedTo) touchSome();
    Bytes key = args[at];
    at += step;
    return key;
  }

  private void touchSome() {
    int count = 0;
    for (; touchedTo < args.length && count < hashes.length; touchedTo += step)
      hashes[count++] = args[touchedTo].hashCode();
    touched += database.touch(hashes, count);
  }
}
