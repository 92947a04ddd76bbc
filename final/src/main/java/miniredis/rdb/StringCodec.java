package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.StringValue;

/** Strings: by far the most values, so nothing is made on the way that is not kept. */
final class StringCodec implements Codec {

  private static final int STRING = 0;
  private static final Bytes SET = Bytes.of("SET");

  @Override
  public List<Form> forms() {
    return List.of(new Form(STRING, "a string"));
  }

  @Override
  public int form(EntryView entry) {
    return STRING;
  }

  @Override
  public Pieces write(EntryView entry, RdbOutput out) {
    entry.string(out);
    return Pieces.NONE;
  }

  @Override
  public void read(int form, RdbInput in, EntryMaker into) throws IOException {
    in.string("its value", into);
  }

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    out.begin(3);
    out.string(SET);
    entry.key(out);
    entry.string(out);
    return Pieces.NONE;
  }

  @Override
  public void json(EntryView entry, Json out) {
    out.bytes(entry.value(StringValue.class).content());
  }
}
