package miniredis;

/**
 * The checksum at the end of an RDB file: what is left when the file, taken as one big number, is
 * divided, in an arithmetic where plus is "exclusive or". No single wrong byte leaves it the same.
 */
final class Crc64 {
  private static final long DIVISOR = 0x95ac9329ac4bc9b5L; // Jones's, its bits reversed.

  static long of(byte[] bytes, int length) {
    long rest = 0;
    for (int i = 0; i < length; i++) {
      rest ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) rest = rest >>> 1 ^ ((rest & 1) == 0 ? 0 : DIVISOR);
    }
    return rest;
  }
}
