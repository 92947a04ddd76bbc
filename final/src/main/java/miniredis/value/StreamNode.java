package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Neighbouring entries of a stream in one {@link ListPack}, in the very elements that Redis keeps
 * and writes to files.
 *
 * <pre>
 *   master   live entries | deleted entries | number of fields | field, ... | 0
 *   entry    flags | ms | seq |                            value, ...        | elements before this
 *   entry    flags | ms | seq | number | field, value, ...                   | elements before this
 * </pre>
 *
 * <p>Two things make it small. An entry's id is kept as the distance from that of the node, which
 * is its first entry's. And as the entries of a stream tend to have the same fields, those of the
 * first one stand in the master, and an entry with the same ones, in the same order, keeps only its
 * values. The last element of an entry says how many steps back the entry begins: so a node can be
 * read from both ends.
 *
 * <p>An entry that is deleted is only marked: to take it out would move all that stands behind it.
 * A node goes when its last live entry goes.
 */
public final class StreamNode {

  /** In an entry's flags: it is gone. */
  static final int DELETED = 1;

  /** In an entry's flags: its fields are those of the master. */
  static final int SAME_FIELDS = 2;

  /** The elements of an entry before its own fields or its values: flags, ms, seq. */
  private static final int ENTRY_HEAD = 3;

  private final StreamId id;
  private ListPack pack;

  /** Whether a snapshot shares the pack, so that it must be copied before it changes. */
  private boolean isShared;

  private StreamNode(StreamId id, ListPack pack) {
    this.id = id;
    this.pack = pack;
  }

  /** A node for an entry of this id, fields and values, which is yet to be appended. */
  static StreamNode forFirst(StreamId id, List<Bytes> fieldsAndValues, ListPack empty) {
    append(empty, 0);
    append(empty, 0);
    append(empty, fieldsAndValues.size() / 2);
    for (int i = 0; i < fieldsAndValues.size(); i += 2) empty.append(fieldsAndValues.get(i));
    append(empty, 0);
    return new StreamNode(id, empty);
  }

  /**
   * A node that comes from elsewhere, all of which is checked.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static StreamNode of(StreamId id, ListPack pack) {
    StreamNode node = new StreamNode(id, pack);
    new StreamNodeCheck(pack).run();
    return node;
  }

  /** The id from which those of the entries are counted. */
  public StreamId id() {
    return id;
  }

  /** The elements, only to be read. */
  public ListPack pack() {
    return pack;
  }

  public long live() {
    return pack.number(0);
  }

  /** The number of entries, deleted ones too. */
  long entries() {
    return live() + pack.number(pack.after(0));
  }

  int masterFieldCount() {
    return (int) pack.number(fieldCountAt());
  }

  private int fieldCountAt() {
    return pack.after(pack.after(0));
  }

  /** The place of the first field of the master. */
  int masterFieldsAt() {
    return pack.after(fieldCountAt());
  }

  /** The place of the first entry. */
  int entriesAt() {
    int at = masterFieldsAt();
    for (int left = masterFieldCount(); left >= 0; left--) at = pack.after(at);
    return at;
  }

  void append(StreamId entry, List<Bytes> fieldsAndValues) {
    own();
    boolean same = hasFieldsOf(fieldsAndValues);
    append(pack, same ? SAME_FIELDS : 0);
    append(pack, entry.ms() - id.ms());
    append(pack, entry.seq() - id.seq());
    int fields = fieldsAndValues.size() / 2;
    if (!same) append(pack, fields);
    for (int i = 0; i < fieldsAndValues.size(); i++) {
      if (!same || i % 2 != 0) pack.append(fieldsAndValues.get(i));
    }
    append(pack, ENTRY_HEAD + (same ? fields : 1 + 2 * fields));
    pack.replace(0, live() + 1);
  }

  private static void append(ListPack pack, long number) {
    pack.insert(pack.end(), number);
  }

  private boolean hasFieldsOf(List<Bytes> fieldsAndValues) {
    if (masterFieldCount() != fieldsAndValues.size() / 2) return false;
    int at = masterFieldsAt();
    for (int i = 0; i < fieldsAndValues.size(); i += 2, at = pack.after(at)) {
      if (!pack.holds(at, fieldsAndValues.get(i))) return false;
    }
    return true;
  }

  /** Marks the entry whose flags stand at this place, which stays valid, as deleted. */
  void mark(int flagsAt) {
    own();
    pack.replace(flagsAt, pack.number(flagsAt) | DELETED);
  }

  /** Says how many entries have been marked. It may make all places invalid. */
  void countMarked(long marked) {
    own();
    pack.replace(0, live() - marked);
    int deleted = pack.after(0);
    pack.replace(deleted, pack.number(deleted) + marked);
  }

  private void own() {
    if (isShared) pack = pack.copy();
    isShared = false;
  }

  StreamNode copy() {
    return new StreamNode(id, pack.copy());
  }

  /** See {@link Value#frozen}. */
  StreamNode frozen() {
    isShared = true;
    return new StreamNode(id, pack);
  }

  long footprint() {
    return Footprint.ofObject(2, 1)
        + Footprint.ofObject(1, 3 * Integer.BYTES + 1)
        + Footprint.ofBytes(pack.capacity());
  }
}
