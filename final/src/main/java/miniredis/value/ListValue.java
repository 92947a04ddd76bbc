package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * A list of strings, pushed and popped at both ends: packs of neighbours, one behind the other.
 *
 * <p>One pack for all elements would have to move half of them for each insertion; a node for each
 * element would cost more than the elements. So a pack grows up to a limit, eight kilobytes if the
 * settings do not say otherwise, and then the next one begins. An element longer than that has a
 * pack of its own.
 *
 * <p>When a pack is full, is split, or is joined with its neighbour follows Redis to the letter,
 * because DUMP and the RDB file show where one ends and the next begins.
 *
 * <p>Pushing and popping are O(1). Finding an index walks over the packs' counts and then over the
 * elements of one pack, from the nearer end.
 */
public final class ListValue implements Value {

  /** What -1 to -5 mean as the limit of a pack, in bytes. */
  private static final int[] BYTES = {4096, 8192, 16384, 32768, 65536};

  /** A limit of elements holds only for so many bytes. */
  private static final int SAFE_BYTES = 8192;

  private static final int MOST_ELEMENTS = 32_767;

  /** What Redis assumes an element takes beside its content. */
  private static final int ESTIMATED_OVERHEAD = 8;

  /** What Redis 7.0 thinks two packs have twice; it is the figure of the form before, not 7. */
  private static final int ENVELOPE = 11;

  private final int limit;
  private final ListNodes nodes;
  private long length;

  /** An empty list whose packs hold so many elements or, from -1 to -5, 4 to 64 kilobytes. */
  public ListValue(int limit) {
    this(Math.clamp(limit, -BYTES.length, MOST_ELEMENTS), new ListNodes(), 0);
  }

  /** One whose only pack may be lent. */
  ListValue(int limit, ListPack only) {
    this(limit, new ListNodes(), 0);
    append(only);
  }

  private ListValue(int limit, ListNodes nodes, long length) {
    this.limit = limit;
    this.nodes = nodes;
    this.length = length;
  }

  public long length() {
    return length;
  }

  /** The number of packs. */
  public int nodes() {
    return nodes.size();
  }

  /** One of the packs, from the head: only to be read. */
  public ListPack node(int node) {
    return nodes.get(node);
  }

  /** Adds a pack at the tail, as it is, unless it is empty: for reading a file. */
  public void append(ListPack pack) {
    if (pack.isEmpty()) return;
    nodes.add(nodes.size(), pack);
    length += pack.count();
  }

  // The ends

  public void push(End end, Bytes element) {
    boolean head = end == End.HEAD;
    int node = head ? 0 : nodes.size() - 1;
    if (!takes(node, element)) {
      ListPack next = next(node, head);
      node = head ? 0 : nodes.size();
      nodes.add(node, next);
    }
    ListPack pack = nodes.edit(node);
    pack.insert(head ? 0 : pack.end(), element);
    nodes.recount(node);
    length++;
  }

  /**
   * The pack that follows a full one at an end, or the first of all. Full ones hardly grow again,
   * and the next will become as long: to let it grow step by step would leave much garbage behind.
   */
  private ListPack next(int full, boolean head) {
    if (nodes.size() == 0) return new ListPack();
    ListPack pack = nodes.get(full);
    pack.trim();
    nodes.recount(full);
    return ListPack.roomy(Math.min(pack.end(), limit < 0 ? BYTES[-limit - 1] : SAFE_BYTES), head);
  }

  /** Removes and returns the element at an end of a list that is not empty. */
  public Bytes pop(End end) {
    int node = end == End.HEAD ? 0 : nodes.size() - 1;
    ListPack pack = nodes.edit(node);
    int at = end == End.HEAD ? pack.first() : pack.last();
    Bytes element = pack.get(at);
    pack.delete(at);
    shorten(node, 1);
    return element;
  }

  private void shorten(int node, int elements) {
    length -= elements;
    if (nodes.get(node).isEmpty()) nodes.remove(node);
    else nodes.recount(node);
  }

  // Anywhere

  /** At the element of an index from 0, or, negative, from the end, which need not be there. */
  public ListCursor cursor(long index) {
    return new ListCursor(nodes, length, index);
  }

  /** The element of an index from 0, or, negative, from the end; null if there is none. */
  public Bytes get(long index) {
    ListCursor cursor = cursor(index);
    return cursor.isThere() ? cursor.get() : null;
  }

  /** Hands over so many elements from an index on, all of which must be there, without copies. */
  public void give(long from, long count, StringSink out) {
    ListCursor cursor = cursor(from);
    for (long left = count; left > 0; cursor.nextPack()) {
      left -= cursor.pack().give(cursor.at(), left, out);
    }
  }

  /** Puts another element in the place of the one at a cursor. */
  public void set(ListCursor place, Bytes element) {
    nodes.edit(place.node).replace(place.at, element);
    nodes.recount(place.node);
  }

