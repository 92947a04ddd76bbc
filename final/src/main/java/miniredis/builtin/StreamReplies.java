package miniredis.builtin;

import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.StreamCursor;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/** Entries of streams as replies: an id, and the fields and values in turns. */
final class StreamReplies {

  private StreamReplies() {}

  static Reply id(StreamId id) {
    return Reply.bulk(id.toBytes());
  }

  static Reply entry(StreamCursor at) {
    return Reply.array(id(at.id()), Reply.bulks(at.fieldsAndValues()));
  }

  /** Appends an entry to others. */
  static void add(BulkList entries, StreamCursor at) {
    entries.beginArray(2);
    entries.append(at.id().toBytes());
    entries.beginArray(2 * at.fieldCount());
    at.fieldsAndValues(entries);
  }

  /** The entry of an id, or null. */
  static Reply entry(StreamValue stream, StreamId id) {
    StreamCursor at = stream.find(id);
    return at == null ? null : entry(at);
  }

  static Reply forwards(StreamValue stream, StreamId from, StreamId to, long most) {
    BulkList entries = new BulkList();
    StreamCursor at = stream.from(from);
    for (; at.isThere() && entries.size() < most && at.compareTo(to) <= 0; at.next()) {
      add(entries, at);
    }
    return Reply.array(entries);
  }

  static Reply backwards(StreamValue stream, StreamId from, StreamId to, long most) {
    BulkList entries = new BulkList();
    StreamCursor at = stream.upTo(to);
    for (; at.isThere() && entries.size() < most && at.compareTo(from) >= 0; at.previous()) {
      add(entries, at);
    }
    return Reply.array(entries);
  }
}
