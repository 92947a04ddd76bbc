package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A string that is long, or that is edited in place by APPEND, SETRANGE or SETBIT.
 *
 * <p>It keeps spare room at its end, so that a thousand APPENDs do not copy a thousand times: the
 * room doubles up to one megabyte and grows by one megabyte after that, as in Redis.
 */
public final class StringValue implements Value {

  private static final int MEGABYTE = 1 << 20;

  private byte[] array;
  private int length;

  /** The content as it was handed out last, for as long as it is not edited. */
  private Bytes shared;

  public StringValue(Bytes content) {
    array = content.array();
    length = array.length;
    shared = content;
  }

  public int length() {
    return length;
  }

  /**
   * The whole content. A copy is made only of a string that has been edited since the last time,
   * and only if it has spare room, which it loses: no string is ever kept twice.
   */
  public Bytes content() {
    if (shared != null) return shared;
    if (length < array.length) array = Arrays.copyOf(array, length);
    return shared = Bytes.wrap(array);
  }

  /** The bytes themselves, valid up to {@link #length} and until the next edit: to be read only. */
  public byte[] array() {
    return array;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes range(int from, int to) {
    return Bytes.copyOf(array, from, to);
  }

  public byte at(int index) {
    return array[index];
  }

  public void append(Bytes more) {
    write(length, more);
  }

  /** Overwrites from {@code offset} on; a gap before it is filled with zero bytes. */
  public void write(int offset, Bytes source) {
    extend(offset + source.length());
    source.copyTo(array, offset);
  }

  /**
   * Puts the first {@code count} bytes of {@code source} in the place of those from {@code from}
   * (inclusive) to {@code to} (exclusive); what is behind them moves.
   */
  public void replace(int from, int to, byte[] source, int count) {
    int end = from + count;
    int result = end + length - to;
    int behind = length - to;
    extend(Math.max(result, length));
    System.arraycopy(array, to, array, end, behind);
    System.arraycopy(source, 0, array, from, count);
    length = result;
  }

  public void set(int index, byte b) {
    extend(index + 1);
    array[index] = b;
  }

  /** Makes room for so many bytes without making the string longer. */
  public void reserve(int room) {
    if (room <= array.length) return;
    array = Arrays.copyOf(array, room);
    shared = null;
  }

  /** Makes the string at least this long, with zero bytes, and its array nobody else's. */
  private void extend(int needed) {
    if (needed > array.length) {
      long roomy = needed < MEGABYTE ? needed * 2L : (long) needed + MEGABYTE;
      array = Arrays.copyOf(array, (int) Math.min(roomy, Integer.MAX_VALUE - 8));
    } else if (shared != null && array == shared.array()) {
      array = array.clone();
    }
    shared = null;
    length = Math.max(length, needed);
  }

  @Override
  public Type type() {
    return Type.STRING;
  }

  @Override
  public String encoding() {
    return "raw";
  }

  @Override
  public List<Bytes> sortable() {
    return null;
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(2, Integer.BYTES) + Footprint.ofBytes(array.length);
  }

  /** An array without spare room is shared until one of the two is edited. */
  @Override
  public void takeApart(Parts parts) {
    parts.next(content());
  }

  @Override
  public Value copy() {
    return new StringValue(length == array.length ? content() : range(0, length));
  }

  @Override
  public Value frozen() {
    return copy();
  }
}
