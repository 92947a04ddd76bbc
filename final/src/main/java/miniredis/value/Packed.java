package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.bytes.OffHeap;

/**
 * A key and its small value in one byte array: the most common entry, and the cheapest.
 *
 * <p>One object instead of five (entry, key, its array, value, its array) is a third of the memory
 * and one cache miss instead of four. The value is a string; what it is if it is a small collection
 * is told in {@link PackedCollection}. A new value of about the same length is written over the old
 * one, so a server whose keys are only overwritten leaves the garbage collector nothing to do.
 *
 * <pre>
 *   byte  0      flags: has a deadline, has a long key, has slack, is sealed; and the value's type
 *         1      number of elements, of a collection
 *         2..4   access: see {@link Entry#accessOf}
 *         5      length of the key, or, of a long key, 5..8
 *         then   if there is a deadline, that, eight bytes, and its place, four
 *         then   the key, the value
 *         then   if there is slack, unused bytes, the last of which says how many they are
 * </pre>
 */
public final class Packed {

  /**
   * Longer values are a {@link StringValue}, whose bytes are outside of the heap. So what replaces
   * a string is no work for the collector, whatever its length: with strings of one to three
   * kilobytes as objects, a SET of them cost three to seven times as much, most of it the
   * collector's.
   */
  public static final int LONGEST_VALUE = OffHeap.LONG - 1;

  private static final int LONGEST_EMBEDDED = 44;
  private static final int DEADLINE = 1;
  private static final int LONG_KEY = 2;
  private static final int SLACK = 4;
  private static final int SEALED = 8;

  /** The bits of the flags that hold the type, a number in {@link #TYPES}: 0 is a string. */
  private static final int TYPE = 0x70;

  private static final int TYPE_SHIFT = 4;
  private static final Value.Type[] TYPES = Value.Type.values();

  /** No array is longer than its entry needs by more bytes. */
  static final int MOST_SLACK = 64;

  /** The bytes of a deadline and its place. */
  private static final int TIMES = 12;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Packed() {}

  /** A new string; the deadline in Unix milliseconds or {@link Entry#NO_DEADLINE}. */
  public static byte[] of(Bytes key, Bytes value, long deadline) {
    return of(key, value.array(), 0, value.length(), deadline);
  }

  /** The same, of a value that is a part of an array. */
  public static byte[] of(Bytes key, byte[] value, int from, int to, long deadline) {
    byte[] entry = new byte[length(key, to - from, deadline)];
    fill(entry, key, value, from, to, deadline);
    return entry;
  }

  /** A new string in an array of a pool. */
  public static byte[] of(ArrayPool pool, Bytes key, Bytes value, long deadline) {
    return of(pool, Value.Type.STRING, 0, key, value.array(), 0, value.length(), deadline);
  }

  /** The same of any type; of a collection with the number of its elements, less than 256. */
  static byte[] of(
      ArrayPool pool,
      Value.Type type,
      int count,
      Bytes key,
      byte[] value,
      int from,
      int to,
      long deadline) {
    int length = length(key, to - from, deadline);
    byte[] entry = pool.take(length);
    fill(entry, key, value, from, to, deadline);
    entry[0] |= (byte) (type.ordinal() << TYPE_SHIFT);
    entry[1] = (byte) count;
    access(entry, 0);
    makeRoom(entry, length);
    return entry;
  }

  private static int length(Bytes key, int valueLength, long deadline) {
    return keyAt(key, deadline) + key.length() + valueLength;
  }

  private static int keyAt(Bytes key, long deadline) {
    return (key.length() > 255 ? 9 : 6) + (deadline == Entry.NO_DEADLINE ? 0 : TIMES);
  }

  private static void fill(byte[] entry, Bytes key, byte[] value, int from, int to, long deadline) {
    int keyLength = key.length();
    boolean longKey = keyLength > 255;
    boolean timed = deadline != Entry.NO_DEADLINE;
    int keyAt = keyAt(key, deadline);
    entry[0] = (byte) ((timed ? DEADLINE : 0) | (longKey ? LONG_KEY : 0));
    if (longKey) INT.set(entry, 5, keyLength);
    else entry[5] = (byte) keyLength;
    if (timed) LONG.set(entry, keyAt - TIMES, deadline);
    key.copyTo(entry, keyAt);
    System.arraycopy(value, from, entry, keyAt + keyLength, to - from);
  }

  /** The same value under another key and with another deadline; as a new one never used. */
  static byte[] with(byte[] entry, ArrayPool pool, Bytes key, long deadline) {
    int from = valueAt(entry);
    return of(pool, type(entry), count(entry), key, entry, from, valueEnd(entry), deadline);
  }

  /** Whether the value is a string, not a collection. */
  public static boolean isString(byte[] entry) {
    return (entry[0] & TYPE) == 0;
  }

  static Value.Type type(byte[] entry) {
    return TYPES[(entry[0] & TYPE) >> TYPE_SHIFT];
  }

