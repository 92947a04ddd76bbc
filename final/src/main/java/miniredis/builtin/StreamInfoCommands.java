package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.RO;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.READONLY;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.resp.Reply;
import miniredis.value.PendingEntries;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamCursor;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/** XINFO: what a stream, its groups and their consumers are like. */
final class StreamInfoCommands {

  private static final long USUAL_COUNT = 10;

  private StreamInfoCommands() {}

  static void addTo(CommandTable table) {
    table
        .addContainer("XINFO")
        .noCategory()
        .summary("Tells what a stream and its groups are like")
        .since("5.0.0");
    table
        .add("XINFO|CONSUMERS", 4, StreamInfoCommands::consumers, READONLY)
        .keys(2, 2, 1, RO, ACCESS)
        .tips("nondeterministic_output")
        .summary("Lists the consumers of a group")
        .since("5.0.0")
        .syntax("key groupname");
    table
        .add("XINFO|GROUPS", 3, StreamInfoCommands::groups, READONLY)
        .keys(2, 2, 1, RO, ACCESS)
        .summary("Lists the groups of a stream")
        .since("5.0.0")
        .history("7.0.0", "Tells entries-read and lag")
        .syntax("key");
    table
        .add("XINFO|STREAM", atLeast(3), StreamInfoCommands::stream, READONLY)
        .keys(2, 2, 1, RO, ACCESS)
        .summary("Tells how long a stream is, which ids it has given, and more")
        .since("5.0.0")
        .history("6.0.0", "Takes FULL")
        .history("7.0.0", "Tells of entries deleted and added, and how far groups have read")
        .syntax("key [FULL [COUNT count]]");
    table.addHelp("XINFO").since("5.0.0");
  }

  private static StreamValue read(Call call) {
    StreamValue stream = call.database().typed(call.arg(2), StreamValue.class);
    if (stream == null) throw new CommandException(Errors.NO_SUCH_KEY);
    return stream;
  }

  static Reply consumers(Call call) {
    StreamGroup group = read(call).group(call.arg(3));
    if (group == null) throw Errors.noGroupOf(call.arg(2), call.arg(3));
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers()) {
      consumers.add(
          new Fields()
              .add("name", consumer.name())
              .add("pending", consumer.pending().size())
              .add("idle", Math.max(0, call.now() - consumer.seen()))
              .toReply());
    }
    return Reply.array(consumers);
  }

  static Reply groups(Call call) {
    List<Reply> groups = new ArrayList<>();
    for (StreamGroup group : read(call).groups()) {
      Fields fields =
          new Fields()
              .add("name", group.name())
              .add("consumers", group.consumers().size())
              .add("pending", group.pending().size())
              .add("last-delivered-id", group.last());
      groups.add(progress(fields, group).toReply());
    }
    return Reply.array(groups);
  }

  private static Fields progress(Fields fields, StreamGroup group) {
    long read = group.read();
    OptionalLong lag = group.lag();
    return fields
        .add("entries-read", read == StreamGroup.UNKNOWN ? Reply.NULL : Reply.integer(read))
        .add("lag", lag.isEmpty() ? Reply.NULL : Reply.integer(lag.getAsLong()));
  }

  static Reply stream(Call call) {
    boolean full = call.size() > 3;
    StreamValue stream = read(call);
    long count = full ? count(call) : 0;
    Fields fields =
        new Fields()
            .add("length", stream.length())
            .add("radix-tree-keys", stream.nodes().size())
            .add("radix-tree-nodes", stream.nodes().size() + 1)
            .add("last-generated-id", stream.last())
            .add("max-deleted-entry-id", stream.greatestDeleted())
            .add("entries-added", stream.added())
            .add("recorded-first-entry-id", stream.first());
    if (full) return full(fields, stream, count).toReply();
    return fields
        .add("groups", stream.groups().size())
        .add("first-entry", entryAt(stream.from(StreamId.MIN)))
        .add("last-entry", entryAt(stream.upTo(StreamId.MAX)))
        .toReply();
  }

  /** How many of each kind are listed with FULL. */
  private static long count(Call call) {
    boolean right = call.size() == 4 || call.size() == 6 && call.arg(4).is("COUNT");
    if (!right || !call.arg(3).is("FULL")) throw Errors.wrongSubcommand(call.arg(1), "XINFO");
    long count = call.size() == 4 ? USUAL_COUNT : call.integer(5);
    if (count < 0) return USUAL_COUNT;
    return count == 0 ? Long.MAX_VALUE : count;
  }

  private static Reply entryAt(StreamCursor at) {
    return at.isThere() ? StreamReplies.entry(at) : Reply.NULL;
  }

  private static Fields full(Fields fields, StreamValue stream, long count) {
    List<Reply> groups = new ArrayList<>();
    for (StreamGroup group : stream.groups()) groups.add(full(group, count));
    return fields
        .add("entries", StreamReplies.forwards(stream, StreamId.MIN, StreamId.MAX, count))
        .add("groups", Reply.array(groups));
  }

  private static Reply full(StreamGroup group, long count) {
    Fields fields = new Fields().add("name", group.name()).add("last-delivered-id", group.last());
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers()) consumers.add(full(consumer, count));
    return progress(fields, group)
        .add("pel-count", group.pending().size())
        .add("pending", pending(group.pending(), count, true))
        .add("consumers", Reply.array(consumers))
        .toReply();
  }

  private static Reply full(StreamConsumer consumer, long count) {
    return new Fields()
        .add("name", consumer.name())
        .add("seen-time", consumer.seen())
        .add("pel-count", consumer.pending().size())
        .add("pending", pending(consumer.pending(), count, false))
        .toReply();
  }

  private static Reply pending(PendingEntries pending, long count, boolean withConsumer) {
    List<Reply> entries = new ArrayList<>();
    for (PendingEntry entry : pending) {
      if (entries.size() == count) break;
      List<Reply> items = new ArrayList<>(4);
      items.add(StreamReplies.id(entry.id()));
      if (withConsumer) items.add(Reply.bulk(entry.consumer().name()));
      items.add(Reply.integer(entry.deliveredAt()));
      items.add(Reply.integer(entry.deliveries()));
      entries.add(Reply.array(items));
    }
    return Reply.array(entries);
  }

  /** Names and values of a map that is being put together. */
  private static final class Fields {

    private final List<Reply> items = new ArrayList<>();

    Fields add(String name, Reply value) {
      items.add(Reply.bulk(name));
      items.add(value);
      return this;
    }

    Fields add(String name, long number) {
      return add(name, Reply.integer(number));
    }

    Fields add(String name, Bytes text) {
      return add(name, Reply.bulk(text));
    }

    Fields add(String name, StreamId id) {
      return add(name, StreamReplies.id(id));
    }

    Reply toReply() {
      return new Reply.Map(items);
    }
  }
}
