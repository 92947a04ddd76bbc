package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A stream: entries in the order of their ids, each some fields and values, and the groups of
 * consumers that read it.
 *
 * <p>A hundred neighbours, or four kilobytes of them, share a {@link StreamNode}; the nodes are in
 * a search tree by their first id. So to find an id, to append or to delete an entry is O(log n)
 * and a walk through one node; to go on from there costs what is read. The tree takes about a byte
 * an entry: it is the packing that makes a stream small. A million entries of one field of 16 bytes
 * take 29 bytes each, of which the content is 16.
 *
 * <p>When a node is full, and what stays behind of the deleted, follows Redis to the letter,
 * because DUMP and the RDB file show it.
 *
 * <p>A stream without entries is still a key: it knows the last id that it has given.
 */
public final class StreamValue implements Value {

  /** However the settings are, a node is not longer than this; nor is an entry. */
  public static final long MOST_BYTES = 1 << 30;

  /** So many bytes of room a new node has at most. */
  private static final int MOST_ROOM = 8192;

  /** What a node of the search tree takes, and an id. */
  static final long TREE_NODE = Footprint.ofObject(5, 1);

  private static final long EMPTY_TREE = Footprint.ofObject(5, 2 * Integer.BYTES);

  static final long ID = Footprint.ofObject(0, StreamId.BYTES);

  private final Limits limits;
  private final TreeMap<StreamId, StreamNode> nodes = new TreeMap<>();
  private final TreeMap<Bytes, StreamGroup> groups = new TreeMap<>();

  /** The last node, to which nearly all is appended; null if there is none. */
  private StreamNode newest;

  private long length;
  private StreamId first = StreamId.MIN;
  private StreamId last = StreamId.MIN;
  private StreamId greatestDeleted = StreamId.MIN;
  private long added;

  /** Bytes of the heap that the nodes take. */
  private long nodeBytes;

  /** Bytes of the heap that the groups take. */
  private long groupBytes;

  /** An empty stream. */
  public StreamValue(Limits limits) {
    this.limits = limits;
  }

  public long length() {
    return length;
  }

  /** The id that was given last, to an entry that may have been deleted since. */
  public StreamId last() {
    return last;
  }

  /** The first entry's id, as it is remembered; {@link StreamId#MIN} if there is none. */
  public StreamId first() {
    return first;
  }

  /** The greatest id among the entries that were deleted one by one. */
  public StreamId greatestDeleted() {
    return greatestDeleted;
  }

  /** How many entries were ever added. */
  public long added() {
    return added;
  }

  /** The nodes in order: only to be read. */
  public Collection<StreamNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  // Reading

  /** At the first entry whose id is not before this one. */
  public StreamCursor from(StreamId least) {
    return StreamCursor.from(least, nodes);
  }

  /** At the last entry whose id is not after this one. */
  public StreamCursor upTo(StreamId most) {
    return StreamCursor.upTo(most, nodes);
  }

  public boolean contains(StreamId id) {
    return find(id) != null;
  }

  /** At the entry of this id, or null. */
  public StreamCursor find(StreamId id) {
    StreamCursor cursor = from(id);
    return cursor.isThere() && cursor.compareTo(id) == 0 ? cursor : null;
  }

  // Changing

  /** Adds an entry, which must come after all that ever were. */
  public void append(StreamId id, List<Bytes> fieldsAndValues) {
    StreamNode node = nodeFor(fieldsAndValues);
    if (node == null) {
      node = StreamNode.forFirst(id, fieldsAndValues, nextPack());
      add(node);
    }
    nodeBytes -= node.footprint();
    node.append(id, fieldsAndValues);
    nodeBytes += node.footprint();
    length++;
    added++;
    last = id;
    if (length == 1) first = id;
  }

  /** The last node if it has room for one more entry, else null. */
  private StreamNode nodeFor(List<Bytes> fieldsAndValues) {
    if (newest == null) return null;
    StreamNode node = newest;
    long most = limits.streamNodeBytes;
    if (most == 0 || most > MOST_BYTES) most = MOST_BYTES;
    boolean full =
        node.pack().bytes() + lengthOf(fieldsAndValues) >= most
            || limits.streamNodeEntries != 0 && node.entries() >= limits.streamNodeEntries;
    if (!full) return node;
    nodeBytes -= node.footprint();
    node.pack().trim();
    nodeBytes += node.footprint();
    return null;
  }

  /** The next node will become as long as the last one: to let it grow would leave much garbage. */
  private ListPack nextPack() {
    if (newest == null) return new ListPack();
    return ListPack.roomy(Math.min(newest.pack().end(), MOST_ROOM), false);
  }

  /** How many bytes all fields and values have. */
  public static long lengthOf(List<Bytes> fieldsAndValues) {
    long length = 0;
    for (int i = 0; i < fieldsAndValues.size(); i++) length += fieldsAndValues.get(i).length();
    return length;
  }

  private void add(StreamNode node) {
    nodes.put(node.id(), node);
    newest = nodes.lastEntry().getValue();
    nodeBytes += TREE_NODE + ID + node.footprint();
  }

  private void remove(StreamNode node) {
    nodes.remove(node.id());
    if (node == newest) newest = nodes.isEmpty() ? null : nodes.lastEntry().getValue();
    nodeBytes -= TREE_NODE + ID + node.footprint();
  }

  /** Deletes an entry; false if there is none of this id. */
  public boolean delete(StreamId id) {
    StreamCursor cursor = find(id);
    if (cursor == null) return false;
    StreamNode node = cursor.node();
    if (node.live() == 1) {
      remove(node);
    } else {
      nodeBytes -= node.footprint();
      node.mark(cursor.flagsAt());
      node.countMarked(1);
      nodeBytes += node.footprint();
    }
    length--;
    if (id.isAfter(greatestDeleted)) greatestDeleted = id;
    if (length == 0 || id.equals(first)) rememberFirst();
    return true;
  }

