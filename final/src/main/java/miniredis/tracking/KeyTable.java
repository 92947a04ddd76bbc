package miniredis.tracking;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Which clients have read which keys, whatever the database: to a client that keeps values a key is
 * a name and no more.
 *
 * <p>A client is known by its id alone, so one that leaves need not be looked for here; its entries
 * go when their keys change.
 */
final class KeyTable {

  /** Those who have read a key: mostly one. */
  private static final class Readers {
    private final long first;
    private Set<Long> others = Set.of();

    Readers(long first) {
      this.first = first;
    }

    boolean add(long id) {
      if (id == first) return false;
      if (others.isEmpty()) others = new LinkedHashSet<>();
      return others.add(id);
    }

    int size() {
      return 1 + others.size();
    }
  }

  /** The oldest entry first. */
  private final Map<Bytes, Readers> readers = new LinkedHashMap<>();

  private long items;

  void add(Bytes key, long id) {
    Readers known = readers.get(key);
    if (known == null) readers.put(key, new Readers(id));
    if (known == null || known.add(id)) items++;
  }

  /** Forgets a key, and tells each who had read it. */
  void remove(Bytes key, LongConsumer reader) {
    Readers gone = readers.remove(key);
    if (gone == null) return;
    items -= gone.size();
    reader.accept(gone.first);
    gone.others.forEach(reader::accept);
  }

  /** The key that has been here for longest; there must be one. */
  Bytes oldest() {
    return readers.keySet().iterator().next();
  }

  void clear() {
    readers.clear();
    items = 0;
  }

  boolean isEmpty() {
    return readers.isEmpty();
  }

  int size() {
    return readers.size();
  }

  /** How many pairs of a key and a client there are. */
  long items() {
    return items;
  }
}
