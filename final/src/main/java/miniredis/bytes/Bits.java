package miniredis.bytes;

import module java.base;

/**
 * The bits of a byte array, numbered as Redis numbers them: bit 0 is the highest of the first byte.
 *
 * <p>Counting and searching go eight bytes at a time, because bitmaps may have 512 MB.
 */
public final class Bits {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ALL = 0xff;

  private Bits() {}

  /** A byte with only this bit of it set, counted from the highest. */
  public static int mask(long bit) {
    return 0x80 >> (bit & 7);
  }

  /** How many bits are set from {@code first} to {@code last}, both counted. */
  public static long count(byte[] bytes, long first, long last) {
    int from = (int) (first >> 3);
    int to = (int) (last >> 3);
    if (from == to) return Integer.bitCount(bytes[from] & head(first) & tail(last));
    long count = Integer.bitCount(bytes[from] & head(first));
    int at = from + 1;
    for (; at + 8 <= to; at += 8) count += Long.bitCount((long) LONG.get(bytes, at));
    for (; at < to; at++) count += Integer.bitCount(bytes[at] & ALL);
    return count + Integer.bitCount(bytes[to] & tail(last));
  }

  /** The first bit that is set, or that is not, from {@code first} to {@code last}; -1 if none. */
  public static long find(byte[] bytes, boolean set, long first, long last) {
    int flip = set ? 0 : ALL;
    long uninteresting = set ? 0 : -1L;
    int to = (int) (last >> 3);
    int at = (int) (first >> 3);
    int wanted = (bytes[at] ^ flip) & head(first);
    while (at < to && wanted == 0) {
      at++;
      while (at + 8 <= to && (long) LONG.get(bytes, at) == uninteresting) at += 8;
      wanted = (bytes[at] ^ flip) & ALL;
    }
    if (at == to) wanted &= tail(last);
    return wanted == 0 ? -1 : at * 8L + Integer.numberOfLeadingZeros(wanted) - 24;
  }

  private static int head(long first) {
    return ALL >> (first & 7);
  }

  private static int tail(long last) {
    return ALL << (7 - (last & 7)) & ALL;
  }
}
