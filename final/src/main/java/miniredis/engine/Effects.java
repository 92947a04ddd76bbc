package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * What one unit has done: a command, a transaction, a script, a cycle of expiry. Each effect is a
 * request that does the same again: with absolute deadlines and nothing random.
 *
 * <p>The arrays are used again by the next unit, so whoever is handed this reads it at once.
 */
public final class Effects {

  private static final int FIRST_ROOM = 16;

  /** A unit may be as large as a cycle that removes a million keys: such room is not kept. */
  private static final int LARGEST_KEPT = 1024;

  private int[] databases = new int[FIRST_ROOM];
  private Bytes[][] requests = new Bytes[FIRST_ROOM][];
  private int size;
  private boolean indivisible;

  /** Begins a unit anew. */
  void begin(boolean indivisible) {
    this.indivisible = indivisible;
  }

  void add(int database, Bytes[] request) {
    if (size == requests.length) {
      databases = Arrays.copyOf(databases, 2 * size);
      requests = Arrays.copyOf(requests, 2 * size);
    }
    databases[size] = database;
    requests[size++] = request;
  }

  void clear() {
    if (size > LARGEST_KEPT) {
      databases = new int[FIRST_ROOM];
      requests = new Bytes[FIRST_ROOM][];
    } else {
      Arrays.fill(requests, 0, size, null);
    }
    size = 0;
  }

  public int size() {
    return size;
  }

  /** The number of the database that an effect belongs to. */
  public int database(int index) {
    return databases[index];
  }

  /** An effect, its command first; not to be changed. */
  public Bytes[] request(int index) {
    return requests[index];
  }

  /** Whether all of it must be seen at once or, after a crash, none of it. */
  public boolean isTransaction() {
    return indivisible && size > 1;
  }
}
