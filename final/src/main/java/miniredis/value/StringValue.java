package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.OffHeap;
import miniredis.bytes.OffHeapBytes;

/**
 * A string that is long, or that is edited in place by APPEND, SETRANGE or SETBIT.
 *
 * <p>It keeps spare room at its end, so that a thousand APPENDs do not copy a thousand times: the
 * room doubles up to one megabyte and grows by one megabyte after that, as in Redis.
 */
public final class StringValue implements Value {

  private static final int MEGABYTE = 1 << 20;

  /** Null while the bytes are outside of the heap. */
  private byte[] array;

  private int length;

  /** The content as it was handed out last, for as long as it is not edited. */
  private Bytes shared;

  public StringValue(Bytes content) {
    array = content instanceof OffHeapBytes ? null : content.array();
    length = content.length();
    shared = content;
  }

  // Outside of the heap

  /** Whether the bytes are outside of the heap. */
  public boolean isOffHeap() {
    return array == null;
  }

  /** For a value that gets a key: its bytes go outside of the heap, if they are many. */
  public void moveOut(OffHeap offHeap, OffHeap.Holding owner) {
    boolean isLong = length >= OffHeap.LONG && (array == null || length == array.length);
    if (!isLong) return;
    OffHeapBytes outside = array == null ? (OffHeapBytes) shared : offHeap.copyOf(array, 0, length);
    if (outside == null) return;
    outside.keep(owner);
    array = null;
    shared = outside;
  }

  /** Its key has gone: what is outside of the heap is not needed any more. */
  public void letGo() {
    if (shared instanceof OffHeapBytes outside) outside.drop();
  }

  /** Before an edit: takes the bytes into the heap, with room for so many. */
  private void moveIn(int room) {
    OffHeapBytes outside = (OffHeapBytes) shared;
    array = new byte[Math.max(room, length)];
    outside.copyTo(array, 0);
    outside.drop();
    shared = null;
  }

  /** The content as it is kept, for as long as this turn lasts. */
  public Bytes shared() {
    return isOffHeap() ? shared : content();
  }

  public int length() {
    return length;
  }

  /**
   * The whole content. A copy is made only of a string that has been edited since the last time,
   * and only if it has spare room, which it loses: no string is ever kept twice.
   */
  public Bytes content() {
    if (array == null) return shared.slice(0, length);
    if (shared != null) return shared;
    if (length < array.length) array = Arrays.copyOf(array, length);
    return shared = Bytes.wrap(array);
  }

  /**
   * The bytes themselves, valid up to {@link #length} and until the next edit: to be read only. Of
   * what is outside of the heap it is a copy.
   */
  public byte[] array() {
    return array != null ? array : shared.array();
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes range(int from, int to) {
    return array != null ? Bytes.copyOf(array, from, to) : shared.slice(from, to);
  }

  public byte at(int index) {
    return array != null ? array[index] : shared.at(index);
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
    if (array == null) moveIn(room);
    if (room <= array.length) return;
    array = Arrays.copyOf(array, room);
    shared = null;
  }

  /** Makes the string at least this long, with zero bytes, and its array nobody else's. */
  private void extend(int needed) {
    if (array == null) {
      moveIn(needed <= length ? length : roomFor(needed));
    } else if (needed > array.length) {
      array = Arrays.copyOf(array, roomFor(needed));
    } else if (shared != null && array == shared.array()) {
      array = array.clone();
    }
    shared = null;
    length = Math.max(length, needed);
  }

  private static int roomFor(int needed) {
    long roomy = needed < MEGABYTE ? needed * 2L : (long) needed + MEGABYTE;
    return (int) Math.min(roomy, Integer.MAX_VALUE - 8);
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
    long bytes =
        shared instanceof OffHeapBytes outside
            ? outside.footprint()
            : Footprint.ofBytes(array.length);
    return Footprint.ofObject(2, Integer.BYTES) + bytes;
  }

  /** An array without spare room is shared until one of the two is edited. */
  @Override
  public void takeApart(Parts parts) {
    parts.next(content());
  }

  @Override
  public Value copy() {
    boolean whole = array != null && length == array.length;
    return new StringValue(whole ? content() : range(0, length));
  }

  @Override
  public Value frozen() {
    return copy();
  }
}
