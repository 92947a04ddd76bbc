package miniredis.value;

import module java.base;

/**
 * Members in the order of their scores, and of their bytes where scores are equal: a B+ tree that
 * counts, so that it also knows the member of each rank and the rank of each member.
 *
 * <pre>
 *                      [ b 4.0 | 5 members, 7 members ]
 *                     /                               \
 *       [ 1.0 1.5 2.0 3.0 3.0 ]  &lt;-------&gt;  [ 4.0 4.5 6.0 6.0 7.0 8.0 9.5 ]
 *           c   a   f   d   e                    b   k   g   i   h   j   l
 * </pre>
 *
 * <p>All members are in the leaves, up to {@value #WIDTH} in each, the scores side by side in one
 * array and the members in another; leaves know their neighbours. A node above them knows of each
 * child how many members are below it, and of each but the first a bound: nothing below is less.
 * Finding a score or a rank is one way from the root to a leaf, which is short (a million members
 * are three or four nodes deep) and at each node reads one short array from front to back. A skip
 * list, which Redis has here, does as many steps as there are bits in the number of members, each
 * to another place in memory, and keeps some pointers for every member.
 *
 * <p>Search, insertion, removal, rank and the member of a rank are O(log n), a step to the next
 * member O(1). A member costs 12 bytes for its score and a reference, in leaves that are at least
 * half full, two thirds on average, and full where members came in order; the array with the member
 * itself is the owner's.
 */
final class ScoreTree {

  /** The most members of a leaf, and the most children of a node above. */
  private static final int WIDTH = 64;

  private static final int STEPS_PER_WALK = 32;

  /** Neighbours that have no more than this together become one. */
  private static final int FEW = WIDTH * 3 / 4;

  /** Where to cut the order in two. */
  @FunctionalInterface
  interface Cut {

    /** Whether it comes after a member; then also after all that are before that one. */
    boolean comesAfter(double score, byte[] entry);
  }

  /** Right before one member. */
  private record Place(double score, byte[] entry) implements Cut {
    @Override
    public boolean comesAfter(double other, byte[] otherEntry) {
      return other < score || other == score && ScoredMember.compare(otherEntry, entry) < 0;
    }

    boolean isOf(double other, byte[] otherEntry) {
      return other == score && ScoredMember.compare(otherEntry, entry) == 0;
    }
  }

  /** Of the nodes that may be changed: all others are shared with a snapshot. */
  private Object era = new Object();

  private Node root;
  private Leaf first;
  private int size;
  private int leaves = 1;
  private int branches;

  ScoreTree() {
    root = first = new Leaf();
  }

