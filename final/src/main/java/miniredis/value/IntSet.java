package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Integers in ascending order in one array, in the very bytes that Redis keeps and writes to files
 * ("intset").
 *
 * <pre>
 *   bytes a number takes: 2, 4 or 8 (4) | number of numbers (4) | number, number, ...
 * </pre>
 *
 * <p>All numbers are as wide as the widest one has ever needed to be. To find one is a binary
 * search, O(log n); to add or to remove one moves what stands behind it, O(n), so that a set of
 * more than a few hundred is better off as a {@link MemberTable}. A number takes its width and,
 * measured over growing sets, at most an eighth of spare room.
 *
 * <p>Belongs to the one thread that runs commands.
 */
public final class IntSet {

  private static final int HEAD = 8;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] array;

  /** Where in the array the numbers begin. */
  private int from;

  private int width;
  private int size;

  /** Whether the array is that of a {@link Packed} entry, and copied before a change. */
  private boolean isLent;

  IntSet() {
    this(new byte[HEAD], Short.BYTES, 0);
  }

  private IntSet(byte[] array, int width, int size) {
    this.array = array;
    this.from = HEAD;
    this.width = width;
    this.size = size;
  }

  /** A set over the numbers in a packed entry. */
  static IntSet lent(byte[] entry) {
    int from = Packed.valueAt(entry);
    int size = Packed.count(entry);
    IntSet set = new IntSet(entry, (Packed.valueEnd(entry) - from) / size, size);
    set.from = from;
    set.isLent = true;
    return set;
  }

  /** To be called before the array is written to. */
  private void own() {
    if (!isLent) return;
    byte[] own = new byte[length()];
    System.arraycopy(array, from, own, HEAD, size * width);
    array = own;
    from = HEAD;
    isLent = false;
  }

  /** See {@link PackedCollection#of(Entry, ArrayPool)}. */
  byte[] packed(Entry entry, ArrayPool pool) {
    int to = from + size * width;
    return PackedCollection.of(Value.Type.SET, size, entry, pool, array, from, to);
  }

  /**
   * A set from bytes that come from elsewhere, all of which are checked. The array is taken over:
   * the caller must not use it again.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  public static IntSet of(byte[] whole) {
    check(whole.length >= HEAD, "it has no head");
    int width = (int) INT.get(whole, 0);
    if (width != 2 && width != 4 && width != 8) {
      throw new IllegalArgumentException("unknown width " + width);
    }
    int size = (int) INT.get(whole, 4);
    check(size > 0, "it is empty");
    check(whole.length == HEAD + (long) size * width, "its length is wrong");
    IntSet set = new IntSet(whole, width, size);
    for (int i = 1; i < size; i++) check(set.get(i - 1) < set.get(i), "its order is wrong");
    return set;
  }

  private static void check(boolean well, String otherwise) {
    if (!well) throw new IllegalArgumentException(otherwise);
  }

  public int size() {
    return size;
  }

  /** The number of an index, counted from 0, the smallest first. */
  public long get(int index) {
    int at = from + index * width;
    return switch (width) {
      case Short.BYTES -> (short) SHORT.get(array, at);
      case Integer.BYTES -> (int) INT.get(array, at);
      default -> (long) LONG.get(array, at);
    };
  }

  private void put(int index, long number) {
    int at = HEAD + index * width;
    switch (width) {
      case Short.BYTES -> SHORT.set(array, at, (short) number);
      case Integer.BYTES -> INT.set(array, at, (int) number);
      default -> LONG.set(array, at, number);
    }
  }

  boolean contains(long number) {
    return indexOf(number) >= 0;
  }

  /** The index of a number; of one that is not there, -1 less the index where it would be. */
  private int indexOf(long number) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      long there = get(middle);
      if (there == number) return middle;
      if (there < number) low = middle + 1;
      else high = middle - 1;
    }
    return -1 - low;
  }

  /** Adds a number; false if it is there already. */
  boolean add(long number) {
    int index = indexOf(number);
    if (index >= 0) return false;
    own();
    if (widthOf(number) > width) widen(widthOf(number));
    int at = HEAD + (-1 - index) * width;
    int end = length();
    if (end + width > array.length) array = Arrays.copyOf(array, roomFor(size + 1));
    System.arraycopy(array, at, array, at + width, end - at);
    put(-1 - index, number);
    size++;
    return true;
  }

  private static int widthOf(long number) {
    if (number == (short) number) return Short.BYTES;
    return number == (int) number ? Integer.BYTES : Long.BYTES;
  }

  private int roomFor(int numbers) {
    return HEAD + (numbers + numbers / 8) * width;
  }

  private void widen(int wider) {
    IntSet narrow = new IntSet(array, width, size);
    width = wider;
    array = new byte[roomFor(size + 1)];
    for (int i = 0; i < size; i++) put(i, narrow.get(i));
  }

  /** Removes a number; false if there is none. */
  boolean remove(long number) {
    int index = indexOf(number);
    if (index < 0) return false;
    own();
    int at = HEAD + index * width;
    System.arraycopy(array, at + width, array, at, length() - at - width);
    size--;
    if (roomFor(2 * size) < array.length) array = Arrays.copyOf(array, roomFor(size));
    return true;
  }

  /** The number of bytes of the whole, as Redis counts them. */
  public int length() {
    return HEAD + size * width;
  }

  /** The array in which the whole stands, {@link #length} long: only to be read. */
  public byte[] array() {
    own();
    INT.set(array, 0, width);
    INT.set(array, 4, size);
    return array;
  }

  IntSet copy() {
    byte[] copy = new byte[length()];
    System.arraycopy(array, from, copy, HEAD, size * width);
    return new IntSet(copy, width, size);
  }

  long footprint() {
    return Footprint.ofObject(1, 3 * Integer.BYTES + 1) + Footprint.ofBytes(array.length);
  }

  /** The decimal digits of the number of an index. */
  Bytes digits(int index) {
    return Bytes.of(get(index));
  }
}
