package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The format that says how struct packs values, read letter by letter:
 *
 * <pre>
 *   b B h H l L T i I   whole numbers of 1, 2, 8, 8 and 4 bytes, or iN; small letters are signed
 *   f d   s   cN   x    float, double, string with a zero at the end, N bytes, a zero
 *   > < !N and blanks   the order of bytes, the alignment, nothing
 * </pre>
 */
final class StructFormat {

  private static final int MOST_INTEGER = 32;
  private static final int USUAL_ALIGNMENT = 8;

  private final Bytes format;
  private int at;
  private boolean bigEndian = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  private int alignment = 1;

  /** The letter that was read last, and how many bytes it stands for; 0 if that is not fixed. */
  char letter;

  int size;

  StructFormat(Bytes format) {
    this.format = format;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  /** Reads the next letter; false at the end, which a zero byte is too. */
  boolean next() {
    if (at >= format.length() || format.at(at) == 0) return false;
    letter = (char) (format.at(at++) & 0xFF);
    size =
        switch (letter) {
          case 'B', 'b', 'x' -> 1;
          case 'H', 'h' -> 2;
          case 'L', 'l', 'T', 'd' -> 8;
          case 'f' -> 4;
          case 'c' -> number(1);
          case 'i', 'I' -> integerSize();
          default -> 0;
        };
    return true;
  }

  private int integerSize() {
    int bytes = number(4);
    if (bytes <= MOST_INTEGER) return bytes;
    throw new LuaError(
        "integral size %d is larger than limit of %d".formatted(bytes, MOST_INTEGER));
  }

  private int number(int otherwise) {
    if (!atDigit()) return otherwise;
    long number = 0;
    while (atDigit()) {
      number = 10 * number + format.at(at++) - '0';
      if (number > Integer.MAX_VALUE) throw new LuaError("integral size overflow");
    }
    return (int) number;
  }

  private boolean atDigit() {
    return at < format.length() && format.at(at) >= '0' && format.at(at) <= '9';
  }

  /** How many bytes to leave out before the letter's value, at a position. */
  int padding(long position) {
    if (size == 0 || letter == 'c') return 0;
    int unit = Math.min(size, alignment);
    return (int) (unit - (position & unit - 1) & unit - 1);
  }

  /** Whether the letter stands for a whole number. */
  boolean isInteger() {
    return "bBhHlLTiI".indexOf(letter) >= 0;
  }

  boolean isSigned() {
    return Character.isLowerCase(letter);
  }

  /**
   * Does what a letter says that stands for no value.
   *
   * @throws LuaError if there is no such letter
   */
  void control() {
    switch (letter) {
      case ' ' -> {}
      case '>' -> bigEndian = true;
      case '<' -> bigEndian = false;
      case '!' -> align(number(USUAL_ALIGNMENT));
      default -> throw LuaError.argument(1, "invalid format option '" + letter + "'");
    }
  }

  private void align(int bytes) {
    if (bytes <= 0 || (bytes & bytes - 1) != 0) {
      throw new LuaError("alignment " + bytes + " is not a power of 2");
    }
    alignment = bytes;
  }
}
