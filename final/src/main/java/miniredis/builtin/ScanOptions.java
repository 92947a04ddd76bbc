package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * What follows the cursor of SCAN and its relatives.
 *
 * @param pattern what the names must match, or null
 * @param count about how many to return; how much work one call may be
 * @param type the type the values must have, or null
 */
record ScanOptions(Bytes pattern, long count, Bytes type) {

  private static final long DEFAULT_COUNT = 10;

  /** The options from an argument on; only SCAN itself knows TYPE. */
  static ScanOptions of(Call call, int from, boolean withType) {
    Bytes pattern = null;
    long count = DEFAULT_COUNT;
    Bytes type = null;
    for (int i = from; i < call.size(); i += 2) {
      Bytes option = call.arg(i);
      if (i + 1 == call.size()) throw Errors.syntax();
      if (option.is("COUNT")) count = call.integer(i + 1);
      else if (option.is("MATCH")) pattern = call.arg(i + 1);
      else if (withType && option.is("TYPE")) type = call.arg(i + 1);
      else throw Errors.syntax();
      if (count < 1) throw Errors.syntax();
    }
    return new ScanOptions(pattern, count, type);
  }

  boolean matches(Bytes name) {
    return pattern == null || Glob.isEverything(pattern) || Glob.matches(pattern, name);
  }

  boolean matchesType(String name) {
    return type == null || type.is(name);
  }

  /**
   * A cursor is an unsigned 64-bit number, read as C's strtoul reads it: up to the first zero byte,
   * and no digits at all are 0.
   */
  static long cursor(Bytes bytes) {
    String whole = new String(bytes.array(), StandardCharsets.ISO_8859_1);
    int end = whole.indexOf(0);
    String text = end < 0 ? whole : whole.substring(0, end);
    try {
      if (text.isEmpty()) return 0;
      if (!text.startsWith("-")) return Long.parseUnsignedLong(text);
      if (text.startsWith("-+")) throw new NumberFormatException();
      return -Long.parseUnsignedLong(text.substring(1));
    } catch (NumberFormatException e) {
      throw new CommandException(Errors.CURSOR);
    }
  }
}
