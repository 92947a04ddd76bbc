package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.keyspace.EventClass;
import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamCursor;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/**
 * Entries of one stream on their way to one consumer of a group.
 *
 * <p>Who follows what is done is told each entry as an XCLAIM that gives it, with all its figures,
 * to the consumer: to read once more in another place might find something else.
 */
final class StreamDelivery {

  private static final Bytes XCLAIM = Bytes.of("XCLAIM");
  private static final Bytes XGROUP = Bytes.of("XGROUP");
  private static final Bytes SETID = Bytes.of("SETID");
  private static final Bytes CREATECONSUMER = Bytes.of("CREATECONSUMER");
  private static final Bytes TIME = Bytes.of("TIME");
  private static final Bytes RETRYCOUNT = Bytes.of("RETRYCOUNT");
  private static final Bytes FORCE = Bytes.of("FORCE");
  private static final Bytes JUSTID = Bytes.of("JUSTID");
  private static final Bytes LASTID = Bytes.of("LASTID");
  private static final Bytes ENTRIESREAD = Bytes.of("ENTRIESREAD");

  private final Call call;
  private final Bytes key;
  private final StreamValue stream;
  private final StreamGroup group;
  private StreamConsumer consumer;
  private boolean acknowledged;

  StreamDelivery(Call call, Bytes key, StreamValue stream, StreamGroup group) {
    this.call = call;
    this.key = key;
    this.stream = stream;
    this.group = group;
  }

  /**
   * Says who is delivered to; one who is not known yet is added.
   *
   * @param acknowledged whether what is delivered counts as acknowledged at once
   */
  void to(Bytes name, boolean acknowledged) {
    this.acknowledged = acknowledged;
    boolean isNew = group.consumer(name) == null;
    consumer = consumer(call, key, group, name);
    if (isNew && acknowledged) {
      call.propagateAs(XGROUP, CREATECONSUMER, key, group.name(), name);
    }
  }

  /** The consumer of a name, which is seen by that; where there is none, one is made. */
  static StreamConsumer consumer(Call call, Bytes key, StreamGroup group, Bytes name) {
    StreamConsumer known = group.consumer(name);
    if (known == null) return create(call, key, group, name);
    known.seen(call.now());
    return known;
  }

  static StreamConsumer create(Call call, Bytes key, StreamGroup group, Bytes name) {
    StreamConsumer made = group.addConsumer(name, call.now());
    call.editedAside(key, EventClass.STREAM, "xgroup-createconsumer", 1);
    return made;
  }

  /** Delivers the next entries that nobody was delivered yet, so many at most. */
  Reply next(long most) {
    BulkList entries = new BulkList();
    StreamId from = group.last().next();
    StreamCursor at = stream.from(from);
    for (; at.isThere() && entries.size() < most; at.next()) {
      StreamId id = at.id();
      group.advance(id);
      StreamReplies.add(entries, at);
      if (acknowledged) continue;
      tell(call, key, group, group.deliver(id, consumer, call.now()));
    }
    if (acknowledged && !entries.isEmpty()) tellPosition(call, key, group);
    call.database().count(1);
    return Reply.array(entries);
  }

  /**
   * Delivers once more what is pending for the consumer, from after an id on. Of what was deleted
   * from the stream there is only the id. Of this nobody is told, as in Redis.
   */
  Reply again(StreamId after, long most) {
    List<Reply> entries = new ArrayList<>();
    StreamId from = after.next();
    if (from == null) return Reply.EMPTY_ARRAY;
    for (PendingEntry pending : consumer.pending().from(from)) {
      if (entries.size() == most) break;
      Reply entry = StreamReplies.entry(stream, pending.id());
      if (entry != null) group.assign(pending.id(), consumer, call.now(), pending.deliveries() + 1);
      else entry = Reply.array(StreamReplies.id(pending.id()), Reply.NULL_ARRAY);
      entries.add(entry);
    }
    call.database().count(1);
    return Reply.array(entries);
  }

  /** Hands on that an entry is pending for its consumer. */
  static void tell(Call call, Bytes key, StreamGroup group, PendingEntry entry) {
    call.propagateAs(
        XCLAIM,
        key,
        group.name(),
        entry.consumer().name(),
        Bytes.of(0),
        entry.id().toBytes(),
        TIME,
        Bytes.of(entry.deliveredAt()),
        RETRYCOUNT,
        Bytes.of(entry.deliveries()),
        FORCE,
        JUSTID,
        LASTID,
        group.last().toBytes());
  }

  /** Hands on up to where a group has read. */
  static void tellPosition(Call call, Bytes key, StreamGroup group) {
    call.propagateAs(
        XGROUP,
        SETID,
        key,
        group.name(),
        group.last().toBytes(),
        ENTRIESREAD,
        Bytes.of(group.read()));
  }
}
