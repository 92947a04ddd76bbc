package miniredis.bytes;

import module java.base;

/**
 * A growing run of bytes: how replies, log records and long strings are put together.
 *
 * <p>It doubles while it is small and grows by a quarter past {@link #GENTLY}, so that appending is
 * cheap and a huge value does not cost twice its size. Not safe for use by two threads at a time.
 *
 * <p>May be extended by whoever does something else with a whole string than copy it ({@link
 * #append(Bytes)}).
 */
public class BytesBuilder {

  private static final int GENTLY = 1 << 20;

  private byte[] array;
  private int length;

  public BytesBuilder(int capacity) {
    array = new byte[capacity];
  }

  public final int length() {
    return length;
  }

  public final int capacity() {
    return array.length;
  }

  /** The bytes themselves, valid up to {@link #length} and until the next append. */
  public final byte[] array() {
    return array;
  }

  public final void clear() {
    length = 0;
  }

  /** Forgets all bytes after the first {@code length}. */
  public final void truncate(int length) {
    this.length = length;
  }

  public final BytesBuilder append(byte b) {
    if (length == array.length) grow(1);
    array[length++] = b;
    return this;
  }

  public BytesBuilder append(Bytes bytes) {
    int count = bytes.length();
    if (array.length - length < count) grow(count);
    bytes.copyTo(array, length);
    length += count;
    return this;
  }

  public final BytesBuilder append(byte[] source, int from, int to) {
    int count = to - from;
    if (array.length - length < count) grow(count);
    System.arraycopy(source, from, array, length, count);
    length += count;
    return this;
  }

  /** Appends all of another one, which must not be changed from now on. */
  public BytesBuilder append(BytesBuilder last) {
    return append(last.array, 0, last.length);
  }

  /** Appends a text, as UTF-8. */
  public final BytesBuilder append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return append(bytes, 0, bytes.length);
  }

  /** Appends two bytes: cheaper than an array of them. */
  public final BytesBuilder append(byte first, byte second) {
    if (array.length - length < 2) grow(2);
    array[length] = first;
    array[length + 1] = second;
    length += 2;
    return this;
  }

  /** Appends the decimal digits of a number. */
  public final BytesBuilder append(long number) {
    if (number >= 0 && number < 10) return append((byte) ('0' + number));
    int count = Numbers.length(number);
    if (array.length - length < count) grow(count);
    length += count;
    Numbers.write(number, array, length);
    return this;
  }

  /** Makes room for {@code count} more bytes without adding them. */
  public final void reserve(int count) {
    if (array.length - length < count) grow(count);
  }

  /**
   * So many bytes, for which room was reserved, have been written into the {@link #array}, right
   * behind the others: they belong to it from now on.
   */
  public final void wrote(int count) {
    length += count;
  }

  /** A copy of what has been put together so far. */
  public final Bytes toBytes() {
    return Bytes.copyOf(array, 0, length);
  }

  private void grow(int count) {
    long needed = (long) length + count;
    if (needed > Integer.MAX_VALUE - 8) throw new OutOfMemoryError("more than 2 GB in one buffer");
    long roomy = array.length < GENTLY ? array.length * 2L : array.length + array.length / 4L;
    array = Arrays.copyOf(array, (int) Math.min(Math.max(needed, roomy), Integer.MAX_VALUE - 8));
  }
}
