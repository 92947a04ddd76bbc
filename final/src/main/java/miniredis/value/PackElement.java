package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * One element of a {@link ListPack} in an array: its form, its content, its length.
 *
 * <pre>
 *   0nnnnnnn                         the number n, 0 to 127
 *   10llllll ...                     a string of l bytes, up to 63
 *   110nnnnn nnnnnnnn                the number n, 13 bits with a sign
 *   1110llll llllllll ...            a string of l bytes, up to 4095
 *   11110000 llll ...                a string of l bytes, l in four bytes
 *   11110001 to 11110100             a number of 2, 3, 4 or 8 bytes
 * </pre>
 *
 * <p>After it stands the length of all that, in groups of seven bits: the highest group first, and
 * each but the first marked with the highest bit. Whoever comes from behind reads the last group
 * first, and goes on until one bears no mark.
 *
 * <p>Lengths and numbers of several bytes have the lowest byte first.
 */
final class PackElement {

  private static final int STRING_6 = 0x80;
  private static final int NUMBER_13 = 0xc0;
  private static final int STRING_12 = 0xe0;
  private static final int STRING_32 = 0xf0;
  private static final int NUMBER_16 = 0xf1;
  private static final int NUMBER_24 = 0xf2;
  private static final int NUMBER_32 = 0xf3;
  private static final int NUMBER_64 = 0xf4;

  /** Four bytes, the lowest first. */
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackElement() {}

  // Lengths

  /** How many bytes form and content of a string take; those of its length come to that. */
  static int sizeOfString(int length) {
    return length + (length < 1 << 6 ? 1 : length < 1 << 12 ? 2 : 5);
  }

  /** How many bytes form and content of a number take. */
  static int sizeOfNumber(long number) {
    if (number >= 0 && number < 1 << 7) return 1;
    if (fits(number, 13)) return 2;
    if (number == (short) number) return 3;
    if (fits(number, 24)) return 4;
    return number == (int) number ? 5 : 9;
  }

  private static boolean fits(long number, int bits) {
    return number << 64 - bits >> 64 - bits == number;
  }

  /** The same with the bytes that say it. Redis never uses the highest length of each group. */
  static int withLength(int size) {
    if (size <= 127) return size + 1;
    if (size < (1 << 14) - 1) return size + 2;
    if (size < (1 << 21) - 1) return size + 3;
    return size + (size < (1 << 28) - 1 ? 4 : 5);
  }

  /** How many bytes form and content of the element at this place take, or -1: no such form. */
  static int size(byte[] array, int at) {
    int form = array[at] & 0xff;
    if (form < STRING_6) return 1;
    if (form < NUMBER_13) return 1 + (form & 0x3f);
    if (form < STRING_12) return 2;
    return switch (form) {
      case STRING_32 -> 5 + (int) INT.get(array, at + 1);
      case NUMBER_16 -> 3;
      case NUMBER_24 -> 4;
      case NUMBER_32 -> 5;
      case NUMBER_64 -> 9;
      default -> form < STRING_32 ? 2 + length12(array, at) : -1;
    };
  }

  private static int length12(byte[] array, int at) {
    return (array[at] & 15) << 8 | array[at + 1] & 0xff;
  }

  /** How many bytes must be there before {@link #size} can be asked. */
  static int sizeOfHead(byte form) {
    int unsigned = form & 0xff;
    if (unsigned == STRING_32) return 5;
    return unsigned >= STRING_12 && unsigned < STRING_32 ? 2 : 1;
  }

  /** The length that ends before this place, of an element that stands before it. */
  static int sizeBefore(byte[] array, int end) {
    int size = 0;
    for (int shift = 0, at = end - 1; ; shift += 7, at--) {
      size |= (array[at] & 127) << shift;
      if (array[at] >= 0) return size;
    }
  }

  // Reading

  static boolean isNumber(byte[] array, int at) {
    int form = array[at] & 0xff;
    return form < STRING_6 || form >= NUMBER_13 && form < STRING_12 || form > STRING_32;
  }

  static long number(byte[] array, int at) {
    int form = array[at] & 0xff;
    return switch (form) {
      case NUMBER_16 -> (short) (array[at + 1] & 0xff | array[at + 2] << 8);
      case NUMBER_24 -> array[at + 1] & 0xff | (array[at + 2] & 0xff) << 8 | array[at + 3] << 16;
      case NUMBER_32 -> (int) INT.get(array, at + 1);
      case NUMBER_64 -> (long) LONG.get(array, at + 1);
      default -> form < STRING_6 ? form : ((form << 8 | array[at + 1] & 0xff) << 19) >> 19;
    };
  }

  /** Where the content of a string begins. */
  static int stringAt(byte[] array, int at) {
    int form = array[at] & 0xff;
    return at + (form < NUMBER_13 ? 1 : form < STRING_32 ? 2 : 5);
  }

  static Bytes content(byte[] array, int at) {
    if (isNumber(array, at)) return Bytes.of(number(array, at));
    return Bytes.copyOf(array, stringAt(array, at), at + size(array, at));
  }

  static void give(byte[] array, int at, StringSink out) {
    if (isNumber(array, at)) out.string(number(array, at));
    else out.string(array, stringAt(array, at), at + size(array, at));
  }

  /** Whether the element is a string, in the form of one, with this content. */
  static boolean isString(byte[] array, int at, byte[] content) {
    if (isNumber(array, at)) return false;
    int from = stringAt(array, at);
    int to = at + size(array, at);
    return to - from == content.length && Arrays.equals(array, from, to, content, 0, to - from);
  }

  /** Compares the element as a string with another, byte by byte. */
  static int compare(byte[] array, int at, Bytes other) {
    if (isNumber(array, at)) return content(array, at).compareTo(other);
    int from = stringAt(array, at);
    int to = at + size(array, at);
    return Arrays.compareUnsigned(array, from, to, other.array(), 0, other.length());
  }

  // Writing

  static void write(byte[] array, int at, Bytes content) {
    int length = content.length();
    if (length < 1 << 6) {
      array[at] = (byte) (STRING_6 | length);
    } else if (length < 1 << 12) {
      array[at] = (byte) (STRING_12 | length >> 8);
      array[at + 1] = (byte) length;
    } else {
      array[at] = (byte) STRING_32;
      INT.set(array, at + 1, length);
    }
    int size = sizeOfString(length);
    content.copyTo(array, at + size - length);
    writeLength(array, at + size, size);
  }

  static void write(byte[] array, int at, long number) {
    int size = sizeOfNumber(number);
    switch (size) {
      case 1 -> array[at] = (byte) number;
      case 2 -> {
        array[at] = (byte) (NUMBER_13 | number >> 8 & 0x1f);
        array[at + 1] = (byte) number;
      }
      default -> {
        array[at] = (byte) (size == 9 ? NUMBER_64 : NUMBER_16 + size - 3);
        for (int i = 1; i < size; i++) array[at + i] = (byte) (number >> 8 * (i - 1));
      }
    }
    writeLength(array, at + size, size);
  }

  private static void writeLength(byte[] array, int at, int size) {
    int groups = withLength(size) - size;
    for (int i = 0; i < groups; i++) {
      array[at + i] = (byte) (size >> 7 * (groups - 1 - i) & 127 | (i == 0 ? 0 : 128));
    }
  }
}
