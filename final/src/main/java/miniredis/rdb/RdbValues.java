package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListPack;
import miniredis.value.ListValue;
import miniredis.value.Packed;
import miniredis.value.StringValue;
import miniredis.value.Value;

/** Reads values in every form that Redis up to 7.2 has given them. For one thread at a time. */
public final class RdbValues {

  private final RdbInput in;

  private final Limits limits;

  /** Collections are kept packed as far as the limits allow. */
  public RdbValues(RdbInput in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * The value that follows, of a type of {@link Rdb}, as the entry of a key; null for a list or a
   * hash with nothing in it, which is no value. Old versions of Redis could write one.
   */
  public Object entry(int type, Bytes key, long deadline) throws IOException {
    if (type == Rdb.STRING) return in.stringEntry(key, deadline);
    Value value = value(type, key);
    return value == null ? null : entry(key, value, deadline);
  }

  private Value value(int type, Bytes key) throws IOException {
    return switch (type) {
      case Rdb.LIST, Rdb.LIST_ZIPLIST, Rdb.LIST_QUICKLIST, Rdb.LIST_QUICKLIST_2 -> list(type);
      case Rdb.HASH, Rdb.HASH_ZIPLIST, Rdb.HASH_LISTPACK, Rdb.HASH_ZIPMAP -> hash(type);
      default ->
          throw in.damaged(
              "the key %s holds a value of type %d: %s not supported"
                  .formatted(key, type, Rdb.typeName(type)));
    };
  }

  /** Packs stay as they are, however the limits are now; only what is older is packed anew. */
  private ListValue list(int type) throws IOException {
    ListValue list = new ListValue(limits.listNode);
    switch (type) {
      case Rdb.LIST -> {
        for (int left = in.count(1); left > 0; left--) list.push(End.TAIL, in.string());
      }
      case Rdb.LIST_ZIPLIST -> {
        for (Bytes element : unpack(PackedElements::ziplist)) list.push(End.TAIL, element);
      }
      default -> {
        for (int left = in.count(1); left > 0; left--) list.append(node(type));
      }
    }
    return list.isEmpty() ? null : list;
  }

  private ListPack node(int type) throws IOException {
    long kind = type == Rdb.LIST_QUICKLIST ? Rdb.LIST_QUICKLIST : in.length();
    if (kind == Rdb.PACKED_NODE) return pack();
    ListPack pack = new ListPack();
    if (kind == Rdb.PLAIN_NODE) pack.append(in.string());
    else if (kind == Rdb.LIST_QUICKLIST) unpack(PackedElements::ziplist).forEach(pack::append);
    else throw in.damaged("unknown kind of a list's node: " + kind);
    return pack;
  }

  private ListPack pack() throws IOException {
    Bytes packed = in.string();
    try {
      return ListPack.of(packed.array());
    } catch (IllegalArgumentException bad) {
      throw in.damaged("a packed value is damaged: " + bad.getMessage());
    }
  }

  /** A pack of today's form stays as it is, as far as it may; all others are filled in anew. */
  private HashValue hash(int type) throws IOException {
    HashValue hash = type == Rdb.HASH_LISTPACK ? packed(pack()) : new HashValue(limits);
    switch (type) {
      case Rdb.HASH -> {
        for (int left = in.count(2); left > 0; left--) add(hash, in.string(), in.string());
      }
      case Rdb.HASH_ZIPLIST -> addAll(hash, unpack(PackedElements::ziplist));
      case Rdb.HASH_ZIPMAP -> addAll(hash, unpack(PackedElements::zipmap));
      default -> {}
    }
    return hash.isEmpty() ? null : hash;
  }

  private HashValue packed(ListPack pack) {
    if (pack.count() % 2 != 0) throw in.damaged("a hash with a field without a value");
    return HashValue.of(pack, limits);
  }

  private void addAll(HashValue hash, List<Bytes> elements) {
    if (elements.size() % 2 != 0) throw in.damaged("a hash with a field without a value");
    for (int i = 0; i < elements.size(); i += 2) add(hash, elements.get(i), elements.get(i + 1));
  }

  private void add(HashValue hash, Bytes field, Bytes value) {
    if (!hash.set(field, value)) throw in.damaged("a hash with the field " + field + " twice");
  }

  private List<Bytes> unpack(Function<Bytes, List<Bytes>> form) throws IOException {
    Bytes packed = in.string();
    try {
      return form.apply(packed);
    } catch (IllegalArgumentException bad) {
      throw in.damaged("a packed value is damaged: " + bad.getMessage());
    }
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
