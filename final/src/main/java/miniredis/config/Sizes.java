package miniredis.config;

import miniredis.bytes.Bytes;

/**
 * Sizes in bytes as Redis writes them: {@code 1k} is 1000, {@code 1kb} is 1024, and so on with m
 * and g, in either case.
 */
final class Sizes {

  /** The bound of a size that may be any unsigned 64-bit number. */
  static final long UNLIMITED = -1;

  private static final int LONGEST = 128;

  private Sizes() {}

  /**
   * The size that a word says, as an unsigned 64-bit number that wraps around as C's does.
   *
   * @param refusal what to throw where the word is no size
   */
  static long parse(Bytes word, String refusal) {
    int digits = 0;
    while (digits < word.length() && word.at(digits) >= '0' && word.at(digits) <= '9') digits++;
    long unit = unit(word.slice(digits, word.length()));
    if (unit == 0 || digits >= LONGEST) throw new ConfigException(refusal);
    if (digits == 0) return 0;
    try {
      return Long.parseUnsignedLong(word.slice(0, digits).text()) * unit;
    } catch (NumberFormatException tooLarge) {
      return -1L * unit;
    }
  }

  private static long unit(Bytes suffix) {
    if (suffix.isEmpty() || suffix.is("b")) return 1;
    if (suffix.is("k")) return 1000;
    if (suffix.is("kb")) return 1L << 10;
    if (suffix.is("m")) return 1000_000;
    if (suffix.is("mb")) return 1L << 20;
    if (suffix.is("g")) return 1000_000_000;
    if (suffix.is("gb")) return 1L << 30;
    return 0;
  }

  /** Shown as it is, read as the largest long where it is larger. */
  static Parsed unsigned(long size) {
    return Parsed.of(Long.toUnsignedString(size), size < 0 ? Long.MAX_VALUE : size);
  }

  /** The shortest exact way to write a size in a file. */
  static String write(long size) {
    if (size <= 0) return Long.toUnsignedString(size);
    if (size % (1L << 30) == 0) return (size >> 30) + "gb";
    if (size % (1L << 20) == 0) return (size >> 20) + "mb";
    if (size % (1L << 10) == 0) return (size >> 10) + "kb";
    return Long.toString(size);
  }
}
