package miniredis.bytes;

import module java.base;

/**
 * Austin Appleby's MurmurHash64A, with the seed that Redis gives it: for what is kept in files and
 * must be the same in every process and on every machine, as the registers of a HyperLogLog.
 */
public final class MurmurHash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0xc6a4a7935bd1e995L;
  private static final long SEED = 0xadc83b19L;
  private static final int SHIFT = 47;

  private MurmurHash() {}

  public static long of(Bytes bytes) {
    byte[] array = bytes.array();
    int whole = array.length & ~7;
    long hash = SEED ^ array.length * FACTOR;
    for (int at = 0; at < whole; at += 8) {
      long part = (long) LONG.get(array, at) * FACTOR;
      part = (part ^ part >>> SHIFT) * FACTOR;
      hash = (hash ^ part) * FACTOR;
    }
    if (whole < array.length) {
      for (int at = whole; at < array.length; at++) {
        hash ^= (array[at] & 0xffL) << 8 * (at - whole);
      }
      hash *= FACTOR;
    }
    hash = (hash ^ hash >>> SHIFT) * FACTOR;
    return hash ^ hash >>> SHIFT;
  }
}
