package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.ListPack;
import miniredis.value.SortedSetValue;

/**
 * Sorted sets: a large one member by member, the highest score first, the score in eight bytes or,
 * before Redis 4.0, as text; a small one as a pack of members and scores in turns, the lowest
 * first, which before 7.0 was a ziplist.
 */
final class SortedSetCodec implements Codec {

  private static final int TEXT_SCORES = 3;
  private static final int BINARY_SCORES = 5;
  private static final int ZIPLIST = 12;
  private static final int LISTPACK = 17;

  /** The least bytes of a member and its score. */
  private static final int LEAST = 2;

  @Override
  public List<Form> forms() {
    return List.of(
        new Form(TEXT_SCORES, "a sorted set, member by member, with scores as text"),
        new Form(BINARY_SCORES, "a sorted set, member by member"),
        new Form(ZIPLIST, "a sorted set, packed as a ziplist"),
        new Form(LISTPACK, "a sorted set, packed"));
  }

  @Override
  public int form(EntryView entry) {
    return entry.value(SortedSetValue.class).pack() != null ? LISTPACK : BINARY_SCORES;
  }

  @Override
  public Pieces write(EntryView entry, RdbOutput out) {
    SortedSetValue set = entry.value(SortedSetValue.class);
    if (set.pack() != null) {
      out.pack(set.pack());
      return Pieces.NONE;
    }
    out.length(set.size());
    return set.walkBackwards(
            (array, from, to, score) -> {
              out.string(array, from, to);
              out.fixed64(Double.doubleToRawLongBits(score));
            })
        ::getAsBoolean;
  }

  @Override
  public void read(int form, RdbInput in, EntryMaker into) throws IOException {
    into.value(
        switch (form) {
          case LISTPACK -> packed(in, into);
          case ZIPLIST -> unpacked(in, into);
          default -> memberByMember(form, in, into);
        });
  }

  private static SortedSetValue memberByMember(int form, RdbInput in, EntryMaker into)
      throws IOException {
    int count = in.count(LEAST, "members");
    SortedSetValue set = SortedSetValue.forMembers(count, Integer.MAX_VALUE, into.limits());
    for (int i = 0; i < count; i++) {
      Bytes member = in.string("member #");
      double score =
          form == TEXT_SCORES ? in.textDouble("its score") : in.binaryDouble("its score");
      add(set, member, score, in);
    }
    set.packIfSmall();
    return set;
  }

  private static SortedSetValue unpacked(RdbInput in, EntryMaker into) throws IOException {
    List<Bytes> all = in.unpack("all of it, packed as a ziplist", PackedElements::ziplist);
    if (all.size() % 2 != 0) throw in.damaged("a sorted set with a member without a score");
    if (PackedElements.differentNames(all) != all.size() / 2) {
      throw in.damaged("a sorted set with a member twice");
    }
    return of(PackedElements.packed(all), in, into);
  }

  private static SortedSetValue packed(RdbInput in, EntryMaker into) throws IOException {
    return of(in.pack("members and scores in turns, packed"), in, into);
  }

  private static SortedSetValue of(ListPack pack, RdbInput in, EntryMaker into) {
    try {
      return SortedSetValue.of(pack, into.limits());
    } catch (IllegalArgumentException bad) {
      throw in.damaged("a sorted set with " + bad.getMessage());
    }
  }

  private static void add(SortedSetValue set, Bytes member, double score, RdbInput in) {
    if (Double.isNaN(score)) throw in.damaged("a score that is no number");
    if (!set.set(member, score)) throw in.damaged("a sorted set with a member twice");
  }

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    SortedSetValue set = entry.value(SortedSetValue.class);
    Batches batches = new Batches("ZADD", entry, set.size(), 2, out);
    return set.walkBackwards(
            (array, from, to, score) -> {
              batches.string(Bytes.of(Doubles.seventeenDigits(score)));
              batches.string(array, from, to);
            })
        ::getAsBoolean;
  }

  /** A list of pairs; the scores are texts, because JSON has no infinity. */
  @Override
  public void json(EntryView entry, Json out) {
    out.beginArray();
    entry
        .value(SortedSetValue.class)
        .forEach(
            (member, score) ->
                out.beginArray().bytes(member).text(Doubles.seventeenDigits(score)).endArray());
    out.endArray();
  }
}
