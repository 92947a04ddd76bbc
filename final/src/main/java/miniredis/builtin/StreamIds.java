package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.StreamId;

/**
 * Ids of stream entries as clients write them: {@code 5-3}; {@code 5}, whose second number depends
 * on what it is for; and, as the ends of a range, {@code -}, {@code +} and {@code (5-3}.
 */
final class StreamIds {

  private static final int LONGEST = 127;

  /** What C's strtoull takes, which Redis asks where its own strict reading fails. */
  private static final Pattern LENIENT = Pattern.compile("[ \\t\\n\\x0b\\f\\r]*([+-]?[0-9]+)");

  private StreamIds() {}

  /** A whole id, or only its first number: then the second is 0. */
  static StreamId parse(Bytes id) {
    return parse(id, 0);
  }

  private static StreamId parse(Bytes id, long missing) {
    int end = endOf(id);
    int dash = dashIn(id, end);
    if (dash == end) return new StreamId(number(id, 0, end), missing);
    return new StreamId(number(id, 0, dash), number(id, dash + 1, end));
  }

  /** Whether only the first number is given, with a star for the second: {@code 5-*}. */
  static boolean isPartial(Bytes id) {
    int end = endOf(id);
    return end >= 2 && id.at(end - 1) == '*' && dashIn(id, end) == end - 2;
  }

  /** The first number of a {@link #isPartial partial} id. */
  static long firstNumber(Bytes id) {
    return number(id, 0, endOf(id) - 2);
  }

  /** The least id of a range that begins so. */
  static StreamId start(Bytes bound) {
    if (!isExclusive(bound)) return bound(bound, 0);
    StreamId after = parse(bound.slice(1, bound.length()), 0).next();
    if (after == null) throw new CommandException(Errors.STREAM_START);
    return after;
  }

  /** The greatest id of a range that ends so. */
  static StreamId end(Bytes bound) {
    if (!isExclusive(bound)) return bound(bound, StreamId.MAX.seq());
    StreamId before = parse(bound.slice(1, bound.length()), StreamId.MAX.seq()).previous();
    if (before == null) throw new CommandException(Errors.STREAM_END);
    return before;
  }

  private static boolean isExclusive(Bytes bound) {
    return bound.length() > 1 && bound.at(0) == '(';
  }

  /** An id, or one of the two ends of every stream. */
  static StreamId bound(Bytes bound, long missing) {
    if (isChar(bound, '-')) return StreamId.MIN;
    return isChar(bound, '+') ? StreamId.MAX : parse(bound, missing);
  }

  /** Whether this is the one character, up to a zero byte. */
  static boolean isChar(Bytes bytes, char c) {
    if (bytes.isEmpty() || bytes.at(0) != c) return false;
    return bytes.length() == 1 || bytes.at(1) == 0;
  }

  /** An id ends where a zero byte stands, as C reads it. */
  private static int endOf(Bytes id) {
    if (id.length() > LONGEST) throw invalid();
    int end = 0;
    while (end < id.length() && id.at(end) != 0) end++;
    return end;
  }

  /** The place of the first dash, or the end. */
  private static int dashIn(Bytes id, int end) {
    int dash = 0;
    while (dash < end && id.at(dash) != '-') dash++;
    return dash;
  }

  /** A number of 64 bits without a sign. */
  private static long number(Bytes id, int from, int to) {
    if (!Numbers.isInteger(id.array(), from, to)) return lenient(id.slice(from, to));
    long number = Numbers.integer(id.array(), from, to);
    if (number < 0) throw invalid();
    return number;
  }

  private static long lenient(Bytes digits) {
    Matcher lenient = LENIENT.matcher(new String(digits.array(), StandardCharsets.ISO_8859_1));
    if (!lenient.matches()) throw invalid();
    BigInteger number = new BigInteger(lenient.group(1));
    if (number.abs().bitLength() > Long.SIZE) throw invalid();
    return number.longValue();
  }

  static CommandException invalid() {
    return new CommandException(Errors.STREAM_ID);
  }
}
