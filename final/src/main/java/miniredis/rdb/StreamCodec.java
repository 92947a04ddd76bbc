package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.ListPack;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamCursor;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamNode;
import miniredis.value.StreamValue;

/**
 * Streams: the nodes as they are, then what is known of ids, then the groups. Redis 5 began with
 * that; 7.0 added what it takes to say how far a group lags behind; 7.2 when a consumer last had
 * something to do.
 *
 * <p>What is pending is written twice: with all figures for the group, and by id alone for each
 * consumer.
 */
final class StreamCodec implements Codec {

  private static final int OF_5 = 15;
  private static final int OF_7 = 19;
  private static final int OF_7_2 = 21;

  /** Things that are pending, or nodes, in a piece. */
  private static final int PIECE = 64;

  @Override
  public List<Form> forms() {
    return List.of(
        new Form(OF_5, "a stream, as Redis 5 writes it"),
        new Form(OF_7, "a stream"),
        new Form(OF_7_2, "a stream, as Redis 7.2 writes it"));
  }

  @Override
  public int form(EntryView entry) {
    return OF_7;
  }

  // Writing

  @Override
  public Pieces write(EntryView entry, RdbOutput out) {
    StreamValue stream = entry.value(StreamValue.class);
    out.length(stream.nodes().size());
    return Pieces.inTurn(
        Stream.concat(
                Stream.of(
                    Pieces.each(stream.nodes(), 1, node -> write(node, out)),
                    Pieces.once(() -> writeHistory(stream, out))),
                stream.groups().stream().flatMap(group -> pieces(group, out)))
            .iterator());
  }

  private static void write(StreamNode node, RdbOutput out) {
    out.length(StreamId.BYTES);
    out.streamId(node.id());
    out.pack(node.pack());
  }

  private static void writeHistory(StreamValue stream, RdbOutput out) {
    out.length(stream.length());
    writeNumbers(stream.last(), out);
    writeNumbers(stream.first(), out);
    writeNumbers(stream.greatestDeleted(), out);
    out.length(stream.added());
    out.length(stream.groups().size());
  }

  private static void writeNumbers(StreamId id, RdbOutput out) {
    out.length(id.ms());
    out.length(id.seq());
  }

  private static Stream<Pieces> pieces(StreamGroup group, RdbOutput out) {
    return Stream.concat(
        Stream.of(
            Pieces.once(() -> writeHead(group, out)),
            Pieces.each(group.pending(), PIECE, pending -> write(pending, out)),
            Pieces.once(() -> out.length(group.consumers().size()))),
        group.consumers().stream().flatMap(consumer -> pieces(consumer, out)));
  }

  private static void writeHead(StreamGroup group, RdbOutput out) {
    out.string(group.name());
    writeNumbers(group.last(), out);
    out.length(group.read());
    out.length(group.pending().size());
  }

  private static void write(PendingEntry pending, RdbOutput out) {
    out.streamId(pending.id());
    out.fixed64(pending.deliveredAt());
    out.length(pending.deliveries());
  }

  private static Stream<Pieces> pieces(StreamConsumer consumer, RdbOutput out) {
    return Stream.of(
        Pieces.once(() -> writeHead(consumer, out)),
        Pieces.each(consumer.pending(), PIECE, pending -> out.streamId(pending.id())));
  }

  private static void writeHead(StreamConsumer consumer, RdbOutput out) {
    out.string(consumer.name());
    out.fixed64(consumer.seen());
    out.length(consumer.pending().size());
  }

  // Reading

  @Override
  public void read(int form, RdbInput in, EntryMaker into) throws IOException {
    StreamValue stream = new StreamValue(into.limits());
    for (int left = in.count(StreamId.BYTES, "nodes"); left > 0; left--) stream.load(node(in));
    long length = in.number("entries");
    if (length != stream.length()) throw in.damaged("a stream with a wrong number of entries");
    StreamId last = numbers(in, "the last id");
    if (form == OF_5) {
      stream.history(last, length, StreamId.MIN);
      // Where there is no first id Redis 7 remembers one that never comes.
      if (length == 0) stream.first(StreamId.MAX);
    } else {
      StreamId first = numbers(in, "the first id");
      StreamId deleted = numbers(in, "the greatest id deleted");
      stream.history(last, in.number("entries that were ever added"), deleted);
      stream.first(first);
    }
    for (int left = in.count(1, "groups"); left > 0; left--) readGroup(form, in, stream);
    into.value(stream);
  }

