package miniredis.bytes;

import module java.base;

/**
 * An immutable byte string: every key, argument and value of the server.
 *
 * <p>Redis strings are bytes, not characters, so nothing here ever decodes them to compare or to
 * hash. The hash is computed once and kept; it is seeded at random for each process, so that a
 * client cannot choose keys that collide.
 *
 * <p>Immutable, so safe on any thread, as long as those who {@link #wrap} or borrow an {@link
 * #array} keep their side of the promise and do not write to it.
 */
public sealed class Bytes implements Comparable<Bytes> permits OffHeapBytes {

  public static final Bytes EMPTY = new Bytes(new byte[0]);

  /** Null where the bytes are elsewhere: see {@link OffHeapBytes}. */
  private final byte[] array;

  private int hash;

  Bytes(byte[] array) {
    this.array = array;
  }

  /** The UTF-8 bytes of a text. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One byte for each character, which must be below 256. */
  public static Bytes latin(String text) {
    return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The decimal digits of a number. */
  public static Bytes of(long number) {
    return new Bytes(Numbers.digits(number));
  }

  /** A copy of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public static Bytes copyOf(byte[] source, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /** Takes the array over without a copy: the caller must not write to it again. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array);
  }

  public final int length() {
    return array != null ? array.length : longLength();
  }

  public final boolean isEmpty() {
    return length() == 0;
  }

  /** The byte at an index, signed as Java's bytes are. */
  public final byte at(int index) {
    return array != null ? array[index] : longAt(index);
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public final Bytes slice(int from, int to) {
    if (array == null) return new Bytes(longCopy(from, to));
    return from == 0 && to == array.length ? this : copyOf(array, from, to);
  }

  public final void copyTo(byte[] target, int offset) {
    if (array != null) System.arraycopy(array, 0, target, offset, array.length);
    else longCopyTo(target, offset);
  }

  /** The bytes themselves, not a copy unless they are outside of the heap: for reading only. */
  public final byte[] array() {
    return array != null ? array : longCopy(0, longLength());
  }

  // What an OffHeapBytes does in another way. So written, and not as methods that it overrides,
  // because these stay as cheap as they were for all others: one look at a field that is needed.

  int longLength() {
    throw new AssertionError();
  }

  byte longAt(int index) {
    throw new AssertionError();
  }

  byte[] longCopy(int from, int to) {
    throw new AssertionError();
  }

  void longCopyTo(byte[] target, int offset) {
    throw new AssertionError();
  }

  /**
   * Whether this is the given ASCII word in any mixture of cases, as Redis compares options: a zero
   * byte and what follows it do not count.
   */
  public final boolean is(String word) {
    int end = word.length();
    if (array == null) return false;
    if (array.length != end && (array.length < end || array[end] != 0)) return false;
    for (int i = 0; i < end; i++) {
      if (lower(array[i]) != lower((byte) word.charAt(i))) return false;
    }
    return true;
  }

  /** Whether all bytes are visible ASCII characters: no spaces, no line breaks. */
  public final boolean isVisible() {
    for (byte b : array()) if (b < '!' || b > '~') return false;
    return true;
  }

  /** A copy with the ASCII letters in lower case. */
  public final Bytes toLowerCase() {
    byte[] copy = array().clone();
    for (int i = 0; i < copy.length; i++) copy[i] = lower(copy[i]);
    return new Bytes(copy);
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  /** The bytes read as UTF-8, for messages and logs; not reversible where they are not text. */
  public final String text() {
    return new String(array(), StandardCharsets.UTF_8);
  }

  /** One character for each byte, so that {@link #latin} makes the same bytes of it again. */
  public final String latinText() {
    return new String(array(), StandardCharsets.ISO_8859_1);
  }

  /** Quoted and escaped as redis-cli prints it: readable whatever the bytes are. */
  @Override
  public final String toString() {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : array()) {
      switch (b) {
        case '"', '\\' -> out.append('\\').append((char) b);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (b >= 32 && b < 127) out.append((char) b);
          else out.append("\\x").append(HexFormat.of().toHexDigits(b));
        }
      }
    }
    return out.append('"').toString();
  }

  @Override
  public final int hashCode() {
    int known = hash;
    if (known == 0) hash = known = Hash.of(array(), 0, length());
    return known;
  }

  @Override
  public final boolean equals(Object other) {
    return this == other
        || other instanceof Bytes that
            && hashCode() == that.hashCode()
            && Arrays.equals(array(), that.array());
  }

  /** Byte by byte, unsigned, the shorter first: the order of memcmp. */
  @Override
  public final int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array(), other.array());
  }
}
