package miniredis.bytes;

import module java.base;

/**
 * A seeded hash of a range of bytes, eight at a time.
 *
 * <p>Each step multiplies two 64-bit numbers and folds the 128-bit product onto itself, so every
 * input bit reaches every output bit. The seed is drawn once for each process: without it a client
 * could prepare thousands of keys that fall into one slot. Never zero, so that zero can mean "not
 * computed yet" and "empty slot".
 */
public final class Hash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = seed();
  private static final long FIRST = 0xa0761d6478bd642fL;
  private static final long SECOND = 0xe7037ed1a0b428dbL;

  private Hash() {}

  /** The hash of {@code length} bytes from {@code offset} on. Never zero. */
  public static int of(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length * FIRST;
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      hash = mix(hash ^ (long) LONG.get(bytes, at), SECOND);
    }
    hash = mix(hash ^ tail(bytes, at, end - at), FIRST);
    int folded =
        (int) (hash * SECOND >>> 32); // The upper half: each bit of it hangs on all others.
    return folded == 0 ? 1 : folded;
  }

  /** From the system's own source where it is a file: SecureRandom takes 20 ms to set itself up. */
  private static long seed() {
    try (InputStream source = new FileInputStream("/dev/urandom")) {
      byte[] random = source.readNBytes(Long.BYTES);
      if (random.length == Long.BYTES) return (long) LONG.get(random, 0);
    } catch (IOException noSuchFile) {
      // Windows, for one.
    }
    return new SecureRandom().nextLong();
  }

  /** The last zero to seven bytes as one number; overlapping reads instead of a loop. */
  private static long tail(byte[] bytes, int at, int rest) {
    if (rest >= 4) {
      long low = (int) INT.get(bytes, at) & 0xffffffffL;
      long high = (int) INT.get(bytes, at + rest - 4) & 0xffffffffL;
      return high << 32 | low;
    }
    if (rest == 0) return 0;
    return (bytes[at] & 0xffL) << 16
        | (bytes[at + (rest >> 1)] & 0xffL) << 8
        | bytes[at + rest - 1] & 0xffL;
  }

  private static long mix(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}