  private static StreamNode node(RdbInput in) throws IOException {
    if (in.length("bytes of the node's id") != StreamId.BYTES) {
      throw in.damaged("the key of a stream's node is no id");
    }
    StreamId id = in.streamId("the node's first id");
    ListPack pack = in.pack("its entries, packed");
    try {
      return StreamNode.of(id, pack);
    } catch (IllegalArgumentException bad) {
      throw in.damaged("a node of a stream is damaged: " + bad.getMessage());
    }
  }

  private static StreamId numbers(RdbInput in, String meaning) throws IOException {
    long ms = in.number(meaning + ", its milliseconds");
    return new StreamId(ms, in.number("its number"));
  }

  private static void readGroup(int form, RdbInput in, StreamValue stream) throws IOException {
    Bytes name = in.string("group #");
    if (stream.group(name) != null) throw in.damaged("a stream with a group twice");
    StreamId last = numbers(in, "the last id it was delivered");
    StreamGroup group =
        form == OF_5
            ? stream.addGroup(name, last)
            : stream.addGroup(name, last, in.number("entries it has read"));
    Map<StreamId, long[]> figures = new HashMap<>();
    for (int left = in.count(StreamId.BYTES + 9, "entries pending"); left > 0; left--) {
      StreamId id = in.streamId("pending entry #");
      long[] delivered = {in.fixed64("delivered at"), in.number("deliveries")};
      if (figures.put(id, delivered) != null) throw in.damaged("an entry pending twice");
    }
    for (int left = in.count(1, "consumers"); left > 0; left--) {
      readConsumer(form, in, group, figures);
    }
    if (!figures.isEmpty()) throw in.damaged("an entry pending for nobody");
  }

  private static void readConsumer(
      int form, RdbInput in, StreamGroup group, Map<StreamId, long[]> figures) throws IOException {
    Bytes name = in.string("consumer #");
    if (group.consumer(name) != null) throw in.damaged("a group with a consumer twice");
    StreamConsumer consumer = group.addConsumer(name, in.fixed64("seen at"));
    if (form == OF_7_2) in.fixed64("active at");
    for (int left = in.count(StreamId.BYTES, "entries pending for it"); left > 0; left--) {
      StreamId id = in.streamId("its pending entry #");
      long[] delivered = figures.remove(id);
      if (delivered == null) throw in.damaged("a consumer with an entry that its group has not");
      group.assign(id, consumer, delivered[0], delivered[1]);
    }
  }

  // Requests

  @Override
  public Pieces requests(EntryView entry, RequestSink out) {
    return new StreamRequests(entry, out).pieces();
  }

  /** The entries, and the groups with what is pending. */
  @Override
  public void json(EntryView entry, Json out) {
    StreamValue stream = entry.value(StreamValue.class);
    out.beginObject().name("last").text(stream.last().toString()).name("entries").beginArray();
    for (StreamCursor at = stream.from(StreamId.MIN); at.isThere(); at.next()) {
      out.beginArray().text(at.id().toString());
      at.fieldsAndValues().forEach(out::bytes);
      out.endArray();
    }
    out.endArray().name("groups").beginArray();
    stream.groups().forEach(group -> json(group, out));
    out.endArray().endObject();
  }

  private static void json(StreamGroup group, Json out) {
    out.beginObject().name("name").bytes(group.name()).name("last").text(group.last().toString());
    out.name("consumers").beginArray();
    for (StreamConsumer consumer : group.consumers()) {
      out.beginObject().name("name").bytes(consumer.name()).name("pending").beginArray();
      for (PendingEntry pending : consumer.pending()) out.text(pending.id().toString());
      out.endArray().endObject();
    }
    out.endArray().endObject();
  }
}
