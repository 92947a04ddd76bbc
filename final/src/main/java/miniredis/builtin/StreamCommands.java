package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.command.WaitingRoom;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;

/**
 * Streams: entries that are added at the end, each with an id that is greater than all before it. A
 * stream without entries is a key all the same, because it knows its last id.
 */
public final class StreamCommands {

  private static final String TRIM =
      "strategy:<MAXLEN | @6.2.0:MINID> operator:[equal:= | approximately:~] threshold"
          + " @6.2.0:[LIMIT count]";

  private StreamCommands() {}

  /** All commands on streams; those that wait do it in this room. */
  public static void addTo(CommandTable table, WaitingRoom room) {
    table.group(Group.STREAM);
    addWriting(table);
    addReading(table);
    new StreamReadCommands(room).addTo(table);
    new StreamGroupCommands(room).addTo(table);
    StreamPendingCommands.addTo(table);
    StreamInfoCommands.addTo(table);
  }

  private static void addWriting(CommandTable table) {
    table
        .add("XADD", atLeast(5), StreamCommands::xadd, WRITE, DENYOOM, FAST)
        .keys(
            KeySpec.at(1, RW, UPDATE).noting("Updates, and not only inserts, because it may trim"))
        .brief()
        .tips("nondeterministic_output")
        .summary("Adds an entry to the end of a stream")
        .since("5.0.0")
        .history("6.2.0", "Takes NOMKSTREAM, MINID and LIMIT")
        .history("7.0.0", "Takes ids of the form ms-*")
        .complexity("O(1), and O(N) to trim N entries")
        .syntax(
            "key @6.2.0:[NOMKSTREAM] trim:["
                + TRIM
                + "] id_or_auto:<auto_id:* | id> field value [field value ...]");
    table
        .add("XDEL", atLeast(3), StreamCommands::xdel, WRITE, FAST)
        .key(RW, DELETE)
        .brief()
        .summary("Deletes entries of a stream by their ids")
        .since("5.0.0")
        .complexity("O(log N) an entry, N the entries of the stream")
        .syntax("key id [id ...]");
    table
        .add("XTRIM", atLeast(4), StreamCommands::xtrim, WRITE)
        .key(RW, DELETE)
        .tips("nondeterministic_output")
        .summary("Deletes the oldest entries of a stream")
        .since("5.0.0")
        .history("6.2.0", "Takes MINID and LIMIT")
        .complexity("O(N), N the entries deleted; next to nothing where whole nodes go")
        .syntax("key trim:<" + TRIM + ">");
    table
        .add("XSETID", atLeast(3), StreamCommands::xsetid, WRITE, DENYOOM, FAST)
        .key(RW, UPDATE)
        .brief()
        .summary("Sets the last id of a stream, for logs")
        .since("5.0.0")
        .history("7.0.0", "Takes ENTRIESADDED and MAXDELETEDID")
        .syntax(
            "key last-id @7.0.0:[ENTRIESADDED entries_added:integer]"
                + " @7.0.0:[MAXDELETEDID max_deleted_entry_id]");
  }

  private static void addReading(CommandTable table) {
    table
        .add("XLEN", 2, StreamCommands::xlen, READONLY, FAST)
        .key(RO)
        .brief()
        .summary("Counts the entries of a stream")
        .since("5.0.0")
        .syntax("key");
    table
        .add("XRANGE", atLeast(4), StreamCommands::xrange, READONLY)
        .key(RO, ACCESS)
        .summary("Replies the entries from one id to another, both included")
        .since("5.0.0")
        .history("6.2.0", "Takes bounds that are not included")
        .complexity("O(log N + M), N the entries of the stream and M those replied")
        .syntax("key start:string end:string [COUNT count]");
    table
        .add("XREVRANGE", atLeast(4), StreamCommands::xrevrange, READONLY)
        .key(RO, ACCESS)
        .summary("Replies the entries from one id back to another, both included")
        .since("5.0.0")
        .history("6.2.0", "Takes bounds that are not included")
        .complexity("O(log N + M), N the entries of the stream and M those replied")
        .syntax("key end:string start:string [COUNT count]");
  }

  // Writing

  static Reply xadd(Call call) {
    StreamOptions options = StreamOptions.ofAdd(call);
    int idAt = options.idAt();
    int strings = call.size() - idAt - 1;
    if (strings < 2 || strings % 2 != 0) throw Errors.wrongArity(call.command().name());
    Bytes wanted = call.arg(idAt);
    StreamId given = options.given();
    if (given != null && given.isMin()) throw new CommandException(Errors.STREAM_ID_ZERO);
    StreamValue stream = find(call);
    if (stream == null && options.makesNoStream()) return Reply.NULL;
    List<Bytes> content = Arrays.asList(Arrays.copyOfRange(call.args(), idAt + 1, call.size()));
    StreamId id = newId(call, stream == null ? StreamId.MIN : stream.last(), wanted, given);
    if (StreamValue.lengthOf(content) > StreamValue.MOST_BYTES) {
      throw new CommandException(Errors.STREAM_ENTRY_TOO_LARGE);
    }
    if (stream == null) stream = create(call);
    stream.append(id, content);
    Bytes idText = id.toBytes();
    call.edited(call.key(), EventClass.STREAM, "xadd", 1);
    if (options.trim(stream) > 0) call.event(EventClass.STREAM, "xtrim", call.key());
    if (given == null || options.isApproximate()) {
      Bytes[] effect = call.args().clone();
      effect[idAt] = given != null ? wanted : idText;
      options.makeExact(effect, stream);
      call.propagateAs(effect);
    }
    return Reply.bulk(idText);
  }