  private ScoreTree(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /**
   * The same tree, only to be read from rank to rank; this one may change meanwhile. Costs nothing
   * but that every node, before it changes for the first time, is copied, and so is the way to it.
   */
  ScoreTree frozen() {
    era = new Object();
    return new ScoreTree(root, size);
  }

  int size() {
    return size;
  }

  void add(double score, byte[] entry) {
    size++;
    root = root.editable();
    Node right = root.add(new Place(score, entry));
    if (right != null) root = new Branch(root, right);
  }

  /** Removes an entry that is there with this score. */
  void remove(double score, byte[] entry) {
    size--;
    root = root.editable();
    root.remove(new Place(score, entry));
    while (root instanceof Branch branch && branch.count == 1) {
      root = branch.children[0];
      branches--;
    }
  }

  /** Gives an entry that is there another score: where the order stays, that is all there is to. */
  void move(double from, double to, byte[] entry) {
    Cursor at = editableCursor(new Place(from, entry));
    if (at.leaf.mayBecome(at.at, new Place(to, entry))) {
      at.leaf.scores[at.at] = to;
    } else {
      remove(from, entry);
      add(to, entry);
    }
  }

  /** How many members come before a cut, which is the rank of the first one behind it. */
  int count(Cut cut) {
    int before = 0;
    Node node = root;
    while (node instanceof Branch branch) {
      int at = branch.childAt(cut);
      before += branch.sizeBefore(at);
      node = branch.children[at];
    }
    return before + node.search(cut, 0);
  }

  /** The rank of an entry that is there with this score. */
  int rank(double score, byte[] entry) {
    return count(new Place(score, entry));
  }

  /** At an entry that is there, in a leaf that may be changed. */
  private Cursor editableCursor(Place place) {
    root = root.editable();
    Node node = root;
    while (node instanceof Branch branch) node = branch.editableChild(branch.childOf(place));
    return new Cursor((Leaf) node, node.search(place, 0));
  }

  /** At the entry of a rank; past the end if there is none. */
  Cursor cursor(int rank) {
    if (rank < 0 || rank >= size()) return new Cursor(null, 0);
    int left = rank;
    Node node = root;
    while (node instanceof Branch branch) {
      int at = 0;
      for (; left >= branch.sizes[at]; at++) left -= branch.sizes[at];
      node = branch.children[at];
    }
    return new Cursor((Leaf) node, left);
  }

  /** Takes entries with their scores. */
  @FunctionalInterface
  interface Visitor {
    void entry(byte[] entry, double score);
  }

  /** Visits all entries, some at each call, which says whether there are more. */
  BooleanSupplier walkBackwards(Visitor visitor) {
    int[] left = {size};
    return () -> {
      Cursor at = cursor(left[0] - 1);
      int end = Math.max(0, left[0] - STEPS_PER_WALK);
      for (; left[0] > end && at.at >= 0; left[0]--) {
        visitor.entry(at.entry(), at.score());
        at.at--;
      }
      return left[0] > 0;
    };
  }

  void forEach(Consumer<byte[]> visitor) {
    for (Leaf leaf = first; leaf != null; leaf = leaf.next) {
      for (int i = 0; i < leaf.count; i++) visitor.accept(leaf.entries[i]);
    }
  }

  /** Bytes of the heap that the nodes take, without the entries. */
  long footprint() {
    long arrays = Footprint.ofArray(WIDTH, Double.BYTES) + Footprint.ofReferences(WIDTH);
    long counts = Footprint.ofReferences(WIDTH) + Footprint.ofArray(WIDTH, Integer.BYTES);
    return Footprint.ofObject(3, 12)
        + leaves * (Footprint.ofObject(6, 4) + arrays)
        + branches * (Footprint.ofObject(6, 4) + arrays + counts);
  }

  /** A place in the tree. Any change of it makes it invalid. */
  static final class Cursor {
    private Leaf leaf;
    private int at;

    private Cursor(Leaf leaf, int at) {
      this.leaf = leaf;
      this.at = at;
    }

    boolean isThere() {
      return leaf != null;
    }

    byte[] entry() {
      return leaf.entries[at];
    }

    double score() {
      return leaf.scores[at];
    }

    void next() {
      if (++at < leaf.count) return;
      leaf = leaf.next;
      at = 0;
    }

    void previous() {
      if (--at >= 0) return;
      leaf = leaf.previous;
      at = leaf == null ? 0 : leaf.count - 1;
    }
  }

  /** Scores and entries side by side: of members in a leaf, of the bounds of children above. */
  private abstract static sealed class Node {
    private final Object era;
    final double[] scores;
    final byte[][] entries;
    int count;

    Node(Object era) {
      this.era = era;
      scores = new double[WIDTH];
      entries = new byte[WIDTH][];
    }

    /** A copy that belongs to another era. */
    Node(Object era, Node other) {
      this.era = era;
      scores = other.scores.clone();
      entries = other.entries.clone();
      count = other.count;
    }

    final boolean isOf(Object present) {
      return era == present;
    }

    /** This one, or, if a snapshot shares it, the copy that has taken its place. */
    abstract Node editable();

    /** How many members are in it or below it. */
    abstract int size();

    /** Adds a member; returns a new neighbour to the right if there was no room, else null. */
    abstract Node add(Place place);

    abstract void remove(Place place);

    /** Takes over all that the neighbour to the right has, which is nowhere below that bound. */
    abstract void merge(Node right, double bound, byte[] boundEntry);

    /** It is not part of the tree any more. */
    abstract void leave();

    /** The index, at least {@code from}, of the first pair that is behind a cut. */
    final int search(Cut cut, int from) {
      int low = from;
      int high = count;
      while (low < high) {
        int middle = low + high >>> 1;
        if (cut.comesAfter(scores[middle], entries[middle])) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    void open(int at) {
      System.arraycopy(scores, at, scores, at + 1, count - at);
      System.arraycopy(entries, at, entries, at + 1, count - at);
      count++;
    }

    void close(int at) {
      count--;
      System.arraycopy(scores, at + 1, scores, at, count - at);
      System.arraycopy(entries, at + 1, entries, at, count - at);
      entries[count] = null;
    }

    final void set(int at, double score, byte[] entry) {
      scores[at] = score;
      entries[at] = entry;
    }

    /** Moves the pairs from an index on behind those of another node. */
    void moveTo(Node other, int from) {
      int moved = count - from;
      System.arraycopy(scores, from, other.scores, other.count, moved);
      System.arraycopy(entries, from, other.entries, other.count, moved);
      Arrays.fill(entries, from, count, null);
      other.count += moved;
      count = from;
    }
  }

  private final class Leaf extends Node {
    private Leaf previous;
    private Leaf next;

    private Leaf() {
      super(era);
    }

    private Leaf(Leaf other) {
      super(era, other);
      previous = other.previous;
      next = other.next;
      if (previous == null) first = this;
      else previous.next = this;
      if (next != null) next.previous = this;
    }

    /** The links are this tree's alone: a snapshot goes from leaf to leaf by way of the root. */
    @Override
    Node editable() {
      return isOf(era) ? this : new Leaf(this);
    }

    @Override
    int size() {
      return count;
    }

    @Override
    Node add(Place place) {
      int at = search(place, 0);
      if (count < WIDTH) {
        open(at);
        set(at, place.score, place.entry);
        return null;
      }
      int half = cutAt(at);
      Leaf right = split(half);
      Leaf target = at > half || half == WIDTH ? right : this;
      target.add(place);
      return right;
    }

    /** In the middle; but members that come in order, upwards or downwards, leave full leaves. */
    private int cutAt(int at) {
      if (at == WIDTH && next == null) return WIDTH;
      return at == 0 && previous == null ? 0 : WIDTH / 2;
    }

    private Leaf split(int from) {
      Leaf right = new Leaf();
      leaves++;
      moveTo(right, from);
      right.previous = this;
      right.next = next;
      if (next != null) next.previous = right;
      next = right;
      return right;
    }

    /** Whether the entry at an index may be given this place and stay where it is. */
    boolean mayBecome(int at, Place place) {
      return at > 0
          && at < count - 1
          && place.comesAfter(scores[at - 1], entries[at - 1])
          && !place.comesAfter(scores[at + 1], entries[at + 1]);
    }

    @Override
    void remove(Place place) {
      close(search(place, 0));
    }

    @Override
    void merge(Node right, double bound, byte[] boundEntry) {
      right.moveTo(this, 0);
      right.leave();
    }

    @Override
    void leave() {
      leaves--;
      if (previous == null) first = next;
      else previous.next = next;
      if (next != null) next.previous = previous;
    }
  }

  private final class Branch extends Node {
    private final Node[] children;
    private final int[] sizes;

    private Branch() {
      super(era);
      children = new Node[WIDTH];
      sizes = new int[WIDTH];
      branches++;
    }

    private Branch(Branch other) {
      super(era, other);
      children = other.children.clone();
      sizes = other.sizes.clone();
    }

    @Override
    Node editable() {
      return isOf(era) ? this : new Branch(this);
    }

    Node editableChild(int at) {
      return children[at] = children[at].editable();
    }

    private Branch(Node left, Node right) {
      this();
      insert(0, left);
      insert(1, right);
    }

    @Override
    int size() {
      return sizeBefore(count);
    }

    int sizeBefore(int child) {
      int sum = 0;
      for (int i = 0; i < child; i++) sum += sizes[i];
      return sum;
    }

    /** The child in which a cut is. */
    int childAt(Cut cut) {
      return search(cut, 1) - 1;
    }

    /** The child in which a member is or belongs: a bound may be the member itself. */
    int childOf(Place place) {
      int at = search(place, 1);
      return at < count && place.isOf(scores[at], entries[at]) ? at : at - 1;
    }

    private void insert(int at, Node child) {
      open(at);
      set(at, child.scores[0], child.entries[0]);
      children[at] = child;
      sizes[at] = child.size();
    }

    @Override
    Node add(Place place) {
      int at = childOf(place);
      Node right = editableChild(at).add(place);
      if (right == null) {
        sizes[at]++;
        return null;
      }
      sizes[at] = children[at].size();
      if (count < WIDTH) {
        insert(at + 1, right);
        return null;
      }
      Branch neighbour = new Branch();
      moveTo(neighbour, cutAt(at + 1));
      if (at + 1 <= count) insert(at + 1, right);
      else neighbour.insert(at + 1 - count, right);
      return neighbour;
    }

    /** As with leaves: what grows at one end only leaves full nodes behind. */
    private int cutAt(int at) {
      return at == WIDTH ? WIDTH - 1 : at == 1 ? 1 : WIDTH / 2;
    }

    @Override
    void remove(Place place) {
      int at = childOf(place);
      editableChild(at).remove(place);
      sizes[at]--;
      if (count == 1) return;
      if (sizes[at] == 0) {
        children[at].leave();
        close(at);
      } else if (at > 0 && canMerge(at - 1)) {
        merge(at - 1);
      } else if (at < count - 1 && canMerge(at)) {
        merge(at);
      }
    }

    private boolean canMerge(int left) {
      return children[left].count + children[left + 1].count <= FEW;
    }

    private void merge(int left) {
      editableChild(left).merge(editableChild(left + 1), scores[left + 1], entries[left + 1]);
      sizes[left] += sizes[left + 1];
      close(left + 1);
    }

    @Override
    void merge(Node right, double bound, byte[] boundEntry) {
      int at = count;
      right.moveTo(this, 0);
      set(at, bound, boundEntry);
      branches--;
    }

    @Override
    void leave() {
      branches--;
      children[0].leave();
    }

    @Override
    void open(int at) {
      System.arraycopy(children, at, children, at + 1, count - at);
      System.arraycopy(sizes, at, sizes, at + 1, count - at);
      super.open(at);
    }

    @Override
    void close(int at) {
      super.close(at);
      System.arraycopy(children, at + 1, children, at, count - at);
      System.arraycopy(sizes, at + 1, sizes, at, count - at);
      children[count] = null;
    }

    @Override
    void moveTo(Node other, int from) {
      Branch target = (Branch) other;
      int moved = count - from;
      System.arraycopy(children, from, target.children, target.count, moved);
      System.arraycopy(sizes, from, target.sizes, target.count, moved);
      Arrays.fill(children, from, count, null);
      super.moveTo(other, from);
    }
  }
}