  /**
   * Adds an element right before or after the one at a cursor. A full pack leaves it to a neighbour
   * that has room, if it would stand next to that; else it is split in two there.
   */
  public void insert(ListCursor place, Bytes element, boolean after) {
    int node = place.node;
    ListPack pack = place.pack();
    int at = after ? pack.after(place.at) : place.at;
    boolean atEdge = at == (after ? pack.end() : 0);
    int neighbour = after ? node + 1 : node - 1;
    length++;
    if (takes(node, element)) {
      nodes.edit(node).insert(at, element);
    } else if (atEdge && takes(neighbour, element)) {
      node = neighbour;
      ListPack other = nodes.edit(node);
      other.insert(after ? 0 : other.end(), element);
    } else if (atEdge) {
      node = after ? node + 1 : node;
      nodes.add(node, new ListPack());
      nodes.get(node).append(element);
    } else {
      split(node, at, element, after);
      return;
    }
    nodes.recount(node);
  }

  /** The new element joins the half that was cut off; then small neighbours become one. */
  private void split(int node, int at, Bytes element, boolean after) {
    ListPack pack = nodes.edit(node);
    ListPack cut = pack.split(at);
    if (after) cut.prepend(element);
    else pack.append(element);
    nodes.recount(node);
    nodes.add(node + 1, cut);
    join(after ? node : node + 1);
  }

  private void join(int center) {
    int middle = center;
    if (joins(middle - 2)) merge(middle-- - 2);
    if (joins(middle + 1)) merge(middle + 1);
    if (joins(middle - 1)) merge(middle-- - 1);
    if (joins(middle)) merge(middle);
  }

  private boolean joins(int node) {
    if (node < 0 || node + 1 >= nodes.size()) return false;
    ListPack one = nodes.get(node);
    ListPack other = nodes.get(node + 1);
    return isWithinLimit(
        (long) one.bytes() + other.bytes() - ENVELOPE, one.count() + other.count());
  }

  private void merge(int node) {
    nodes.edit(node).appendAll(nodes.get(node + 1));
    nodes.recount(node);
    nodes.remove(node + 1);
  }

  private boolean takes(int node, Bytes element) {
    if (node < 0 || node >= nodes.size()) return false;
    ListPack pack = nodes.get(node);
    long bytes = (long) pack.bytes() + element.length() + ESTIMATED_OVERHEAD;
    return isWithinLimit(bytes, pack.count() + 1);
  }

  private boolean isWithinLimit(long bytes, int elements) {
    if (limit < 0) return bytes <= BYTES[-limit - 1];
    return bytes <= SAFE_BYTES && elements <= limit;
  }

  /**
   * Removes elements that equal this one, from the head on, or from the tail if {@code most} is
   * negative; as many as that says, or all if it is 0. Returns how many it were.
   */
  public long remove(Bytes element, long most) {
    long before = length;
    boolean all = most == 0 || most < -before || most > before;
    long least = all ? 0 : before - Math.abs(most);
    ListCursor cursor = cursor(most < 0 ? -1 : 0);
    while (cursor.isThere() && length > least) {
      if (!cursor.holds(element)) {
        if (most < 0) cursor.previous();
        else cursor.next();
      } else {
        if (most < 0) cursor.removeBackwards();
        else cursor.removeForwards();
        length--;
      }
    }
    return before - length;
  }

  /** Removes the elements from one index (inclusive) to another (exclusive), both from 0. */
  public void removeRange(long from, long to) {
    long left = Math.min(to, length) - from;
    if (left <= 0) return;
    ListCursor start = cursor(from);
    int node = start.node;
    if (start.at > 0) {
      left -= removeIn(node, start.at, left);
      node++;
    }
    int whole = node;
    for (; left > 0 && nodes.count(whole) <= left; whole++) {
      left -= nodes.count(whole);
      length -= nodes.count(whole);
    }
    nodes.remove(node, whole);
    if (left > 0) removeIn(node, 0, left);
  }

  private long removeIn(int node, int at, long most) {
    ListPack pack = nodes.edit(node);
    int before = pack.count();
    pack.delete(at, (int) Math.min(most, before));
    int removed = before - pack.count();
    shorten(node, removed);
    return removed;
  }

  @Override
  public boolean isEmpty() {
    return length == 0;
  }

  @Override
  public Type type() {
    return Type.LIST;
  }

  @Override
  public String encoding() {
    return "quicklist";
  }

  @Override
  public List<Bytes> sortable() {
    List<Bytes> all = new ArrayList<>();
    for (ListCursor at = cursor(0); at.isThere(); at.next()) all.add(at.get());
    return all;
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(1, Integer.BYTES + Long.BYTES) + nodes.footprint();
  }

  /** What is packed has no room for the limit, so only lists with the usual one are. */
  @Override
  public byte[] packed(Entry entry, ArrayPool pool) {
    boolean fits = nodes.size() == 1 && limit == Limits.USUAL_LIST_NODE;
    return fits ? PackedCollection.of(Type.LIST, nodes.get(0), entry, pool) : null;
  }

  @Override
  public void takeApart(Parts parts) {
    for (ListCursor at = cursor(0); at.isThere(); at.next()) parts.next(at.get());
  }

  @Override
  public Value copy() {
    ListValue copy = new ListValue(limit);
    for (int i = 0; i < nodes.size(); i++) copy.append(nodes.get(i).copy());
    return copy;
  }

  @Override
  public Value frozen() {
    return new ListValue(limit, nodes.frozen(), length);
  }
}
