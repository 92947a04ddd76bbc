package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.IntSet;
import miniredis.value.SetValue;

/**
 * Sets: member by member, or, of integers, as an intset. Redis 7.2 has a third form, a listpack of
 * members, which is read and not written.
 *
 * <p>A member that is there twice is damage. Redis sees it where it makes a table of the set, but
 * not where members go into an intset; what it takes we take too.
 */
final class SetCodec implements Codec {

  private static final int MEMBERS = 2;
  private static final int INTSET = 11;
  private static final int LISTPACK = 20;

  @Override
  public List<Form> forms() {
    return List.of(
        new Form(MEMBERS, "a set, member by member"),
        new Form(INTSET, "a set of integers"),
        new Form(LISTPACK, "a set, packed"));
  }

  @Override
  public int form(EntryView entry) {
    return entry.value(SetValue.class).numbers() != null ? INTSET : MEMBERS;
  }

  @Override
  public Pieces write(EntryView entry, RdbOutput out) {
    SetValue set = entry.value(SetValue.class);
    IntSet numbers = set.numbers();
    if (numbers != null) {
      out.string(numbers.array(), 0, numbers.length());
      return Pieces.NONE;
    }
    out.length(set.size());
    return set.walk(out)::getAsBoolean;
  }

  @Override
  public void read(int form, RdbInput in, EntryMaker into) throws IOException {
    SetValue set = new SetValue(into.limits());
    switch (form) {
      case MEMBERS -> {
        for (int left = in.count(1, "members"); left > 0; left--) {
          load(in.string("member #"), set, in);
        }
      }
      case INTSET -> set = SetValue.of(in.integers("its integers in order"), into.limits());
      default -> {
        for (Bytes each : in.unpack("its members, packed", PackedElements::listpack)) {
          load(each, set, in);
        }
      }
    }
    into.value(set);
  }

  private static void load(Bytes member, SetValue set, RdbInput in) throws RdbException {
    if (!set.load(member)) throw in.damaged("a set with a member twice");
  }

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    SetValue set = entry.value(SetValue.class);
    return set.walk(new Batches("SADD", entry, set.size(), 1, out))::getAsBoolean;
  }

  @Override
  public void json(EntryView entry, Json out) {
    out.beginArray();
    for (Bytes member : entry.value(SetValue.class)) out.bytes(member);
    out.endArray();
  }
}
