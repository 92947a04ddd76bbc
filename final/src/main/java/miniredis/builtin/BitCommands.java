package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bits;
import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.StringValue;

/**
 * Strings as arrays of bits. Bit 0 is the highest bit of the first byte; beyond its end a string is
 * as good as filled with zeros, and writing there makes it so.
 */
public final class BitCommands {

  private BitCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.BITMAP);
    table
        .add("SETBIT", 4, BitCommands::setbit, WRITE, DENYOOM)
        .key()
        .brief()
        .summary("Sets or clears a bit of the string at a key and replies what it was")
        .since("2.2.0")
        .syntax("key offset value:integer");
    table
        .add("GETBIT", 3, BitCommands::getbit, READONLY, FAST)
        .key()
        .brief()
        .summary("Replies a bit of the string at a key")
        .since("2.2.0")
        .syntax("key offset");
    table
        .add("BITCOUNT", atLeast(2), BitCommands::bitcount, READONLY)
        .key()
        .summary("Counts the bits that are set in a string or a part of it")
        .since("2.6.0")
        .complexity("O(N)")
        .history("7.0.0", "The unit, `BYTE` or `BIT`")
        .syntax("key index:[start end index_unit@7.0.0:[BYTE | BIT]]");
    table
        .add("BITPOS", atLeast(3), BitCommands::bitpos, READONLY)
        .key()
        .summary("Finds the first bit that is set, or that is not, in a string or a part of it")
        .since("2.8.7")
        .complexity("O(N)")
        .history("7.0.0", "The unit, `BYTE` or `BIT`")
        .syntax("key bit:integer index:[start end_index:[end index_unit@7.0.0:[BYTE | BIT]]]");
    table
        .add("BITOP", atLeast(4), BitOperation::bitop, WRITE, DENYOOM)
        .keys(KeySpec.at(2, OW, UPDATE))
        .keys(KeySpec.range(3, -1, 1, RO, ACCESS))
        .summary("Combines strings bit by bit and stores the result")
        .since("2.6.0")
        .complexity("O(N)")
        .syntax("operation destkey key [key ...]");
    BitFieldCommands.addTo(table);
  }

  /**
   * The number of a bit in an argument.
   *
   * @param width where {@code #3} means three times this; 0 where it means nothing
   */
  static long offset(Call call, Bytes argument, int width) {
    boolean counted = width > 0 && !argument.isEmpty() && argument.at(0) == '#';
    int from = counted ? 1 : 0;
    if (!Numbers.isInteger(argument.array(), from, argument.length())) throw badOffset();
    long number = Numbers.integer(argument.array(), from, argument.length());
    long offset = counted ? number * width : number;
    if (offset < 0 || offset >> 3 >= call.keyspace().longestString()) throw badOffset();
    return offset;
  }

  private static CommandException badOffset() {
    return new CommandException(Errors.BIT_OFFSET);
  }

  static Reply setbit(Call call) {
    long offset = offset(call, call.arg(2), 0);
    Bytes bit = call.arg(3);
    if (!bit.is("0") && !bit.is("1") || bit.length() > 1) throw new CommandException(Errors.BIT);
    boolean on = bit.at(0) == '1';
    int at = (int) (offset >> 3);
    StringValue string = call.database().editableString(call.key(), at + 1);
    boolean grows = at >= string.length();
    int before = grows ? 0 : string.at(at);
    int after = on ? before | Bits.mask(offset) : before & ~Bits.mask(offset);
    if (grows || before != after) {
      string.set(at, (byte) after);
      call.edited(call.key(), EventClass.STRING, "setbit", 1);
    }
    return (before & Bits.mask(offset)) == 0 ? Reply.ZERO : Reply.ONE;
  }

  static Reply getbit(Call call) {
    long offset = offset(call, call.arg(2), 0);
    StringValue string = call.database().stringValue(call.key());
    if (string == null || offset >> 3 >= string.length()) return Reply.ZERO;
    return (string.at((int) (offset >> 3)) & Bits.mask(offset)) == 0 ? Reply.ZERO : Reply.ONE;
  }

  static Reply bitcount(Call call) {
    StringValue string = call.database().stringValue(call.key());
    if (string == null) return Reply.ZERO;
    if (call.size() == 3 || call.size() > 5) throw Errors.syntax();
    BitRange range = BitRange.ofCount(call, string.length());
    if (range.isEmpty()) return Reply.ZERO;
    return Reply.integer(Bits.count(string.array(), range.first(), range.last()));
  }

  /** A string that ends in ones has its first zero right behind them, unless an end was given. */
  static Reply bitpos(Call call) {
    long bit = call.integer(2);
    if (bit != 0 && bit != 1) throw new CommandException(Errors.BIT_ARGUMENT);
    StringValue string = call.database().stringValue(call.key());
    if (string == null) return Reply.integer(bit == 0 ? 0 : -1);
    if (call.size() > 6) throw Errors.syntax();
    BitRange range = BitRange.ofSearch(call, string.length());
    if (range.isEmpty()) return Reply.integer(-1);
    long found = Bits.find(string.array(), bit == 1, range.first(), range.last());
    if (found < 0 && bit == 0 && call.size() < 5) found = range.last() + 1;
    return Reply.integer(found);
  }
}