  private void rememberFirst() {
    first = length == 0 ? StreamId.MIN : from(StreamId.MIN).id();
  }

  /**
   * Deletes the oldest entries as far as they are too many, and returns how many it deleted.
   *
   * @param wholeNodes whether to delete only whole nodes, so that some more may stay
   * @param most not to begin with a node if that would make more than this; 0: no limit
   */
  public long trim(StreamTrim what, boolean wholeNodes, long most) {
    long before = length;
    while (!nodes.isEmpty() && !isTrimmed(what)) {
      StreamNode node = nodes.firstEntry().getValue();
      long live = node.live();
      if (most != 0 && before - length + live > most) break;
      if (what.takesAll(node, length)) {
        length -= live;
        remove(node);
      } else {
        if (!wholeNodes) trim(what, node);
        break;
      }
    }
    if (length != before) rememberFirst();
    return before - length;
  }

  private boolean isTrimmed(StreamTrim what) {
    return what instanceof StreamTrim.MaxLength(long most) && length <= most;
  }

  /** Marks the first entries of a node. */
  private void trim(StreamTrim what, StreamNode node) {
    long before = length;
    StreamCursor at = StreamCursor.in(node);
    do {
      if (isTrimmed(what)) break;
      if (what instanceof StreamTrim.MinId(StreamId least) && at.compareTo(least) >= 0) break;
      if (!at.isDeleted()) {
        node.mark(at.flagsAt());
        length--;
      }
    } while (at.nextInNode());
    nodeBytes -= node.footprint();
    node.countMarked(before - length);
    nodeBytes += node.footprint();
  }

  /** Says what cannot be told from the entries: for XSETID, and for reading a file. */
  public void history(StreamId last, long added, StreamId greatestDeleted) {
    this.last = last;
    this.added = added;
    this.greatestDeleted = greatestDeleted;
  }

  /** Adds a node that was read from a file, behind the others. */
  public void load(StreamNode node) {
    add(node);
    length += node.live();
    rememberFirst();
  }

  /** The first id as a file remembers it. */
  public void first(StreamId first) {
    this.first = first;
  }

  // Groups

  /** The groups in the order of their names. */
  public Collection<StreamGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  /** The group of this name, or null. */
  public StreamGroup group(Bytes name) {
    return groups.get(name);
  }

  /** Adds a group whose name must be free, and which has read so far. */
  public StreamGroup addGroup(Bytes name, StreamId last, long read) {
    StreamGroup group = new StreamGroup(name, this, last, read);
    groups.put(name, group);
    account(group.ownBytes());
    return group;
  }

  /** The same where it is not known how much it has read. */
  public StreamGroup addGroup(Bytes name, StreamId last) {
    return addGroup(name, last, countedUpTo(last));
  }

  public boolean removeGroup(Bytes name) {
    StreamGroup group = groups.remove(name);
    if (group == null) return false;
    account(-group.ownBytes() - group.contentBytes());
    return true;
  }

  /** A group takes so many bytes of the heap more, or fewer. */
  void account(long bytes) {
    groupBytes += bytes;
  }

  // How far a group has read, counted in entries

  /** Whether one of the entries from this id on may have been deleted on its own. */
  boolean hasGapFrom(StreamId least) {
    if (length == 0 || greatestDeleted.isBefore(first)) return false;
    return !greatestDeleted.isBefore(least);
  }

  /**
   * How many entries were ever added up to this id, or {@link StreamGroup#UNKNOWN}: it can be told
   * at both ends of the stream only.
   */
  long countedUpTo(StreamId id) {
    if (added == 0) return 0;
    if (length == 0 && !id.isAfter(last)) return added;
    if (!id.isBefore(last)) return id.equals(last) ? added : StreamGroup.UNKNOWN;
    if (!greatestDeleted.isMin() && !greatestDeleted.isBefore(first)) return StreamGroup.UNKNOWN;
    if (id.isAfter(first)) return StreamGroup.UNKNOWN;
    return added - length + (id.equals(first) ? 1 : 0);
  }

  // As a value

  @Override
  public Type type() {
    return Type.STREAM;
  }

  @Override
  public String encoding() {
    return "stream";
  }

  @Override
  public List<Bytes> sortable() {
    return null;
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(7, 4 * Long.BYTES) + 2 * EMPTY_TREE + nodeBytes + groupBytes;
  }

  @Override
  public void takeApart(Parts parts) {
    for (StreamCursor at = from(StreamId.MIN); at.isThere(); at.next()) {
      parts.next(Bytes.of(at.id().toString().replace('-', '.')));
      for (Bytes each : at.fieldsAndValues()) parts.next(each);
    }
  }

  @Override
  public Value copy() {
    StreamValue copy = new StreamValue(limits);
    for (StreamNode node : nodes.values()) copy.add(node.copy());
    copy.length = length;
    copy.first = first;
    copy.history(last, added, greatestDeleted);
    for (StreamGroup group : groups.values()) group.copyTo(copy);
    return copy;
  }

  /** Costs a step for each node, of which a million entries have ten thousand. */
  @Override
  public Value frozen() {
    StreamValue frozen = new StreamValue(limits);
    frozen.nodes.putAll(nodes);
    frozen.nodes.replaceAll((_, node) -> node.frozen());
    frozen.length = length;
    frozen.first = first;
    frozen.history(last, added, greatestDeleted);
    groups.forEach((name, group) -> frozen.groups.put(name, group.frozen()));
    return frozen;
  }
}
