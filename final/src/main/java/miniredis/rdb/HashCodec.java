package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.ListPack;

/**
 * Hashes: a large one field by field, a small one as a pack of fields and values in turns. The pack
 * was a zipmap before Redis 2.6, a ziplist before 7.0, and is a listpack since.
 *
 * <p>Deadlines of fields are not in any of these: in a file they stand in front of the key, see
 * {@link TimedFields}. DUMP has nothing in front, so a hash with deadlines has there the form that
 * Redis 7.4 made for it, with the nearest deadline first and the others counted from it. Older ones
 * refuse it, which is better than fields that are not to live and do.
 *
 * <p>A field that is there twice is damage. Redis sees it where it makes a table of the hash and in
 * the two old packs, but not where fields go into a listpack; what it takes we take too.
 */
final class HashCodec implements Codec {

  private static final int FIELDS = 4;
  private static final int ZIPMAP = 9;
  private static final int ZIPLIST = 13;
  private static final int LISTPACK = 16;

  /** Field by field with deadlines; in a DUMP only. */
  static final int TIMED = 24;

  @Override
  public List<Form> forms() {
    return List.of(
        new Form(FIELDS, "a hash, field by field"),
        new Form(ZIPMAP, "a hash, packed as a zipmap"),
        new Form(ZIPLIST, "a hash, packed as a ziplist"),
        new Form(LISTPACK, "a hash, packed"),
        new Form(TIMED, "a hash, field by field with deadlines"));
  }

  @Override
  public int form(EntryView entry) {
    return entry.value(HashValue.class).pack() != null ? LISTPACK : FIELDS;
  }

  @Override
  public Pieces before(EntryView entry, RdbOutput out) {
    return isTimed(entry) ? TimedFields.write(entry, out) : Pieces.NONE;
  }

  private static boolean isTimed(EntryView entry) {
    return entry.value(HashValue.class).isTimed();
  }

  @Override
  public Pieces dump(EntryView entry, RdbOutput out) {
    if (!isTimed(entry)) return Codec.super.dump(entry, out);
    HashValue hash = entry.value(HashValue.class);
    out.octet(TIMED);
    out.fixed64(hash.nearestDeadline());
    out.length(hash.size());
    hash.forEach(
        (field, value) -> {
          out.length(TimedFields.afterNearest(hash, field));
          out.string(field);
          out.string(value);
        });
    return Pieces.NONE;
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
      case TIMED -> {
        long nearest = in.fixed64("the nearest deadline of a field, in Unix milliseconds");
        fields = in.count(3, "fields");
        for (int i = 0; i < fields; i++) loadTimed(nearest, hash, in);
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

  private static void loadTimed(long nearest, HashValue hash, RdbInput in) throws IOException {
    long after = in.length("milliseconds to the deadline of the next field and one, 0 for none");
    Bytes field = in.string("field #");
    hash.load(field, in.string("its value"));
    if (after == 0) return;
    long deadline = nearest + after - 1;
    if (nearest < 0 || deadline < 0) throw in.damaged("impossible deadline of a field");
    hash.deadline(field, deadline);
  }

  private static int pairs(int elements, RdbInput in) {
    if (elements % 2 != 0) throw in.damaged("a hash with a field without a value");
    return elements / 2;
  }

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    HashValue hash = entry.value(HashValue.class);
    Pieces fields = hash.walk(new Batches("HMSET", entry, hash.size(), 2, out))::getAsBoolean;
    if (!hash.isTimed()) return fields;
    return Pieces.then(fields, () -> TimedFields.requests(entry, out));
  }

  /**
   * A list of pairs: JSON's objects have no place for fields that are no text. A field with a
   * deadline has that as a third, in Unix milliseconds.
   */
  @Override
  public void json(EntryView entry, Json out) {
    HashValue hash = entry.value(HashValue.class);
    out.beginArray();
    hash.forEach(
        (field, value) -> {
          out.beginArray().bytes(field).bytes(value);
          long deadline = hash.deadline(field);
          if (deadline != Entry.NO_DEADLINE) out.number(deadline);
          out.endArray();
        });
    out.endArray();
  }
}
