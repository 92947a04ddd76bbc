package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.RO;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.BLOCKING;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.KeySpec;
import miniredis.command.WaitingRoom;
import miniredis.command.WaitingRoom.When;
import miniredis.resp.Reply;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/**
 * XREAD and XREADGROUP: what has come to streams since an id, or since a group has read last, and,
 * if there is nothing, waiting for it.
 *
 * <p>XREAD changes nothing. XREADGROUP notes for each entry who has it now, which {@link
 * StreamDelivery} does.
 */
final class StreamReadCommands {

  /** Who has waited and gave no count is sent so many at most: the id may be one of long ago. */
  private static final long MOST_AFTER_WAITING = 1000;

  private static final String STREAMS = "streams:STREAMS key [key ...] id [id ...]";

  private final WaitingRoom room;

  StreamReadCommands(WaitingRoom room) {
    this.room = room;
  }

  void addTo(CommandTable table) {
    table
        .add("XREAD", atLeast(4), this::xread, READONLY, BLOCKING)
        .keys(keysAfter(1))
        .summary("Replies the entries of streams that came after ids, or waits for some")
        .since("5.0.0")
        .complexity("O(log N + M) a stream, N its entries and M those replied")
        .syntax("[COUNT count] [BLOCK milliseconds] " + STREAMS);
    table
        .add("XREADGROUP", atLeast(7), this::xreadgroup, WRITE, BLOCKING)
        .keys(keysAfter(4))
        .summary("Delivers entries of streams to a consumer of a group, or waits for some")
        .since("5.0.0")
        .complexity("O(log N + M log P), N entries, M those replied, P those pending")
        .syntax(
            "group_consumer:GROUP group consumer [COUNT count]"
                + " [BLOCK milliseconds] [NOACK] "
                + STREAMS);
  }

  /** The first half of what stands behind the word STREAMS. */
  private static KeySpec keysAfter(int place) {
    return KeySpec.of(
        new KeySpec.Keyword("STREAMS", place), new KeySpec.Range(-1, 1, 2), RO, ACCESS);
  }

  // XREAD

  private Reply xread(Call call) {
    StreamReadOptions options = StreamReadOptions.of(call, false);
    List<StreamId> after = new ArrayList<>();
    for (int i = 0; i < options.streams(); i++) {
      after.add(after(call, options.key(i), options.id(i)));
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < options.streams(); i++) {
      Bytes key = options.key(i);
      StreamValue stream = call.database().typed(key, StreamValue.class);
      if (stream == null || !hasAfter(stream, after.get(i))) continue;
      replies.add(Reply.bulk(key));
      replies.add(newer(stream, after.get(i), options.count()));
    }
    if (!replies.isEmpty()) return byKey(call, replies);
    if (!options.waits()) return Reply.NULL_ARRAY;
    Map<Bytes, StreamSeen> seen = seen(call, options.keys());
    long most = options.countAfterWaiting(MOST_AFTER_WAITING);
    return room.await(
        call,
        options.keys(),
        When.THERE,
        options.deadline(),
        Reply.NULL_ARRAY,
        (each, key) ->
            served(each, key, seen.get(key), after.get(options.keys().indexOf(key)), most));
  }

  private static Map<Bytes, StreamSeen> seen(Call call, List<Bytes> keys) {
    Map<Bytes, StreamSeen> seen = new HashMap<>();
    for (Bytes key : keys) seen.put(key, StreamSeen.of(find(call, key)));
    return seen;
  }

  /** The stream at a key, or null if there is none, or something else; not a read. */
  private static StreamValue find(Call call, Bytes key) {
    return call.database().peek(key) instanceof StreamValue stream ? stream : null;
  }

  /** The id after which is read: a dollar is the last one that there is. */
  private static StreamId after(Call call, Bytes key, Bytes id) {
    StreamValue stream = call.database().typed(key, StreamValue.class);
    if (StreamIds.isChar(id, '$')) return stream == null ? StreamId.MIN : stream.last();
    if (StreamIds.isChar(id, '>')) throw new CommandException(Errors.XREAD_NEW);
    return StreamIds.parse(id);
  }

  static boolean hasAfter(StreamValue stream, StreamId id) {
    return stream.length() > 0 && stream.upTo(StreamId.MAX).compareTo(id) > 0;
  }

