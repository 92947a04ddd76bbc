package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.resp.Reply;
import miniredis.value.PendingEntries;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/**
 * Entries that were delivered and not yet acknowledged: listed, acknowledged, and taken over from a
 * consumer that has had them for too long.
 */
final class StreamPendingCommands {

  private StreamPendingCommands() {}

  static void addTo(CommandTable table) {
    table
        .add("XACK", atLeast(4), StreamPendingCommands::xack, WRITE, FAST)
        .key(RW, UPDATE)
        .brief()
        .summary("Acknowledges entries that were delivered to a consumer of a group")
        .since("5.0.0")
        .complexity("O(log N) an entry, N those that are pending")
        .syntax("key group id [id ...]");
    table
        .add("XPENDING", atLeast(3), StreamPendingCommands::xpending, READONLY)
        .key(RO, ACCESS)
        .tips("nondeterministic_output")
        .summary("Tells what was delivered to a group and is not acknowledged")
        .since("5.0.0")
        .history("6.2.0", "Takes IDLE and bounds that are not included")
        .complexity("O(log N + M), N pending entries and M those looked at")
        .syntax(
            "key group filters:[@6.2.0:[IDLE min-idle-time:integer] start:string end:string"
                + " count [consumer]]");
    table
        .add("XCLAIM", atLeast(6), StreamClaim::xclaim, WRITE, FAST)
        .key(RW, UPDATE)
        .tips("nondeterministic_output")
        .summary("Takes pending entries over for a consumer")
        .since("5.0.0")
        .complexity("O(log N) an entry, N those that are pending")
        .syntax(
            "key group consumer min-idle-time id [id ...]"
                + " [IDLE ms:integer] [TIME unix-time-milliseconds]"
                + " [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID id]");
    table
        .add("XAUTOCLAIM", atLeast(6), StreamClaim::xautoclaim, WRITE, FAST)
        .key(RW, DELETE)
        .tips("nondeterministic_output")
        .summary("Takes over for a consumer what has been pending for too long")
        .since("6.2.0")
        .history("7.0.0", "Replies the ids of entries that are deleted, too")
        .complexity("O(log N + M), N pending entries and M those looked at")
        .syntax("key group consumer min-idle-time start:string" + " [COUNT count] [JUSTID]");
  }

  static Reply xack(Call call) {
    call.database().glance(call.key());
    StreamValue stream = call.database().editable(call.key(), StreamValue.class);
    StreamGroup group = stream == null ? null : stream.group(call.arg(2));
    if (group == null) return Reply.ZERO;
    int acknowledged = 0;
    for (StreamId id : StreamCommands.ids(call, 3)) {
      PendingEntry entry = group.pending().get(id);
      if (entry == null) continue;
      group.acknowledge(entry);
      acknowledged++;
    }
    call.database().count(acknowledged);
    return Reply.integer(acknowledged);
  }

  static Reply xpending(Call call) {
    if (call.size() == 3) return summary(readGroup(call));
    if (call.size() < 6 || call.size() > 9) throw Errors.syntax();
    int at = 3;
    long idle = 0;
    if (call.arg(3).is("IDLE")) {
      idle = call.integer(4);
      if (call.size() < 8) throw Errors.syntax();
      at = 5;
    }
    long count = call.integer(at + 2);
    StreamId start = StreamIds.start(call.arg(at));
    StreamId end = StreamIds.end(call.arg(at + 1));
    StreamGroup group = readGroup(call);
    PendingEntries pending = group.pending();
    if (at + 3 < call.size()) {
      StreamConsumer consumer = group.consumer(call.arg(at + 3));
      if (consumer == null) return Reply.EMPTY_ARRAY;
      pending = consumer.pending();
    }
    if (start.isAfter(end)) return Reply.EMPTY_ARRAY;
    return list(pending.from(start), end, call.now(), idle, count);
  }

  private static StreamGroup readGroup(Call call) {
    StreamValue stream = StreamCommands.read(call);
    StreamGroup group = stream == null ? null : stream.group(call.arg(2));
    if (group == null) throw Errors.noGroup(call.key(), call.arg(2), "");
    return group;
  }

  private static Reply summary(StreamGroup group) {
    PendingEntries pending = group.pending();
    if (pending.isEmpty()) {
      return Reply.array(Reply.ZERO, Reply.NULL, Reply.NULL, Reply.NULL_ARRAY);
    }
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers()) {
      int count = consumer.pending().size();
      if (count > 0) {
        consumers.add(Reply.array(Reply.bulk(consumer.name()), Reply.bulk(Bytes.of(count))));
      }
    }
    return Reply.array(
        Reply.integer(pending.size()),
        StreamReplies.id(pending.first().id()),
        StreamReplies.id(pending.last().id()),
        Reply.array(consumers));
  }

  private static Reply list(
      Iterable<PendingEntry> pending, StreamId end, long now, long idle, long count) {
    List<Reply> entries = new ArrayList<>();
    for (PendingEntry entry : pending) {
      if (entries.size() >= count || entry.id().isAfter(end)) break;
      long since = now - entry.deliveredAt();
      if (idle != 0 && since < idle) continue;
      entries.add(
          Reply.array(
              StreamReplies.id(entry.id()),
              Reply.bulk(entry.consumer().name()),
              Reply.integer(Math.max(0, since)),
              Reply.integer(entry.deliveries())));
    }
    return Reply.array(entries);
  }
}
