package miniredis.resp;

import java.util.Arrays;
import java.util.List;
import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;

/**
 * What a command answers: every type of RESP3, each with its shape in RESP2.
 *
 * <p>A reply is a value. Handlers make it; {@link ReplyWriter} alone knows how it looks on the wire
 * in the protocol that the client has chosen, and {@link ReplyReader} makes it again at the other
 * end. See https://redis.io/docs/reference/protocol-spec.
 */
public sealed interface Reply {

  Reply OK = new Text(Bytes.of("OK"));
  Reply PONG = new Text(Bytes.of("PONG"));
  Reply QUEUED = new Text(Bytes.of("QUEUED"));
  Reply NULL = new Null();
  Reply NULL_ARRAY = new NullArray();
  Reply EMPTY_ARRAY = new Array(List.of());
  Reply ZERO = new Int(0);
  Reply ONE = new Int(1);

  /** Nothing is written: the reply comes later (a blocked client) or never. */
  Reply NONE = new None();

  /** A short text without line breaks: {@code +OK}. */
  record Text(Bytes text) implements Reply {}

  /** An error: a code in capitals, a space, a sentence, without line breaks. */
  record Error(Bytes text) implements Reply {}

  /** A signed 64-bit integer. */
  record Int(long value) implements Reply {}

  /** Any bytes at all, up to 512 MB. */
  record Bulk(Bytes bytes) implements Reply {}

  /** The absence of a value; in RESP2 the null bulk string. */
  record Null() implements Reply {}

  /** RESP2's null array; in RESP3 the same as {@link Null}. */
  record NullArray() implements Reply {}

  record Array(List<? extends Reply> items) implements Reply {}

  /** Keys and values by turns, in order. In RESP2 a flat array. */
  record Map(List<? extends Reply> keysAndValues) implements Reply {}

  /** Items of which none comes twice. In RESP2 an array. */
  record Set(List<? extends Reply> items) implements Reply {}

  /** A message nobody asked for at this moment, as pub/sub sends. In RESP2 an array. */
  record Push(List<? extends Reply> items) implements Reply {}

  /**
   * A floating-point number, as its digits: Redis 7.0 writes 17 of them, later ones as few as will
   * do, and who prints a reply prints them as they came. In RESP2 a bulk string.
   */
  record Double(Bytes digits) implements Reply {
    /** Redis 7.0's digits. */
    public Double(double value) {
      this(Bytes.of(Doubles.seventeenDigits(value)));
    }

    public double value() {
      return switch (digits.text()) {
        case "inf" -> java.lang.Double.POSITIVE_INFINITY;
        case "-inf" -> java.lang.Double.NEGATIVE_INFINITY;
        case "nan", "-nan" -> java.lang.Double.NaN;
        default -> java.lang.Double.parseDouble(digits.text());
      };
    }
  }

  /** In RESP2 the integer 1 or 0. */
  record Boolean(boolean value) implements Reply {}

  /** An integer of any size, as decimal digits. In RESP2 a bulk string. */
  record BigNumber(Bytes digits) implements Reply {}

  /** Text with a three-letter format such as {@code txt}. In RESP2 a bulk string of the text. */
  record Verbatim(String format, Bytes text) implements Reply {}

  /**
   * A reply, and things about it that a client need not know, names and values by turns. In RESP2
   * the reply alone.
   */
  record Attributed(List<? extends Reply> namesAndValues, Reply reply) implements Reply {}

  /**
   * More than one reply to one request, as SUBSCRIBE gives one for each channel. Among the items of
   * an array it counts as one, as in Redis, so that only a transaction of one channel a command
   * looks as it should.
   */
  record Several(List<? extends Reply> replies) implements Reply {}

  record None() implements Reply {}

  static Reply simple(String text) {
    return new Text(Bytes.of(text));
  }

  static Reply error(String text) {
    return new Error(Bytes.of(text));
  }

  static Reply integer(long value) {
    return value == 0 ? ZERO : value == 1 ? ONE : new Int(value);
  }

  /** A bulk string, or {@link #NULL} for null. */
  static Reply bulk(Bytes bytes) {
    return bytes == null ? NULL : new Bulk(bytes);
  }

  static Reply bulk(String text) {
    return new Bulk(Bytes.of(text));
  }

  static Reply array(List<? extends Reply> items) {
    return items.isEmpty() ? EMPTY_ARRAY : new Array(items);
  }

  static Reply array(Reply... items) {
    return array(Arrays.asList(items));
  }

  /** An array of bulk strings; a null among them is a null reply. */
  static Reply bulks(List<Bytes> items) {
    return array(items.stream().map(Reply::bulk).toList());
  }

  static Reply map(Reply... keysAndValues) {
    return new Map(Arrays.asList(keysAndValues));
  }
}
