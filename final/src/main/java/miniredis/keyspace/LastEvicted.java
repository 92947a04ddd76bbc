package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The last few keys that were removed to make room. It makes no object for each: there may be a
 * hundred thousand in a second, and perhaps nobody ever asks.
 */
final class LastEvicted {

  private static final int SIZE = 8;

  private final Bytes[] keys = new Bytes[SIZE];
  private final int[] databases = new int[SIZE];
  private final long[] scores = new long[SIZE];
  private int count;

  void add(int database, Bytes key, long score) {
    int at = count++ & SIZE - 1;
    keys[at] = key;
    databases[at] = database;
    scores[at] = score;
  }

  /** The last one first. */
  List<Candidate> list() {
    List<Candidate> list = new ArrayList<>();
    for (int back = 1; back <= SIZE; back++) {
      int at = count - back & SIZE - 1;
      if (keys[at] != null) list.add(new Candidate(databases[at], keys[at], scores[at]));
    }
    return list;
  }
}