  private static Reply newer(StreamValue stream, StreamId id, long most) {
    StreamId from = id.next();
    if (from == null) return Reply.EMPTY_ARRAY;
    return StreamReplies.forwards(stream, from, StreamId.MAX, most);
  }

  /** Where an entry has come and gone before the client is looked at, the answer is empty. */
  private static Reply served(Call call, Bytes key, StreamSeen seen, StreamId after, long most) {
    StreamValue stream = find(call, key);
    if (stream == null || !seen.hasMore(stream) || !stream.last().isAfter(after)) return null;
    return byKey(call, List.of(Reply.bulk(key), newer(stream, after, most)));
  }

  /** Keys and their entries: RESP3 has a map, RESP2 pairs. */
  private static Reply byKey(Call call, List<Reply> keysAndEntries) {
    if (call.client().protocol() > 2) return new Reply.Map(keysAndEntries);
    List<Reply> pairs = new ArrayList<>(keysAndEntries.size() / 2);
    for (int i = 0; i < keysAndEntries.size(); i += 2) {
      pairs.add(Reply.array(keysAndEntries.subList(i, i + 2)));
    }
    return Reply.array(pairs);
  }

  // XREADGROUP

  private Reply xreadgroup(Call call) {
    StreamReadOptions options = StreamReadOptions.of(call, true);
    for (int i = 0; i < options.streams(); i++) check(call, options, i);
    call.propagateAs();
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < options.streams(); i++) {
      Reply entries = read(call, options, i);
      if (entries != null) Collections.addAll(replies, Reply.bulk(options.key(i)), entries);
    }
    if (!replies.isEmpty()) return byKey(call, replies);
    if (!options.waits()) return Reply.NULL_ARRAY;
    Map<Bytes, StreamSeen> seen = seen(call, options.keys());
    return room.await(
        call,
        options.keys(),
        When.THERE_OR_GONE,
        options.deadline(),
        Reply.NULL_ARRAY,
        (each, key) -> served(each, key, seen.get(key), options));
  }

  /** Whatever may be wrong is found before anything is delivered. */
  private static void check(Call call, StreamReadOptions options, int index) {
    Bytes key = options.key(index);
    call.database().glance(key);
    StreamValue stream = call.database().editable(key, StreamValue.class);
    if (stream == null || stream.group(options.group()) == null) {
      throw Errors.noGroup(key, options.group(), " in XREADGROUP with GROUP option");
    }
    Bytes id = options.id(index);
    if (StreamIds.isChar(id, '$')) throw new CommandException(Errors.XREADGROUP_LAST);
    if (!StreamIds.isChar(id, '>')) StreamIds.parse(id);
  }

  /** What of one stream is delivered, or null if there is nothing new. */
  private static Reply read(Call call, StreamReadOptions options, int index) {
    Bytes key = options.key(index);
    call.database().glance(key);
    StreamValue stream = call.database().editable(key, StreamValue.class);
    StreamGroup group = stream.group(options.group());
    StreamDelivery delivery = new StreamDelivery(call, key, stream, group);
    Bytes id = options.id(index);
    if (!StreamIds.isChar(id, '>')) {
      delivery.to(options.consumer(), options.acknowledged());
      return delivery.again(StreamIds.parse(id), options.count());
    }
    if (!hasAfter(stream, group.last())) return null;
    delivery.to(options.consumer(), options.acknowledged());
    return delivery.next(options.count());
  }

  private static Reply served(Call call, Bytes key, StreamSeen seen, StreamReadOptions options) {
    if (find(call, key) == null) throw new CommandException(Errors.STREAM_GONE);
    StreamValue stream = call.database().editable(key, StreamValue.class);
    StreamGroup group = stream.group(options.group());
    if (group == null) throw new CommandException(Errors.GROUP_GONE);
    if (!seen.hasMore(stream) || !stream.last().isAfter(group.last())) return null;
    call.propagateAs();
    StreamDelivery delivery = new StreamDelivery(call, key, stream, group);
    delivery.to(options.consumer(), options.acknowledged());
    Reply entries = delivery.next(options.countAfterWaiting(MOST_AFTER_WAITING));
    return byKey(call, List.of(Reply.bulk(key), entries));
  }
}
