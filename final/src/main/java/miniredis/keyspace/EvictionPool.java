package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;

/**
 * The best candidates for eviction that were seen so far, in the order of their scores.
 *
 * <p>Keys are remembered, not entries: a value that has gone must not stay in memory because it was
 * once about to go.
 */
final class EvictionPool {

  private static final int SIZE = 16;

  private final Bytes[] keys = new Bytes[SIZE];
  private final int[] databases = new int[SIZE];
  private final int[] scores = new int[SIZE];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes a candidate in, unless the pool is full of better ones. */
  void offer(int score, int database, Object entry) {
    int at = size;
    while (at > 0 && scores[at - 1] >= score) at--;
    if (size < SIZE) {
      shift(at, at + 1, size++ - at);
    } else if (at == 0) {
      return;
    } else {
      shift(1, 0, --at);
    }
    keys[at] = Entry.keyOf(entry);
    databases[at] = database;
    scores[at] = score;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(keys, from, keys, to, count);
    System.arraycopy(databases, from, databases, to, count);
    System.arraycopy(scores, from, scores, to, count);
  }

  /** The score of the best candidate. */
  int bestScore() {
    return scores[size - 1];
  }

  /** All candidates, the best first. Some may have gone meanwhile. */
  List<Candidate> list() {
    List<Candidate> list = new ArrayList<>();
    for (int i = size - 1; i >= 0; i--) list.add(new Candidate(databases[i], keys[i], scores[i]));
    return list;
  }

  /** The number of the database in which the best candidate is. */
  int bestDatabase() {
    return databases[size - 1];
  }

  /** The key of the best candidate, which leaves the pool. */
  Bytes takeBest() {
    Bytes key = keys[--size];
    keys[size] = null;
    return key;
  }
}
