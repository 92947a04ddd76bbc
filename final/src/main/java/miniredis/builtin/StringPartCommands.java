package miniredis.builtin;

import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.StringValue;

/** Parts of strings: lengths, ranges, additions at the end, and what two strings share. */
final class StringPartCommands {

  private StringPartCommands() {}

  static void addTo(CommandTable table) {
    table
        .add("STRLEN", 2, StringPartCommands::strlen, READONLY, FAST)
        .key(RO)
        .brief()
        .summary("Replies the length of the string at a key in bytes")
        .since("2.2.0")
        .syntax("key");
    table
        .add("APPEND", 3, StringPartCommands::append, WRITE, DENYOOM, FAST)
        .key(RW, INSERT)
        .summary("Adds bytes to the end of the string at a key, made if absent")
        .since("2.0.0")
        .complexity("O(1), amortized: room is made for more than is added")
        .syntax("key value");
    table
        .add("SETRANGE", 4, StringPartCommands::setrange, WRITE, DENYOOM)
        .key(RW, UPDATE)
        .summary("Overwrites a part of the string at a key, which grows as needed")
        .since("2.2.0")
        .complexity("O(1) for small values, else O(M) where M is the length of the value")
        .syntax("key offset value");
    table
        .add("GETRANGE", 4, StringPartCommands::getrange, READONLY)
        .key()
        .summary("Replies a part of the string at a key")
        .since("2.4.0")
        .complexity("O(N) where N is the length of the reply")
        .syntax("key start end");
    table
        .add("SUBSTR", 4, StringPartCommands::getrange, READONLY)
        .key()
        .summary("The old name of GETRANGE")
        .deprecated("2.0.0", "`GETRANGE`")
        .complexity("O(N) where N is the length of the reply")
        .syntax("key start end");
    table
        .add("LCS", atLeast(3), CommonSubsequence::lcs, READONLY)
        .keys(1, 2, 1)
        .summary("Finds the longest run of bytes, with gaps, that two strings have in common")
        .since("7.0.0")
        .complexity("O(N*M) where N and M are the lengths of the strings")
        .syntax("key1 key2 [LEN] [IDX] [MINMATCHLEN len] [WITHMATCHLEN]");
  }

  static Reply strlen(Call call) {
    return Reply.integer(call.database().stringLength(call.key()));
  }

  static Reply append(Call call) {
    Database database = call.database();
    Bytes more = call.arg(2);
    int length = more.length();
    if (database.exists(call.key())) {
      StringValue string = database.editableString(call.key());
      requireShort(call, string.length(), more.length());
      string.append(more);
      length = string.length();
      database.edited(call.key());
    } else {
      database.setString(call.key(), more);
    }
    call.event(EventClass.STRING, "append", call.key());
    return Reply.integer(length);
  }

  static Reply setrange(Call call) {
    Database database = call.database();
    long offset = call.integer(2);
    Bytes part = call.arg(3);
    if (offset < 0) throw new CommandException(Errors.OFFSET);
    int before = database.peekStringLength(call.key());
    if (part.isEmpty()) return Reply.integer(before);
    requireShort(call, offset, part.length());
    StringValue string = database.editableString(call.key(), (int) offset + part.length());
    string.write((int) offset, part);
    call.edited(call.key(), EventClass.STRING, "setrange", 1);
    return Reply.integer(string.length());
  }

  private static void requireShort(Call call, long length, long more) {
    long total = length + more;
    if (total > call.keyspace().longestString() || total < 0) {
      throw new CommandException(Errors.TOO_LONG);
    }
  }

  /** Both ends count, and negative ones count from the end of the string. */
  static Reply getrange(Call call) {
    long start = call.integer(2);
    long end = call.integer(3);
    StringValue string = call.database().stringValue(call.key());
    if (string == null || start < 0 && end < 0 && start > end) return Reply.bulk(Bytes.EMPTY);
    long from = Math.max(0, start < 0 ? start + string.length() : start);
    long to = Math.max(0, end < 0 ? end + string.length() : end);
    to = Math.min(to, string.length() - 1L);
    if (from > to) return Reply.bulk(Bytes.EMPTY);
    return Reply.bulk(string.range((int) from, (int) to + 1));
  }
}
