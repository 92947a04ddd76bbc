package miniredis;

import module java.base;

/**
 * Unpacks Redis's long strings. A control byte below 32 says how many bytes follow as they are. Any
 * other says how far to go back in what is unpacked already, and how many bytes to copy from there.
 */
final class Lzf {
  static byte[] unpack(ByteBuffer packed, int length) {
    // Three packed bytes make 264 at most, so a greater length is a lie.
    if (length > 88L * packed.remaining()) throw new BufferOverflowException();
    ByteBuffer out = ByteBuffer.allocate(length);
    while (packed.hasRemaining()) {
      int control = packed.get() & 0xff;
      if (control < 32) {
        for (int i = 0; i <= control; i++) out.put(packed.get());
      } else {
        int count = control >> 5;
        if (count == 7) count += packed.get() & 0xff;
        int from = out.position() - ((control & 31) << 8 | packed.get() & 0xff) - 1;
        if (from < 0) throw new BufferUnderflowException();
        // Byte by byte, because the copy may read bytes that it has itself written.
        for (int i = 0; i < count + 2; i++) out.put(out.get(from + i));
      }
    }
    if (out.hasRemaining()) throw new BufferUnderflowException();
    return out.array();
  }
}
