package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.resp.Reply;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/**
 * XCLAIM and XAUTOCLAIM: pending entries change hands. One that was deleted from the stream
 * meanwhile is pending no more as soon as somebody wants it.
 */
final class StreamClaim {

  /** XAUTOCLAIM looks at so many times more entries than it claims. */
  private static final long ATTEMPTS = 10;

  private static final long USUAL_COUNT = 100;
  private static final long MOST_COUNT = Long.MAX_VALUE / StreamId.BYTES;

  /** From here on Redis has no memory for the ids of what is deleted. */
  private static final long TOO_HIGH_COUNT = 1L << 42;

  private final Call call;
  private final StreamValue stream;
  private final StreamGroup group;
  private final long idle;
  private final boolean onlyIds;

  /** Null until something is claimed: only then a new one is added to the group. */
  private StreamConsumer consumer;

  private StreamClaim(
      Call call, StreamValue stream, StreamGroup group, long idle, boolean onlyIds) {
    this.call = call;
    this.stream = stream;
    this.group = group;
    this.idle = idle;
    this.onlyIds = onlyIds;
    call.propagateAs();
  }

  private static StreamValue find(Call call) {
    return call.database().editable(call.key(), StreamValue.class);
  }

  private static StreamGroup group(Call call, StreamValue stream) {
    StreamGroup group = stream == null ? null : stream.group(call.arg(2));
    if (group == null) throw Errors.noGroup(call.key(), call.arg(2), "");
    return group;
  }

  private static long idle(Call call, String command) {
    return Math.max(0, number(call, 4, "min-idle-time", command));
  }

  private static long number(Call call, int index, String argument, String command) {
    return call.atLeast(Long.MIN_VALUE, index, Errors.claimNumber(argument, command));
  }

  // XCLAIM

  /** What stands behind the ids of XCLAIM. */
  private static final class Options {
    boolean force;
    boolean onlyIds;
    long delivered = -1;
    long deliveries = -1;
    StreamId last = StreamId.MIN;

    Options(Call call, int from) {
      for (int i = from; i < call.size(); i++) {
        Bytes word = call.arg(i);
        boolean more = i + 1 < call.size();
        if (word.is("FORCE")) {
          force = true;
        } else if (word.is("JUSTID")) {
          onlyIds = true;
        } else if (word.is("IDLE") && more) {
          delivered = call.now() - number(call, ++i, "IDLE option", "XCLAIM");
        } else if (word.is("TIME") && more) {
          delivered = number(call, ++i, "TIME option", "XCLAIM");
        } else if (word.is("RETRYCOUNT") && more) {
          deliveries = number(call, ++i, "RETRYCOUNT option", "XCLAIM");
        } else if (word.is("LASTID") && more) {
          last = StreamIds.parse(call.arg(++i));
        } else {
          throw Errors.claimOption(word);
        }
      }
      if (delivered < 0 || delivered > call.now()) delivered = call.now();
    }
  }

  static Reply xclaim(Call call) {
    call.database().glance(call.key());
    StreamValue stream = find(call);
    StreamGroup group = group(call, stream);
    long idle = idle(call, "XCLAIM");
    List<StreamId> ids = leadingIds(call);
    Options options = new Options(call, 5 + ids.size());
    boolean moved = options.last.isAfter(group.last());
    if (moved) group.seek(options.last);
    StreamClaim claim = new StreamClaim(call, stream, group, idle, options.onlyIds);
    List<Reply> claimed = new ArrayList<>();
    for (StreamId id : ids) claim.take(id, options, claimed);
    if (moved && call.effects().isEmpty()) {
      StreamDelivery.tellPosition(call, call.key(), group);
      call.database().count(1);
    }
    return Reply.array(claimed);
  }

  /** The ids from the first on, up to what is none, which must be an option. */
  private static List<StreamId> leadingIds(Call call) {
    List<StreamId> ids = new ArrayList<>();
    for (int i = 5; i < call.size(); i++) {
      try {
        ids.add(StreamIds.parse(call.arg(i)));
      } catch (CommandException noId) {
        break;
      }
    }
    return ids;
  }

  private void take(StreamId id, Options options, List<Reply> claimed) {
    PendingEntry entry = group.pending().get(id);
    if (!stream.contains(id)) {
      if (entry != null) forget(entry);
      return;
    }
    if (entry == null && !options.force) return;
    if (entry != null && isBusy(entry)) return;
    long deliveries = entry == null ? 1 : entry.deliveries();
    if (options.deliveries >= 0) deliveries = options.deliveries;
    else if (!onlyIds) deliveries++;
    take(id, options.delivered, deliveries, claimed);
  }

  // XAUTOCLAIM

  static Reply xautoclaim(Call call) {
    call.database().glance(call.key());
    long idle = idle(call, "XAUTOCLAIM");
    StreamId from = StreamIds.start(call.arg(5));
    long count = USUAL_COUNT;
    boolean onlyIds = false;
    for (int i = 6; i < call.size(); i++) {
      if (call.arg(i).is("COUNT") && i + 1 < call.size()) {
        count = call.atLeast(1, ++i, Errors.CLAIM_COUNT);
        if (count > MOST_COUNT) throw new CommandException(Errors.CLAIM_COUNT);
      } else if (call.arg(i).is("JUSTID")) {
        onlyIds = true;
      } else {
        throw Errors.syntax();
      }
    }
    StreamValue stream = find(call);
    StreamGroup group = group(call, stream);
    if (count >= TOO_HIGH_COUNT) throw new CommandException(Errors.CLAIM_COUNT_TOO_HIGH);
    StreamClaim claim = new StreamClaim(call, stream, group, idle, onlyIds);
    return claim.takeFrom(from, count);
  }

  /** Replies where to go on, what was claimed, and what is deleted. */
  private Reply takeFrom(StreamId from, long count) {
    List<Reply> claimed = new ArrayList<>();
    List<Reply> deleted = new ArrayList<>();
    PendingEntry next = group.pending().next(from);
    for (long left = count * ATTEMPTS; left > 0 && next != null; left--) {
      if (claimed.size() + deleted.size() == count) break;
      PendingEntry entry = next;
      next = group.pending().next(entry.id().next());
      if (!stream.contains(entry.id())) {
        forget(entry);
        deleted.add(StreamReplies.id(entry.id()));
      } else if (!isBusy(entry)) {
        take(entry.id(), call.now(), entry.deliveries() + (onlyIds ? 0 : 1), claimed);
      }
    }
    return Reply.array(
        StreamReplies.id(next == null ? StreamId.MIN : next.id()),
        Reply.array(claimed),
        Reply.array(deleted));
  }

  // Both

  /** Whether somebody has been at it until a moment ago. */
  private boolean isBusy(PendingEntry entry) {
    return idle > 0 && call.now() - entry.deliveredAt() < idle;
  }

  private void take(StreamId id, long delivered, long deliveries, List<Reply> claimed) {
    if (consumer == null) {
      consumer = StreamDelivery.consumer(call, call.key(), group, call.arg(3));
    }
    PendingEntry entry = group.assign(id, consumer, delivered, deliveries);
    claimed.add(onlyIds ? StreamReplies.id(id) : StreamReplies.entry(stream, id));
    StreamDelivery.tell(call, call.key(), group, entry);
    call.database().count(1);
  }

  /** What is handed on finds no entry either, in the other place, and does this there. */
  private void forget(PendingEntry entry) {
    StreamDelivery.tell(call, call.key(), group, entry);
    call.database().count(1);
    group.acknowledge(entry);
  }
}
