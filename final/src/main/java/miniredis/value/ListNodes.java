package miniredis.value;

import module java.base;

/**
 * The packs that a list consists of, in order, in an array with room at both ends.
 *
 * <p>The numbers of elements stand side by side in an array of their own, each with the size of its
 * pack, so that looking for the millionth element adds up a thousand neighbours in memory and does
 * not visit a thousand packs.
 */
final class ListNodes {

  private static final int SHARED = Integer.MIN_VALUE;

  /** The first pack for as long as there is no second, because most lists are short; or null. */
  private ListPack only;

  /** All packs, if there has ever been more than one. */
  private ListPack[] packs;

  /**
   * For each of them the number of its elements, below zero if a snapshot shares the pack, then the
   * length of its array.
   */
  private int[] figures;

  /** Whether a snapshot shares the only pack. */
  private boolean isOnlyShared;

  private int from;
  private int to;

  /** Bytes of the heap that they take. */
  private long bytes;

  int size() {
    return packs != null ? to - from : only != null ? 1 : 0;
  }

  ListPack get(int node) {
    return packs == null ? only : packs[from + node];
  }

  /** A pack that is about to change: if a snapshot shares it, a copy takes its place first. */
  ListPack edit(int node) {
    if (!isShared(node)) return get(node);
    ListPack copy = get(node).copy();
    if (packs == null) only = copy;
    else packs[from + node] = copy;
    share(node, false);
    return copy;
  }

  private boolean isShared(int node) {
    return packs == null ? isOnlyShared : figures[2 * (from + node)] < 0;
  }

  private void share(int node, boolean on) {
    if (packs == null) isOnlyShared = on;
    else figures[2 * (from + node)] = count(node) | (on ? SHARED : 0);
  }

  /** The same packs in another object; neither may change one without {@link #edit}. */
  ListNodes frozen() {
    for (int node = 0; node < size(); node++) share(node, true);
    ListNodes frozen = new ListNodes();
    frozen.only = only;
    frozen.packs = packs == null ? null : packs.clone();
    frozen.figures = figures == null ? null : figures.clone();
    frozen.from = from;
    frozen.to = to;
    return frozen;
  }

  /** How many elements a pack has. */
  int count(int node) {
    return packs == null ? only.count() : figures[2 * (from + node)] & ~SHARED;
  }

  /** To be called after every change of a pack. */
  void recount(int node) {
    if (packs == null) return;
    ListPack pack = get(node);
    int at = 2 * (from + node);
    int capacity = pack.capacity();
    figures[at] = pack.count() | figures[at] & SHARED;
    if (figures[at + 1] == capacity) return;
    bytes += Footprint.ofBytes(capacity) - Footprint.ofBytes(figures[at + 1]);
    figures[at + 1] = capacity;
  }

  /** Bytes of the heap that all this takes. */
  long footprint() {
    long own = Footprint.ofObject(3, 2 * Integer.BYTES + Long.BYTES);
    if (packs == null) return own + (only == null ? 0 : only.footprint());
    return own
        + Footprint.ofReferences(packs.length)
        + Footprint.ofArray(figures.length, Integer.BYTES)
        + bytes;
  }

  /** Adds a pack before the one with this number, or behind the last. */
  void add(int node, ListPack pack) {
    if (packs == null && only == null) {
      only = pack;
      return;
    }
    if (packs == null) spread();
    boolean nearFront = node < size() - node;
    if (nearFront ? from == 0 : to == packs.length) grow(node);
    if (nearFront) {
      move(from, from - 1, node);
      from--;
    } else {
      move(from + node, from + node + 1, size() - node);
      to++;
    }
    packs[from + node] = pack;
    bytes += ListPack.footprint(0);
    figures[2 * (from + node)] = 0;
    figures[2 * (from + node) + 1] = 0;
    recount(node);
  }

  /** Puts the only pack into an array, in which there is room for others. */
  private void spread() {
    packs = new ListPack[2];
    figures = new int[4];
    packs[0] = only;
    if (isOnlyShared) figures[0] = SHARED;
    isOnlyShared = false;
    to = 1;
    bytes = ListPack.footprint(0);
    recount(0);
    only = null;
  }

  private void move(int source, int target, int many) {
    System.arraycopy(packs, source, packs, target, many);
    System.arraycopy(figures, 2 * source, figures, 2 * target, 2 * many);
  }

  /** Room is made where the packs are pushed: in front of them or behind them. */
  private void grow(int node) {
    int size = size();
    int room = 1 + size / 2;
    int start = node < size - node ? room : 0;
    ListPack[] morePacks = new ListPack[size + room];
    int[] moreFigures = new int[2 * (size + room)];
    System.arraycopy(packs, from, morePacks, start, size);
    System.arraycopy(figures, 2 * from, moreFigures, 2 * start, 2 * size);
    packs = morePacks;
    figures = moreFigures;
    from = start;
    to = start + size;
  }

  void remove(int node) {
    remove(node, node + 1);
  }

  /** Removes the packs from one number (inclusive) to another (exclusive). */
  void remove(int first, int end) {
    if (packs == null) {
      if (first < end) {
        only = null;
        isOnlyShared = false;
      }
      return;
    }
    for (int node = first; node < end; node++)
      bytes -= ListPack.footprint(figures[2 * (from + node) + 1]);
    int removed = end - first;
    if (first < size() - end) {
      move(from, from + removed, first);
      Arrays.fill(packs, from, from + removed, null);
      from += removed;
    } else {
      move(from + end, from + first, size() - end);
      Arrays.fill(packs, to - removed, to, null);
      to -= removed;
    }
  }
}
