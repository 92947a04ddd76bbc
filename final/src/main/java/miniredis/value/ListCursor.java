package miniredis.value;

import miniredis.bytes.Bytes;

/**
 * A place in a {@link ListValue}: at an element, or past either end.
 *
 * <p>Any change of the list that is not made through the cursor makes it invalid.
 */
public final class ListCursor {

  final ListNodes nodes;

  /** The number of the pack; -1 before the first element, the number of packs after the last. */
  int node;

  /** The place in the pack, or {@link ListPack#NONE}. */
  int at;

  /**
   * At the element of an index from 0, or, negative, from the end; past the end if there is none.
   */
  ListCursor(ListNodes nodes, long length, long index) {
    this.nodes = nodes;
    long steps = index < 0 ? index + length : index;
    if (steps < 0 || steps >= length) {
      node = steps < 0 ? -1 : nodes.size();
      at = ListPack.NONE;
    } else if (steps <= length / 2) {
      for (; steps >= nodes.count(node); node++) steps -= nodes.count(node);
      at = pack().seek((int) steps);
    } else {
      long left = length - steps;
      for (node = nodes.size() - 1; left > nodes.count(node); node--) left -= nodes.count(node);
      at = pack().seek((int) -left);
    }
  }

  /** Whether there is an element here. */
  public boolean isThere() {
    return at != ListPack.NONE;
  }

  /** The pack in which the element is. */
  public ListPack pack() {
    return nodes.get(node);
  }

  /** Where in its pack the element is. */
  public int at() {
    return at;
  }

  public Bytes get() {
    return pack().get(at);
  }

  public boolean holds(Bytes element) {
    return pack().holds(at, element);
  }

  /** Goes towards the tail. */
  public void next() {
    at = pack().next(at);
    if (at == ListPack.NONE) enter(node + 1, End.HEAD);
  }

  /** Goes to the first element of the next pack. */
  void nextPack() {
    enter(node + 1, End.HEAD);
  }

  /** Goes towards the head. */
  public void previous() {
    at = pack().previous(at);
    if (at == ListPack.NONE) enter(node - 1, End.TAIL);
  }

  private void enter(int other, End end) {
    node = other;
    boolean inside = node >= 0 && node < nodes.size();
    at = !inside ? ListPack.NONE : end == End.HEAD ? pack().first() : pack().last();
  }

  /** Removes the element; the cursor is then at the next one. */
  void removeForwards() {
    ListPack pack = nodes.edit(node);
    pack.delete(at);
    if (closeGap(pack)) enter(node, End.HEAD);
    else if (at == pack.end()) enter(node + 1, End.HEAD);
  }

  /** Removes the element; the cursor is then at the one before. */
  void removeBackwards() {
    ListPack pack = nodes.edit(node);
    int before = pack.previous(at);
    pack.delete(at);
    closeGap(pack);
    at = before;
    if (at == ListPack.NONE) enter(node - 1, End.TAIL);
  }

  /** A pack without elements goes; whether it did. */
  private boolean closeGap(ListPack pack) {
    if (pack.isEmpty()) nodes.remove(node);
    else nodes.recount(node);
    return pack.isEmpty();
  }
}
