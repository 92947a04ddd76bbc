package miniredis;

import module java.base;

/**
 * A hash table that says in which order its keys are visited. That order has to bear that the table
 * grows and shrinks in the middle of a visit.
 */
final class Dictionary<V> {
  private static final int LEAST = 4;

  private static final class Node<V> {
    final Bytes key;
    V value;
    Node<V> next;

    Node(Bytes key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  /** The first node of each, or null. Their number is a power of two. */
  private List<Node<V>> buckets = empty(LEAST);

  private int size;

  private static <N> List<N> empty(int count) {
    return new ArrayList<>(Collections.nCopies(count, null));
  }

  private int bucket(Bytes key) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16) & (buckets.size() - 1);
  }

  private Node<V> node(Bytes key) {
    Node<V> node = buckets.get(bucket(key));
    while (node != null && !node.key.equals(key)) node = node.next;
    return node;
  }

  V get(Bytes key) {
    Node<V> node = node(key);
    return node == null ? null : node.value;
  }

  boolean containsKey(Bytes key) {
    return node(key) != null;
  }

  int size() {
    return size;
  }

  // TODO: put, computeIfAbsent, remove, clear and forEach, as Database needs them; a table that grows
  // and shrinks; and one step of a visit, from a cursor to the next
}
