package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Packed;

/**
 * The bytes of an RDB file in order, with the lengths and strings that they are made of.
 *
 * <p>Every length is held against what is left before anything is made of it, so that a damaged
 * length costs an error and not a gigabyte. It counts its place, and sums up all it has read.
 *
 * <p>For one thread at a time. Damage is an {@link RdbException}.
 */
public final class RdbInput {

  private static final int BUFFER = 256 * 1024;

  private final InputStream in;
  private final long total;
  private final byte[] buffer;

  /** The place in the file of the buffer's first byte. */
  private long bufferAt;

  private int at;
  private int end;
  private int summed;
  private long crc;

  /** Reads from a stream of {@code total} bytes, which the caller closes. */
  RdbInput(InputStream in, long total) {
    this.in = in;
    this.total = total;
    this.buffer = new byte[BUFFER];
  }

  /** Reads from these bytes. */
  public RdbInput(byte[] bytes, int length) {
    in = InputStream.nullInputStream();
    total = length;
    buffer = bytes;
    end = length;
  }

  /** How many bytes have been read. */
  long offset() {
    return bufferAt + at;
  }

  long total() {
    return total;
  }

  long left() {
    return total - offset();
  }

  RdbException damaged(String message) {
    return new RdbException(message, offset());
  }

  /** The checksum of all that has been read so far. */
  long checksum() {
    crc = Crc64.update(crc, buffer, summed, at);
    summed = at;
    return crc;
  }

  public int octet() throws IOException {
    if (at == end) need(1);
    return buffer[at++] & 0xff;
  }

  /** A number of so many bytes, the lowest first, without a sign. */
  long fixed(int size) throws IOException {
    need(size);
    long number = 0;
    for (int i = 0; i < size; i++) number |= (buffer[at++] & 0xffL) << 8 * i;
    return number;
  }

  private long bigEndian(int size) throws IOException {
    need(size);
    long number = 0;
    for (int i = 0; i < size; i++) number = number << 8 | buffer[at++] & 0xff;
    return number;
  }

  /** A length, where no other form may stand. */
  long length() throws IOException {
    int first = octet();
    if (first >> 6 == 3) throw damaged("a string's form where a length should be");
    return length(first);
  }

  private long length(int first) throws IOException {
    long length =
        switch (first >> 6) {
          case 0 -> first;
          case 1 -> (first & 0x3fL) << 8 | octet();
          default ->
              switch (first) {
                case 0x80 -> bigEndian(4);
                case 0x81 -> bigEndian(8);
                default -> throw damaged("unknown form of a length: " + first);
              };
        };
    if (length < 0) throw damaged("impossible length " + Long.toUnsignedString(length));
    return length;
  }

  /** The number of things that follow, each of at least {@code least} bytes. */
  int count(int least) throws IOException {
    long count = length();
    if (count > left() / least) throw damaged(count + " items announced, more than can follow");
    return (int) count;
  }

  /** A string in any of its forms; of two gigabytes at the most, as Java's arrays are. */
  Bytes string() throws IOException {
    int first = octet();
    return first >> 6 == 3 ? special(first) : plain(checked(length(first)));
  }

  private Bytes special(int first) throws IOException {
    return switch (first & 0x3f) {
      case Rdb.INT8 -> Bytes.of((byte) fixed(1));
      case Rdb.INT16 -> Bytes.of((short) fixed(2));
      case Rdb.INT32 -> Bytes.of((int) fixed(4));
      case Rdb.LZF -> compressed();
      default -> throw damaged("unknown form of a string: " + (first & 0x3f));
    };
  }

  /** As {@link #string}, at once as the entry of a key. */
  Object stringEntry(Bytes key, long deadline) throws IOException {
    int first = octet();
    if (first >> 6 == 3) return RdbValues.stringEntry(key, special(first), deadline);
    int length = checked(length(first));
    if (length > Packed.LONGEST_VALUE) return RdbValues.stringEntry(key, plain(length), deadline);
    need(length);
    at += length;
    return Packed.of(key, buffer, at - length, at, deadline);
  }

  private int checked(long length) {
    if (length > left()) throw damaged("a string of " + length + " bytes, more than follow");
    if (length > Integer.MAX_VALUE - 8) throw damaged("a string of more than two gigabytes");
    return (int) length;
  }

  private Bytes compressed() throws IOException {
    int size = checked(length());
    long length = length();
    if (length > Math.min(Lzf.mostFrom(size), Integer.MAX_VALUE - 8)) {
      throw damaged(size + " compressed bytes cannot become " + length);
    }
    byte[] in = buffer;
    int from = at;
    if (size <= end - at || size <= BUFFER) {
      need(size);
      from = at;
      at += size;
    } else {
      in = plain(size).array();
      from = 0;
    }
    byte[] content = Lzf.decompress(in, from, from + size, (int) length);
    if (content == null) throw damaged("compressed data is damaged");
    return Bytes.wrap(content);
  }

  private Bytes plain(int length) throws IOException {
    if (length <= end - at || length <= BUFFER) {
      need(length);
      at += length;
      return Bytes.copyOf(buffer, at - length, at);
    }
    byte[] content = new byte[length];
    int here = end - at;
    System.arraycopy(buffer, at, content, 0, here);
    at = end;
    checksum();
    if (in.readNBytes(content, here, length - here) < length - here) throw cut();
    crc = Crc64.update(crc, content, here, length);
    bufferAt += at + length - here;
    at = end = summed = 0;
    return Bytes.wrap(content);
  }

  /** Sees to it that so many bytes, of the buffer's size at most, are in the buffer. */
  private void need(int count) throws IOException {
    if (count <= end - at) return;
    if (count > left()) throw cut();
    checksum();
    System.arraycopy(buffer, at, buffer, 0, end - at);
    bufferAt += at;
    end -= at;
    at = summed = 0;
    while (end < count) {
      int more = in.read(buffer, end, (int) Math.min(buffer.length - end, left() - end));
      if (more < 0) throw cut();
      end += more;
    }
  }

  private RdbException cut() {
    return damaged("the file ends too early");
  }
}
