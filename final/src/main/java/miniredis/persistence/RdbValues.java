package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.Packed;
import miniredis.value.StringValue;
import miniredis.value.Value;

/** Reads values in every form that Redis up to 7.2 has given them. For one thread at a time. */
final class RdbValues {

  private final RdbInput in;

  RdbValues(RdbInput in) {
    this.in = in;
  }

  /** The value that follows, of a type of {@link Rdb}, as the entry of a key. */
  Object entry(int type, Bytes key, long deadline) throws IOException {
    if (type == Rdb.STRING) return in.stringEntry(key, deadline);
    throw in.damaged(
        "the key %s holds a value of type %d: %s not supported"
            .formatted(key, type, Rdb.typeName(type)));
  }

  /** The elements of a list, or the names and values of a hash in turns, of any type of these. */
  List<Bytes> elements(int type) throws IOException {
    return switch (type) {
      case Rdb.LIST -> strings(in.count(1));
      case Rdb.HASH -> strings(2 * in.count(2));
      case Rdb.LIST_ZIPLIST -> unpack(PackedElements::ziplist);
      case Rdb.HASH_ZIPLIST -> pairs(unpack(PackedElements::ziplist));
      case Rdb.HASH_LISTPACK -> pairs(unpack(PackedElements::listpack));
      case Rdb.HASH_ZIPMAP -> pairs(unpack(PackedElements::zipmap));
      case Rdb.LIST_QUICKLIST, Rdb.LIST_QUICKLIST_2 -> nodes(type);
      default -> throw in.damaged("neither a list nor a hash: type " + type);
    };
  }

  private List<Bytes> strings(int count) throws IOException {
    List<Bytes> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) strings.add(in.string());
    return strings;
  }

  private List<Bytes> nodes(int type) throws IOException {
    List<Bytes> all = new ArrayList<>();
    for (int left = in.count(1); left > 0; left--) {
      long kind = type == Rdb.LIST_QUICKLIST ? 0 : in.length();
      if (kind == Rdb.PLAIN_NODE) all.add(in.string());
      else if (kind == Rdb.PACKED_NODE) all.addAll(unpack(PackedElements::listpack));
      else if (kind == 0 && type == Rdb.LIST_QUICKLIST) all.addAll(unpack(PackedElements::ziplist));
      else throw in.damaged("unknown kind of a list's node: " + kind);
    }
    return all;
  }

  private List<Bytes> unpack(Function<Bytes, List<Bytes>> form) throws IOException {
    Bytes packed = in.string();
    try {
      return form.apply(packed);
    } catch (IllegalArgumentException bad) {
      throw in.damaged("a packed value is damaged: " + bad.getMessage());
    }
  }

  private List<Bytes> pairs(List<Bytes> elements) {
    if (elements.size() % 2 != 0) throw in.damaged("a hash with a name without a value");
    return elements;
  }

  /** An entry with a string, packed if it is short enough. */
  static Object stringEntry(Bytes key, Bytes value, long deadline) {
    if (value.length() <= Packed.LONGEST_VALUE) return Packed.of(key, value, deadline);
    return entry(key, new StringValue(value), deadline);
  }

  static Entry entry(Bytes key, Value value, long deadline) {
    Entry entry = new Entry(key, value);
    entry.deadline = deadline;
    return entry;
  }
}
