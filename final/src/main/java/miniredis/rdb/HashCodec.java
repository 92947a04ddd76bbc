package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.ListPack;

/**
 * Hashes: a large one field by field, a small one as a pack of fields and values in turns. The pack
 * was a zipmap before Redis 2.6, a ziplist before 7.0, and is a listpack since.
 *
 * <p>A field that is there twice is damage. Redis sees it where it makes a table of the hash and in
 * the two old packs, but not where fields go into a listpack; what it takes we take too.
 */
final class HashCodec implements Codec {

  private static final int FIELDS = 4;
  private static final int ZIPMAP = 9;
  private static final int ZIPLIST = 13;
  private static final int LISTPACK = 16;

  @Override
  public List<Form> forms() {
    return List.of(
        new Form(FIELDS, "a hash, field by field"),
        new Form(ZIPMAP, "a hash, packed as a zipmap"),
        new Form(ZIPLIST, "a hash, packed as a ziplist"),
        new Form(LISTPACK, "a hash, packed"));
  }

  @Override
  public int form(EntryView entry) {
    return entry.value(HashValue.class).pack() != null ? LISTPACK : FIELDS;
  }

  @Override
  public Pieces write(EntryView entry, RdbOutput out) {
    HashValue hash = entry.value(HashValue.class);
    if (hash.pack() != null) {
      out.pack(hash.pack());
      return Pieces.NONE;
    }
    out.length(hash.size());
    return hash.walk(out)::getAsBoolean;
  }

  /** A pack of today's form, and a ziplist, stay packed as far as the number of fields allows. */
  @Override
  public void read(int form, RdbInput in, EntryMaker into) throws IOException {
    HashValue hash = new HashValue(into.limits());
    int fields;
    switch (form) {
      case FIELDS -> {
        fields = in.count(2, "fields");
        for (int i = 0; i < fields; i++) hash.load(in.string("field #"), in.string("its value"));
      }
      case LISTPACK -> {
        ListPack pack = in.pack("fields and values in turns, packed");
        fields = pairs(pack.count(), in);
        hash = HashValue.of(pack, into.limits());
      }
      case ZIPLIST -> {
        List<Bytes> all = in.unpack("all of it, packed as a ziplist", PackedElements::ziplist);
        pairs(all.size(), in);
        fields = PackedElements.differentNames(all);
        hash = HashValue.of(PackedElements.packed(all), into.limits());
      }
      default -> {
        List<Bytes> all = in.unpack("all of it, packed as a zipmap", PackedElements::zipmap);
        fields = pairs(all.size(), in);
        for (int i = 0; i < all.size(); i += 2) hash.set(all.get(i), all.get(i + 1));
      }
    }
    if (hash.size() != fields) throw in.damaged("a hash with a field twice");
    into.value(hash);
  }

  private static int pairs(int elements, RdbInput in) {
    if (elements % 2 != 0) throw in.damaged("a hash with a field without a value");
    return elements / 2;
  }

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    HashValue hash = entry.value(HashValue.class);
    return hash.walk(new Batches("HMSET", entry, hash.size(), 2, out))::getAsBoolean;
  }

  /** A list of pairs: JSON's objects have no place for fields that are no text. */
  @Override
  public void json(EntryView entry, Json out) {
    out.beginArray();
    entry
        .value(HashValue.class)
        .forEach((field, value) -> out.beginArray().bytes(field).bytes(value).endArray());
    out.endArray();
  }
}
