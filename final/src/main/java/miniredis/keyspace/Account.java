package miniredis.keyspace;

/** How much memory all keys of a keyspace take together, kept up to date by those who own them. */
final class Account {

  private long total;

  void add(long bytes) {
    total += bytes;
  }

  /** Bytes of the heap. */
  long total() {
    return total;
  }
}
