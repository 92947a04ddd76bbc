package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * A place in a {@link StreamValue}: at an entry, or past either end. It passes over what is
 * deleted. Any change of the stream makes it invalid.
 */
public final class StreamCursor {

  private final NavigableMap<StreamId, StreamNode> nodes;

  /** Null past either end. */
  private StreamNode node;

  private ListPack pack;

  /** The fields that most entries of the node have; null until one of them is asked for its. */
  private Bytes[] masterFields;

  private int masterFieldCount;
  private int entriesAt;

  /** The place of the entry's flags. */
  private int at;

  /** The place behind the entry's id: of its first value, or of the number of its own fields. */
  private int contentAt;

  private int flags;
  private long ms;
  private long seq;

  private StreamCursor(NavigableMap<StreamId, StreamNode> nodes) {
    this.nodes = nodes;
  }

  /** At the first entry that is not before this id. */
  static StreamCursor from(StreamId least, NavigableMap<StreamId, StreamNode> nodes) {
    StreamCursor cursor = new StreamCursor(nodes);
    Map.Entry<StreamId, StreamNode> start = nodes.floorEntry(least);
    cursor.enter(valueOf(start != null ? start : nodes.firstEntry()));
    while (cursor.node != null && (cursor.isDeleted() || cursor.compareTo(least) < 0)) {
      cursor.next();
    }
    return cursor;
  }

  /** At the last entry that is not after this id. */
  static StreamCursor upTo(StreamId most, NavigableMap<StreamId, StreamNode> nodes) {
    StreamCursor cursor = new StreamCursor(nodes);
    cursor.enterAtEnd(valueOf(nodes.floorEntry(most)));
    while (cursor.node != null && (cursor.isDeleted() || cursor.compareTo(most) > 0)) {
      cursor.previous();
    }
    return cursor;
  }

  /** At the first entry of one node, deleted or not, to go through that node alone. */
  static StreamCursor in(StreamNode node) {
    StreamCursor cursor = new StreamCursor(Collections.emptyNavigableMap());
    cursor.enter(node);
    return cursor;
  }

  /** At the last entry of one node, deleted or not. */
  static StreamCursor atEndOf(StreamNode node) {
    StreamCursor cursor = new StreamCursor(Collections.emptyNavigableMap());
    cursor.enterAtEnd(node);
    return cursor;
  }

  public boolean isThere() {
    return node != null;
  }

  /** How the entry's id compares with another. */
  public int compareTo(StreamId other) {
    int first = Long.compareUnsigned(ms, other.ms());
    return first != 0 ? first : Long.compareUnsigned(seq, other.seq());
  }

  public StreamId id() {
    return new StreamId(ms, seq);
  }

  // What the entry holds

  public int fieldCount() {
    return isSame() ? masterFieldCount : (int) pack.number(contentAt);
  }

  private boolean isSame() {
    return (flags & StreamNode.SAME_FIELDS) != 0;
  }

  /** The fields and values in turns. */
  public List<Bytes> fieldsAndValues() {
    int fields = fieldCount();
    Bytes[] all = new Bytes[2 * fields];
    int place = contentAt;
    if (isSame()) {
      for (int i = 0; i < fields; i++, place = pack.after(place)) {
        all[2 * i] = masterField(i);
        all[2 * i + 1] = pack.get(place);
      }
    } else {
      place = pack.after(place);
      for (int i = 0; i < all.length; i++, place = pack.after(place)) all[i] = pack.get(place);
    }
    return Arrays.asList(all);
  }

  /** Hands over the fields and values in turns, from where they lie. */
  public void fieldsAndValues(StringSink out) {
    int fields = fieldCount();
    int place = contentAt;
    if (isSame()) {
      int field = node.masterFieldsAt();
      for (int i = 0; i < fields; i++, place = pack.after(place), field = pack.after(field)) {
        pack.give(field, out);
        pack.give(place, out);
      }
    } else {
      place = pack.after(place);
      for (int i = 0; i < 2 * fields; i++, place = pack.after(place)) pack.give(place, out);
    }
  }

  private Bytes masterField(int index) {
    if (masterFields == null) {
      masterFields = new Bytes[masterFieldCount];
      int place = node.masterFieldsAt();
      for (int i = 0; i < masterFieldCount; i++, place = pack.after(place)) {
        masterFields[i] = pack.get(place);
      }
    }
    return masterFields[index];
  }

  // Where it stands

  StreamNode node() {
    return node;
  }

  /** The place of the entry's flags in its node. */
  int flagsAt() {
    return at;
  }

  /** Whether it is there no more: for those who go through one node. */
  boolean isDeleted() {
    return (flags & StreamNode.DELETED) != 0;
  }

  // Going on

  /** Goes to the next entry, which has a greater id. */
  public void next() {
    do {
      if (!nextInNode()) enter(valueOf(nodes.higherEntry(node.id())));
    } while (node != null && isDeleted());
  }

  /** Goes to the entry before, which has a lesser id. */
  public void previous() {
    do {
      if (at > entriesAt) load(beginOfEntryBefore(at));
      else enterAtEnd(valueOf(nodes.lowerEntry(node.id())));
    } while (node != null && isDeleted());
  }

  /** Goes to the next entry of the same node, deleted or not; false if there is none. */
  boolean nextInNode() {
    int place = end();
    if (place == pack.end()) return false;
    load(place);
    return true;
  }

  private static StreamNode valueOf(Map.Entry<StreamId, StreamNode> entry) {
    return entry == null ? null : entry.getValue();
  }

  private void enter(StreamNode other) {
    open(other);
    if (node != null) load(entriesAt);
  }

  private void enterAtEnd(StreamNode other) {
    open(other);
    if (node != null) load(beginOfEntryBefore(pack.end()));
  }

  private void open(StreamNode other) {
    node = other;
    if (node == null) return;
    pack = node.pack();
    masterFields = null;
    masterFieldCount = node.masterFieldCount();
    entriesAt = node.entriesAt();
  }

  private void load(int flagsAt) {
    at = flagsAt;
    flags = (int) pack.number(at);
    int msAt = pack.after(at);
    int seqAt = pack.after(msAt);
    ms = node.id().ms() + pack.number(msAt);
    seq = node.id().seq() + pack.number(seqAt);
    contentAt = pack.after(seqAt);
  }

  /** The place right behind the entry. */
  private int end() {
    int place = contentAt;
    int left = isSame() ? masterFieldCount : 1 + 2 * fieldCount();
    for (; left >= 0; left--) place = pack.after(place);
    return place;
  }

  private int beginOfEntryBefore(int end) {
    int place = pack.previous(end);
    for (long left = pack.number(place); left > 0; left--) place = pack.previous(place);
    return place;
  }
}
