package miniredis;

import module java.base;

/**
 * A list that is quick at both ends: an array used as a ring. The list may begin anywhere in it,
 * and goes on at place 0 after the last place. So no element moves when one end changes.
 *
 * <pre>
 *   [ c d . . . . a b ]   head = 6, length = 4
 * </pre>
 */
final class ListValue implements Value {
  private Bytes[] ring = new Bytes[8];
  private int head;
  private int length;

  int length() {
    return length;
  }

  Bytes get(int i) {
    return ring[place(i)];
  }

  /** The size is a power of two, so & makes -1 the last place, and 0 the one after the last. */
  private int place(int i) {
    return (head + i) & (ring.length - 1);
  }

  void pushTail(Bytes element) {
    growIfFull();
    ring[place(length++)] = element;
  }

  void pushHead(Bytes element) {
    growIfFull();
    head = place(-1);
    ring[head] = element;
    length++;
  }

  Bytes popHead() {
    Bytes element = take(0);
    head = place(1);
    return element;
  }

  Bytes popTail() {
    return take(length - 1);
  }

  private Bytes take(int i) {
    Bytes element = get(i);
    ring[place(i)] = null; // Otherwise the ring would keep the popped element in memory.
    length--;
    return element;
  }

  private void growIfFull() {
    if (length < ring.length) return;
    ring = Arrays.copyOf(elements().toArray(Bytes[]::new), 2 * length);
    head = 0;
  }

  List<Bytes> elements() {
    return range(0, length - 1);
  }

  /** The elements from one place to another, both of them included. */
  List<Bytes> range(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(this::get).toList();
  }

  boolean isEmpty() {
    return length == 0;
  }

  @Override
  public Value copy() {
    ListValue copy = new ListValue();
    elements().forEach(copy::pushTail);
    return copy;
  }
}
