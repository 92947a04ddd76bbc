package miniredis.probe;

import module java.base;

import miniredis.bytes.Bytes;

/** Keys and values as a person reads them, whatever bytes they are made of. */
final class Shown {

  /** So many bytes of a key or a value are shown at the most. */
  static final int MOST_BYTES = 80;

  /** So many elements of a collection. */
  static final int MOST_ELEMENTS = 10;

  private Shown() {}

  static String text(byte[] bytes) {
    return text(bytes, 0, bytes.length);
  }

  /** UTF-8 as it is, anything else escaped as redis-cli does; if it is long, its beginning. */
  static String text(byte[] bytes, int from, int to) {
    if (to - from <= MOST_BYTES) return readable(Bytes.copyOf(bytes, from, to));
    int end = from + MOST_BYTES;
    while (end > from + MOST_BYTES - 4 && (bytes[end] & 0xc0) == 0x80) end--;
    return readable(Bytes.copyOf(bytes, from, end)) + "… (" + (to - from) + " bytes)";
  }

  static String text(Bytes bytes) {
    return text(bytes.array());
  }

  private static String readable(Bytes bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array())).toString();
      if (text.chars().noneMatch(Character::isISOControl)) return text;
    } catch (CharacterCodingException noText) {
      // It is escaped below.
    }
    String quoted = bytes.toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The beginning of a collection, between its brackets, and how many elements it has. */
  static String elements(String open, List<String> first, long count, String close) {
    String text = String.join(", ", first.subList(0, Math.min(first.size(), MOST_ELEMENTS)));
    boolean cut = count > MOST_ELEMENTS || text.length() > 2 * MOST_BYTES;
    if (text.length() > 2 * MOST_BYTES) text = text.substring(0, 2 * MOST_BYTES);
    return open + text + (cut ? ", … " + count + " in all" : "") + close;
  }
}
