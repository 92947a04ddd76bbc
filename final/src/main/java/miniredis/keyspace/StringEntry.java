package miniredis.keyspace;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.value.Entry;
import miniredis.value.Packed;
import miniredis.value.StringValue;

/** Reads strings out of entries, packed or not. An entry of another type is a WRONGTYPE error. */
final class StringEntry {

  private StringEntry() {}

  static boolean isOne(Object entry) {
    return entry instanceof byte[] packed
        ? Packed.isString(packed)
        : ((Entry) entry).value instanceof StringValue;
  }

  /** The string as an object; a packed one is copied out, so editing it changes nothing. */
  static StringValue value(Object entry) {
    if (isPacked(entry)) return new StringValue(Packed.value((byte[]) entry));
    if (entry instanceof Entry known && known.value instanceof StringValue value) return value;
    throw new WrongTypeException();
  }

  private static boolean isPacked(Object entry) {
    return entry instanceof byte[] packed && Packed.isString(packed);
  }

  static Bytes content(Object entry) {
    return isPacked(entry) ? Packed.value((byte[]) entry) : value(entry).content();
  }

  /** Its length in bytes, 0 for null. */
  static int length(Object entry) {
    if (entry instanceof byte[] packed && Packed.isString(packed)) {
      return Packed.valueEnd(packed) - Packed.valueAt(packed);
    }
    return entry == null ? 0 : value(entry).length();
  }

  /**
   * The integer that the string is.
   *
   * @throws NumberFormatException if it is none
   */
  static long integer(Object entry) {
    if (entry instanceof byte[] packed && Packed.isString(packed)) {
      return Numbers.parse(packed, Packed.valueAt(packed), Packed.valueEnd(packed));
    }
    StringValue string = value(entry);
    return Numbers.parse(string.array(), 0, string.length());
  }
}
