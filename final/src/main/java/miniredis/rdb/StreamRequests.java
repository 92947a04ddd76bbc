package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.EntryView;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamCursor;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/**
 * The requests that make a stream: an XADD for each entry; XSETID for what the entries do not tell;
 * and for each group XGROUP CREATE, and an XCLAIM for whatever is pending.
 *
 * <p>What is pending though it was deleted from the stream is lost on this way, as in Redis: XCLAIM
 * does not take it.
 */
final class StreamRequests {

  /** Requests in a piece. */
  private static final int PIECE = 64;

  private final StreamValue stream;
  private final Bytes key;
  private final RequestSink out;

  StreamRequests(EntryView entry, RequestSink out) {
    this.stream = entry.value(StreamValue.class);
    this.key = entry.key();
    this.out = out;
  }

  Pieces pieces() {
    return Pieces.inTurn(
        Stream.concat(
                Stream.of(entries(), Pieces.once(this::history)),
                stream.groups().stream().flatMap(this::of))
            .iterator());
  }

  private Pieces entries() {
    if (stream.length() == 0) return Pieces.once(this::emptyStream);
    StreamCursor at = stream.from(StreamId.MIN);
    return () -> {
      for (int i = 0; i < PIECE && at.isThere(); i++, at.next()) entry(at);
      return at.isThere();
    };
  }

  private void entry(StreamCursor at) {
    List<Bytes> content = at.fieldsAndValues();
    out.begin(3 + content.size());
    out.string(Bytes.of("XADD"));
    out.string(key);
    out.string(at.id().toBytes());
    content.forEach(out::string);
  }

  /** An entry that goes at once makes a stream without entries. */
  private void emptyStream() {
    request("XADD", "MAXLEN", "0", "0-1", "x", "y");
  }

  private void history() {
    request(
        "XSETID",
        stream.last(),
        "ENTRIESADDED",
        stream.added(),
        "MAXDELETEDID",
        stream.greatestDeleted());
  }

  private Stream<Pieces> of(StreamGroup group) {
    return Stream.concat(
        Stream.of(Pieces.once(() -> create(group))),
        group.consumers().stream().map(consumer -> of(group, consumer)));
  }

  private void create(StreamGroup group) {
    out.request(
        Bytes.of("XGROUP"),
        Bytes.of("CREATE"),
        key,
        group.name(),
        group.last().toBytes(),
        Bytes.of("ENTRIESREAD"),
        Bytes.of(group.read()));
  }

  private Pieces of(StreamGroup group, StreamConsumer consumer) {
    if (consumer.pending().isEmpty()) {
      return Pieces.once(
          () ->
              out.request(
                  Bytes.of("XGROUP"),
                  Bytes.of("CREATECONSUMER"),
                  key,
                  group.name(),
                  consumer.name()));
    }
    return Pieces.each(consumer.pending(), PIECE, pending -> claim(group, pending));
  }

  private void claim(StreamGroup group, PendingEntry pending) {
    request(
        "XCLAIM",
        group.name(),
        pending.consumer().name(),
        0L,
        pending.id(),
        "TIME",
        pending.deliveredAt(),
        "RETRYCOUNT",
        pending.deliveries(),
        "JUSTID",
        "FORCE");
  }

  /** A command, the key, and the other words: texts, numbers, ids, bytes. */
  private void request(String command, Object... words) {
    out.begin(2 + words.length);
    out.string(Bytes.of(command));
    out.string(key);
    for (Object word : words) out.string(word instanceof Bytes bytes ? bytes : Bytes.of("" + word));
  }
}
