package miniredis;

/**
 * The checksum of an RDB file. The file, taken as one very large number, is divided by a fixed one,
 * and the remainder is the checksum. The division knows no carry: its minus is "exclusive or".
 */
final class Crc64 {
  private static final long DIVISOR = 0x95ac9329ac4bc9b5L; // Redis's, the lowest bit first.

  static long of(byte[] bytes, int length) {
    long rest = 0;
    for (int i = 0; i < length; i++) {
      rest ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) rest = (rest & 1) == 0 ? rest >>> 1 : rest >>> 1 ^ DIVISOR;
    }
    return rest;
  }
}
