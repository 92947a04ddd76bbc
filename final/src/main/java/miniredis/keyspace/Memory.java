package miniredis.keyspace;

/**
 * The account of memory, in bytes of the heap: how much is used by all keys, and by what serves the
 * clients. What the program itself takes is not in it, because no limit could make that smaller.
 */
public final class Memory {

  private long keys;
  private long clients;
  private long startup;
  private long peak;

  /** Called by whoever owns keys, for each that comes, changes its size or goes. */
  void add(long bytes) {
    keys += bytes;
  }

  /** What buffers for clients take, told ten times a second. */
  public void clients(long bytes) {
    clients = bytes;
  }

  /** Notes that nothing has been stored yet. */
  void started() {
    startup = used();
  }

  /** What was used when nothing had been stored yet. */
  public long startup() {
    return startup;
  }

  /** What all keys, their values and the tables that find them take. */
  public long keys() {
    return keys;
  }

  public long clients() {
    return clients;
  }

  /** What the setting maxmemory limits. */
  public long used() {
    return keys + clients;
  }

  /** Notes how much is used now; called ten times a second. */
  public void sample() {
    peak = Math.max(peak, used());
  }

  /** The most that was ever used, as far as anyone has looked. */
  public long peak() {
    return peak;
  }
}
