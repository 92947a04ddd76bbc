package miniredis.rdb;

import module java.base;

/**
 * The checksum at the end of an RDB file: CRC64 with the Jones polynomial, bits reversed.
 *
 * <p>A CRC is the remainder of the data, read as one long polynomial, after division by another. It
 * finds every damage shorter than its 64 bits, so every damaged byte. Dividing eight bytes at a
 * time, with a table for each, is five times as fast as one by one, and a snapshot is checked as
 * fast as a disk takes it.
 *
 * <p>Without state, so safe on any thread.
 */
public final class Crc64 {

  private static final long JONES = Long.reverse(0xad93d23594c935a9L);
  private static final int SLICES = 8;
  private static final long[][] TABLES = tables();
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Crc64() {}

  /** The checksum of what gave {@code crc} (at first 0) and these bytes after it. */
  public static long update(long crc, byte[] bytes, int from, int to) {
    int at = from;
    for (; to - at >= SLICES; at += SLICES) crc = eight(crc ^ (long) LONG.get(bytes, at));
    for (; at < to; at++) crc = TABLES[0][(int) (crc ^ bytes[at]) & 0xff] ^ crc >>> 8;
    return crc;
  }

  private static long eight(long word) {
    return TABLES[7][(int) word & 0xff]
        ^ TABLES[6][(int) (word >>> 8) & 0xff]
        ^ TABLES[5][(int) (word >>> 16) & 0xff]
        ^ TABLES[4][(int) (word >>> 24) & 0xff]
        ^ TABLES[3][(int) (word >>> 32) & 0xff]
        ^ TABLES[2][(int) (word >>> 40) & 0xff]
        ^ TABLES[1][(int) (word >>> 48) & 0xff]
        ^ TABLES[0][(int) (word >>> 56)];
  }

  /** Table 0 is the effect of one byte; table n of one byte with n zero bytes after it. */
  private static long[][] tables() {
    long[][] tables = new long[SLICES][256];
    for (int b = 0; b < 256; b++) {
      long crc = b;
      for (int bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : JONES);
      tables[0][b] = crc;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int b = 0; b < 256; b++) {
        long before = tables[slice - 1][b];
        tables[slice][b] = tables[0][(int) before & 0xff] ^ before >>> 8;
      }
    }
    return tables;
  }
}