  /** The id of the entry that is to be added. */
  private static StreamId newId(Call call, StreamId last, Bytes wanted, StreamId given) {
    if (last.equals(StreamId.MAX)) throw new CommandException(Errors.STREAM_EXHAUSTED);
    if (StreamOptions.isStar(wanted)) return last.following(call.now());
    StreamId id = given != null ? given : last.followingIn(StreamIds.firstNumber(wanted));
    if (!id.isAfter(last)) throw new CommandException(Errors.STREAM_ID_TOO_SMALL);
    return id;
  }

  static Reply xdel(Call call) {
    StreamValue stream = find(call);
    if (stream == null) return Reply.ZERO;
    List<StreamId> ids = ids(call, 2);
    long deleted = ids.stream().filter(stream::delete).count();
    if (deleted > 0) call.edited(call.key(), EventClass.STREAM, "xdel", deleted);
    return Reply.integer(deleted);
  }

  /** The arguments from a place on, all of which must be ids. */
  static List<StreamId> ids(Call call, int from) {
    List<StreamId> ids = new ArrayList<>(call.size() - from);
    for (int i = from; i < call.size(); i++) ids.add(StreamIds.parse(call.arg(i)));
    return ids;
  }

  static Reply xtrim(Call call) {
    StreamOptions options = StreamOptions.ofTrim(call);
    StreamValue stream = find(call);
    if (stream == null) return Reply.ZERO;
    long deleted = options.trim(stream);
    if (deleted == 0) return Reply.ZERO;
    call.edited(call.key(), EventClass.STREAM, "xtrim", deleted);
    if (options.isApproximate()) {
      Bytes[] effect = call.args().clone();
      options.makeExact(effect, stream);
      call.propagateAs(effect);
    }
    return Reply.integer(deleted);
  }

  static Reply xsetid(Call call) {
    StreamId last = StreamIds.parse(call.arg(2));
    long added = -1;
    StreamId deleted = StreamId.MIN;
    for (int i = 3; i < call.size(); i += 2) {
      boolean more = i + 1 < call.size();
      if (more && call.arg(i).is("ENTRIESADDED")) {
        added = call.integer(i + 1);
        if (added < 0) throw new CommandException(Errors.ENTRIES_ADDED);
      } else if (more && call.arg(i).is("MAXDELETEDID")) {
        deleted = StreamIds.parse(call.arg(i + 1));
        if (last.isBefore(deleted)) throw new CommandException(Errors.XSETID_BELOW_GIVEN_DELETED);
      } else {
        throw Errors.syntax();
      }
    }
    StreamValue stream = find(call);
    if (stream == null) throw new CommandException(Errors.NO_SUCH_KEY);
    checkHistory(stream, last, added);
    stream.history(
        last,
        added < 0 ? stream.added() : added,
        deleted.isMin() ? stream.greatestDeleted() : deleted);
    call.editedAside(call.key(), EventClass.STREAM, "xsetid", 1);
    return Reply.OK;
  }

  private static void checkHistory(StreamValue stream, StreamId last, long added) {
    if (stream.length() == 0) return;
    if (stream.upTo(StreamId.MAX).compareTo(last) > 0) {
      throw new CommandException(Errors.XSETID_BELOW_LAST);
    }
    if (added >= 0 && added < stream.length()) {
      throw new CommandException(Errors.XSETID_FEWER_THAN_LENGTH);
    }
  }

  /** The stream at the key, to be changed, or null. */
  private static StreamValue find(Call call) {
    return call.database().editable(call.key(), StreamValue.class);
  }

  static StreamValue create(Call call) {
    return create(call, call.key());
  }

  /** The stream at a key, to be changed; where there is none, one is made. */
  static StreamValue create(Call call, Bytes key) {
    return call.database()
        .editable(key, StreamValue.class, () -> new StreamValue(call.keyspace().limits()));
  }

  // Reading

  /** The stream at the key, only to be read, or null. */
  static StreamValue read(Call call) {
    return call.database().typed(call.key(), StreamValue.class);
  }

  static Reply xlen(Call call) {
    StreamValue stream = read(call);
    return Reply.integer(stream == null ? 0 : stream.length());
  }

  static Reply xrange(Call call) {
    StreamId start = StreamIds.start(call.arg(2));
    StreamId end = StreamIds.end(call.arg(3));
    return range(call, (stream, most) -> StreamReplies.forwards(stream, start, end, most));
  }

  static Reply xrevrange(Call call) {
    StreamId start = StreamIds.start(call.arg(3));
    StreamId end = StreamIds.end(call.arg(2));
    return range(call, (stream, most) -> StreamReplies.backwards(stream, start, end, most));
  }

  private static Reply range(Call call, BiFunction<StreamValue, Long, Reply> reply) {
    long count = count(call);
    StreamValue stream = read(call);
    if (stream == null) return Reply.EMPTY_ARRAY;
    return count == 0 ? Reply.NULL_ARRAY : reply.apply(stream, count);
  }

  /** The most entries that are wanted; the last COUNT counts. */
  private static long count(Call call) {
    long count = Long.MAX_VALUE;
    for (int i = 4; i < call.size(); i += 2) {
      if (!call.arg(i).is("COUNT") || i + 1 == call.size()) throw Errors.syntax();
      count = Math.max(0, call.integer(i + 1));
    }
    return count;
  }
}
