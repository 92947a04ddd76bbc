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
    String text = text(id);
    int dash = text.indexOf('-');
    if (dash < 0) return new StreamId(number(text), missing);
    return new StreamId(number(text.substring(0, dash)), number(text.substring(dash + 1)));
  }

  /** Whether only the first number is given, with a star for the second: {@code 5-*}. */
  static boolean isPartial(Bytes id) {
    String text = text(id);
    return text.indexOf('-') == text.length() - 2 && text.endsWith("-*");
  }

  /** The first number of a {@link #isPartial partial} id. */
  static long firstNumber(Bytes id) {
    String text = text(id);
    return number(text.substring(0, text.length() - 2));
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

  /** One character a byte, up to a zero byte, as C reads it. */
  private static String text(Bytes id) {
    if (id.length() > LONGEST) throw invalid();
    String text = new String(id.array(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** A number of 64 bits without a sign. */
  private static long number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (Numbers.isInteger(bytes, 0, bytes.length)) {
      long number = Numbers.integer(bytes, 0, bytes.length);
      if (number < 0) throw invalid();
      return number;
    }
    Matcher lenient = LENIENT.matcher(text);
    if (!lenient.matches()) throw invalid();
    BigInteger number = new BigInteger(lenient.group(1));
    if (number.abs().bitLength() > Long.SIZE) throw invalid();
    return number.longValue();
  }

  static CommandException invalid() {
    return new CommandException(Errors.STREAM_ID);
  }
}