  /** The number of elements; only of a collection. */
  static int count(byte[] entry) {
    return entry[1] & 0xff;
  }

  /** Where the key begins in the array; it ends where the value begins. */
  public static int keyAt(byte[] entry) {
    int flags = entry[0];
    return ((flags & LONG_KEY) == 0 ? 6 : 9) + ((flags & DEADLINE) == 0 ? 0 : TIMES);
  }

  private static int keyLength(byte[] entry) {
    return (entry[0] & LONG_KEY) == 0 ? entry[5] & 0xff : (int) INT.get(entry, 5);
  }

  static boolean hasKey(byte[] entry, Bytes key) {
    int length = keyLength(entry);
    int at = keyAt(entry);
    return length == key.length() && Arrays.equals(entry, at, at + length, key.array(), 0, length);
  }

  public static Bytes key(byte[] entry) {
    int at = keyAt(entry);
    return Bytes.copyOf(entry, at, at + keyLength(entry));
  }

  /** Where the value begins in the array. */
  public static int valueAt(byte[] entry) {
    return keyAt(entry) + keyLength(entry);
  }

  /** Where the value ends in the array. */
  public static int valueEnd(byte[] entry) {
    int length = entry.length;
    return (entry[0] & SLACK) == 0 ? length : length - entry[length - 1];
  }

  /** The value; only of a string. */
  public static Bytes value(byte[] entry) {
    return Bytes.copyOf(entry, valueAt(entry), valueEnd(entry));
  }

  /** How Redis would keep the value: as a number, in one piece with its object, or apart. */
  static String encoding(byte[] entry) {
    int from = valueAt(entry);
    int to = valueEnd(entry);
    if (Numbers.isInteger(entry, from, to)) return "int";
    return to - from <= LONGEST_EMBEDDED ? "embstr" : "raw";
  }

  /**
   * Writes a string over the old one if it fits without wasting room; else, and where a collection
   * is, returns false.
   */
  public static boolean overwrite(byte[] entry, Bytes value) {
    int at = valueAt(entry);
    if (!isString(entry) || !makeRoom(entry, at + value.length())) return false;
    value.copyTo(entry, at);
    return true;
  }

  /** The same for a collection and its elements. */
  static boolean overwrite(byte[] entry, int count, byte[] elements, int from, int to) {
    int at = valueAt(entry);
    if (!makeRoom(entry, at + to - from)) return false;
    System.arraycopy(elements, from, entry, at, to - from);
    entry[1] = (byte) count;
    return true;
  }

  /** Sets the end of the value, unless that leaves no room or wastes it. */
  private static boolean makeRoom(byte[] entry, int end) {
    int slack = entry.length - end;
    if (slack < 0 || slack > MOST_SLACK) return false;
    entry[0] = (byte) (slack == 0 ? entry[0] & ~SLACK : entry[0] | SLACK);
    if (slack > 0) entry[entry.length - 1] = (byte) slack;
    return true;
  }

  /** The same for the digits of a number. */
  public static boolean overwrite(byte[] entry, long number) {
    int end = valueAt(entry) + Numbers.length(number);
    if (!isString(entry) || !makeRoom(entry, end)) return false;
    Numbers.write(number, entry, end);
    return true;
  }

  public static long deadline(byte[] entry) {
    if ((entry[0] & DEADLINE) == 0) return Entry.NO_DEADLINE;
    return (long) LONG.get(entry, (entry[0] & LONG_KEY) == 0 ? 6 : 9);
  }

  /** Changes the deadline in place; only for an entry that has one already. */
  public static void deadline(byte[] entry, long deadline) {
    LONG.set(entry, (entry[0] & LONG_KEY) == 0 ? 6 : 9, deadline);
  }

  /** The same key, value and access with another deadline, or none. */
  public static byte[] retimed(byte[] entry, ArrayPool pool, long deadline) {
    byte[] retimed = with(entry, pool, key(entry), deadline);
    access(retimed, access(entry));
    return retimed;
  }

  /** See {@link Entry#placeOf}; only for an entry that has a deadline. */
  static int place(byte[] entry) {
    return (int) INT.get(entry, (entry[0] & LONG_KEY) == 0 ? 14 : 17);
  }

  static void place(byte[] entry, int place) {
    INT.set(entry, (entry[0] & LONG_KEY) == 0 ? 14 : 17, place);
  }

  static boolean isSealed(byte[] entry) {
    return (entry[0] & SEALED) != 0;
  }

  static void seal(byte[] entry, boolean on) {
    entry[0] = (byte) (on ? entry[0] | SEALED : entry[0] & ~SEALED);
  }

  public static int access(byte[] entry) {
    return entry[2] & 0xff | (entry[3] & 0xff) << 8 | (entry[4] & 0xff) << 16;
  }

  public static void access(byte[] entry, int access) {
    entry[2] = (byte) access;
    entry[3] = (byte) (access >> 8);
    entry[4] = (byte) (access >> 16);
  }
}
