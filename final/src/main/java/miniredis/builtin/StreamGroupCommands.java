package miniredis.builtin;

import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.WaitingRoom;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/** XGROUP: the groups of consumers of a stream, made, moved and removed. */
final class StreamGroupCommands {

  private static final String POSITION = "id:<id | new_id:$>";
  private static final String ENTRIESREAD = "[ENTRIESREAD entries_read:integer]";

  private final WaitingRoom room;

  StreamGroupCommands(WaitingRoom room) {
    this.room = room;
  }

  void addTo(CommandTable table) {
    table
        .addContainer("XGROUP")
        .noCategory()
        .summary("Looks after the groups of consumers of a stream")
        .since("5.0.0");
    table
        .add("XGROUP|CREATE", atLeast(5), StreamGroupCommands::create, WRITE, DENYOOM)
        .keys(2, 2, 1, RW, INSERT)
        .summary("Makes a group that reads what comes after an id")
        .since("5.0.0")
        .history("7.0.0", "Takes ENTRIESREAD")
        .syntax("key groupname " + POSITION + " [MKSTREAM] " + ENTRIESREAD);
    table
        .add("XGROUP|CREATECONSUMER", 5, StreamGroupCommands::createConsumer, WRITE, DENYOOM)
        .keys(2, 2, 1, RW, INSERT)
        .summary("Adds a consumer to a group")
        .since("6.2.0")
        .syntax("key groupname consumername");
    table
        .add("XGROUP|DELCONSUMER", 5, StreamGroupCommands::deleteConsumer, WRITE)
        .keys(2, 2, 1, RW, DELETE)
        .summary("Removes a consumer from a group")
        .since("5.0.0")
        .syntax("key groupname consumername");
    table
        .add("XGROUP|DESTROY", 4, this::destroy, WRITE)
        .keys(2, 2, 1, RW, DELETE)
        .summary("Removes a group")
        .since("5.0.0")
        .complexity("O(N), N the entries that are pending")
        .syntax("key groupname");
    table
        .add("XGROUP|SETID", atLeast(5), StreamGroupCommands::setId, WRITE)
        .keys(2, 2, 1, RW, UPDATE)
        .summary("Sets the id after which a group reads")
        .since("5.0.0")
        .history("7.0.0", "Takes ENTRIESREAD")
        .syntax("key groupname " + POSITION + " " + ENTRIESREAD);
    table.addHelp("XGROUP").since("5.0.0");
  }

  /** The options behind the id. */
  private record Options(boolean makesStream, long read) {

    static Options of(Call call, boolean mayMakeStream) {
      boolean makesStream = false;
      long read = StreamGroup.UNKNOWN;
      for (int i = 5; i < call.size(); i++) {
        if (mayMakeStream && call.arg(i).is("MKSTREAM")) {
          makesStream = true;
        } else if (call.arg(i).is("ENTRIESREAD") && i + 1 < call.size()) {
          read = call.integer(++i);
          if (read < StreamGroup.UNKNOWN) throw new CommandException(Errors.ENTRIES_READ);
        } else {
          throw Errors.wrongSubcommand(call.arg(1), "XGROUP");
        }
      }
      return new Options(makesStream, read);
    }
  }

  static Reply create(Call call) {
    Options options = Options.of(call, true);
    Bytes key = call.arg(2);
    StreamValue stream = call.database().editable(key, StreamValue.class);
    if (stream == null && !options.makesStream()) {
      throw new CommandException(Errors.GROUP_NEEDS_KEY);
    }
    if (call.size() > 8) throw Errors.wrongSubcommand(call.arg(1), "XGROUP");
    boolean last = StreamIds.isChar(call.arg(4), '$');
    StreamId from = last ? StreamId.MIN : StreamIds.parse(call.arg(4));
    if (stream == null) {
      stream = StreamCommands.create(call, key);
      call.database().edited(key, 0);
    }
    if (stream.group(call.arg(3)) != null) throw new CommandException(Errors.GROUP_EXISTS);
    stream.addGroup(call.arg(3), last ? stream.last() : from, options.read());
    call.editedAside(key, EventClass.STREAM, "xgroup-create", 1);
    return Reply.OK;
  }

  static Reply setId(Call call) {
    Options options = Options.of(call, false);
    StreamValue stream = stream(call);
    StreamGroup group = group(call, stream);
    if (call.size() > 7) throw Errors.wrongSubcommand(call.arg(1), "XGROUP");
    Bytes id = call.arg(4);
    group.seek(StreamIds.isChar(id, '$') ? stream.last() : StreamIds.bound(id, 0), options.read());
    call.editedAside(call.arg(2), EventClass.STREAM, "xgroup-setid", 1);
    return Reply.OK;
  }

  /** Those who wait for more of the group must hear that there will be none. */
  private Reply destroy(Call call) {
    Bytes key = call.arg(2);
    if (!stream(call).removeGroup(call.arg(3))) return Reply.ZERO;
    call.editedAside(key, EventClass.STREAM, "xgroup-destroy", 1);
    room.happened(new WaitingRoom.Key(call.client().database(), key));
    return Reply.ONE;
  }

  static Reply createConsumer(Call call) {
    StreamGroup group = group(call, stream(call));
    if (group.consumer(call.arg(4)) != null) return Reply.ZERO;
    StreamDelivery.create(call, call.arg(2), group, call.arg(4));
    return Reply.ONE;
  }

  /** Replies how many entries were pending for the consumer, which are so no more. */
  static Reply deleteConsumer(Call call) {
    StreamGroup group = group(call, stream(call));
    StreamConsumer consumer = group.consumer(call.arg(4));
    if (consumer == null) return Reply.ZERO;
    int pending = consumer.pending().size();
    group.removeConsumer(consumer);
    call.editedAside(call.arg(2), EventClass.STREAM, "xgroup-delconsumer", 1);
    return Reply.integer(pending);
  }

  private static StreamValue stream(Call call) {
    StreamValue stream = call.database().editable(call.arg(2), StreamValue.class);
    if (stream == null) throw new CommandException(Errors.GROUP_NEEDS_KEY);
    return stream;
  }

  private static StreamGroup group(Call call, StreamValue stream) {
    StreamGroup group = stream.group(call.arg(3));
    if (group == null) throw Errors.noGroupOf(call.arg(2), call.arg(3));
    return group;
  }
}
