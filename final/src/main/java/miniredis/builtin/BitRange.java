package miniredis.builtin;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Errors;

/**
 * A part of a string, given in bytes or in bits, as bits. Negative numbers count from the end.
 *
 * @param first the first bit of it
 * @param last the last bit of it; before the first if the part is empty
 */
record BitRange(long first, long last) {

  private static final BitRange NONE = new BitRange(0, -1);

  /** The arguments of BITCOUNT: none, or start and end, and then perhaps the unit. */
  static BitRange ofCount(Call call, int length) {
    if (call.size() == 2) return of(0, -1, length, false);
    long start = call.integer(2);
    long end = call.integer(3);
    if (start < 0 && end < 0 && start > end) return NONE;
    return of(start, end, length, call.size() == 5 && isBits(call.arg(4)));
  }

  /** The arguments of BITPOS: none, or a start, and then perhaps an end, and then the unit. */
  static BitRange ofSearch(Call call, int length) {
    long start = call.size() > 3 ? call.integer(3) : 0;
    boolean bits = call.size() > 5 && isBits(call.arg(5));
    long end = call.size() > 4 ? call.integer(4) : -1;
    return of(start, end, length, bits);
  }

  private static boolean isBits(Bytes unit) {
    if (unit.is("BIT")) return true;
    if (unit.is("BYTE")) return false;
    throw Errors.syntax();
  }

  private static BitRange of(long start, long end, int length, boolean bits) {
    long total = bits ? length * 8L : length;
    long from = Math.max(0, start < 0 ? start + total : start);
    long to = Math.min(total - 1, Math.max(0, end < 0 ? end + total : end));
    if (from > to) return NONE;
    return bits ? new BitRange(from, to) : new BitRange(from * 8, to * 8 + 7);
  }

  boolean isEmpty() {
    return first > last;
  }
}
