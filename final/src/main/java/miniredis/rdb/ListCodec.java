package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.End;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.ListCursor;
import miniredis.value.ListPack;
import miniredis.value.ListValue;

/**
 * Lists. Redis has written them element by element; as one ziplist; as a row of ziplists, the nodes
 * of a quicklist; and since 7.0 as a row of listpacks, among which an element that is too long for
 * one stands alone ("plain").
 */
final class ListCodec implements Codec {

  private static final int ELEMENTS = 1;
  private static final int ZIPLIST = 10;
  private static final int ZIPLISTS = 14;
  private static final int LISTPACKS = 18;

  private static final int PLAIN_NODE = 1;
  private static final int PACKED_NODE = 2;

  @Override
  public List<Form> forms() {
    return List.of(
        new Form(ELEMENTS, "a list, element by element"),
        new Form(ZIPLIST, "a list, packed as a ziplist"),
        new Form(ZIPLISTS, "a list of ziplists"),
        new Form(LISTPACKS, "a list of packs"));
  }

  @Override
  public int form(EntryView entry) {
    return LISTPACKS;
  }

  @Override
  public Pieces write(EntryView entry, RdbOutput out) {
    ListValue list = entry.value(ListValue.class);
    out.length(list.nodes());
    return Pieces.of(
        list.nodes(),
        node -> {
          out.length(PACKED_NODE);
          out.pack(list.node(node));
        });
  }

  /** Packs stay as they are, however the limits are now; only what is older is packed anew. */
  @Override
  public void read(int form, RdbInput in, EntryMaker into) throws IOException {
    ListValue list = new ListValue(into.limits().listNode);
    switch (form) {
      case ELEMENTS -> {
        for (int left = in.count(1, "elements"); left > 0; left--) {
          list.push(End.TAIL, in.string("element #"));
        }
      }
      case ZIPLIST -> {
        for (Bytes each : in.unpack("all of it, packed as a ziplist", PackedElements::ziplist)) {
          list.push(End.TAIL, each);
        }
      }
      case ZIPLISTS -> {
        for (int left = in.count(1, "nodes"); left > 0; left--) {
          list.append(
              PackedElements.packed(in.unpack("node #, a ziplist", PackedElements::ziplist)));
        }
      }
      default -> {
        for (int left = in.count(1, "nodes"); left > 0; left--) list.append(node(in));
      }
    }
    into.value(list);
  }

  private static ListPack node(RdbInput in) throws IOException {
    long kind = in.length("node # is: 1 plain, 2 packed");
    if (kind == PACKED_NODE) return in.pack("its elements, packed");
    if (kind != PLAIN_NODE) throw in.damaged("unknown kind of a list's node: " + kind);
    ListPack pack = new ListPack();
    pack.append(in.string("the element"));
    return pack;
  }

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    ListValue list = entry.value(ListValue.class);
    Batches batches = new Batches("RPUSH", entry, list.length(), 1, out);
    ListCursor at = list.cursor(0);
    return () -> {
      for (int i = 0; i < Batches.ELEMENTS && at.isThere(); i++) {
        batches.string(at.get());
        at.next();
      }
      return at.isThere();
    };
  }

  @Override
  public void json(EntryView entry, Json out) {
    out.beginArray();
    ListValue list = entry.value(ListValue.class);
    for (ListCursor at = list.cursor(0); at.isThere(); at.next()) out.bytes(at.get());
    out.endArray();
  }
}
