package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Numbers;
import miniredis.bytes.StringSink;
import miniredis.value.ListPack;
import miniredis.value.StreamId;

/**
 * Turns lengths and strings into the bytes that an RDB file and DUMP have for them. What the values
 * are made of is the affair of their {@link Codec}.
 *
 * <p>For one thread at a time.
 */
public final class RdbOutput implements StringSink {

  private static final int SHORTEST_COMPRESSED = 21;
  private static final int LONGEST_NUMBER = 11;

  private final BytesBuilder out;

  /** Null if nothing is to be compressed: its memory is large. */
  private final Lzf lzf;

  private byte[] compressed = new byte[0];

  /** Appends to a builder, which the owner empties between calls. */
  public RdbOutput(BytesBuilder out, boolean compression) {
    this.out = out;
    lzf = compression ? new Lzf() : null;
  }

  public void octet(int b) {
    out.append((byte) b);
  }

  /** Eight bytes, the lowest first. */
  public void fixed64(long number) {
    for (int shift = 0; shift < 64; shift += 8) octet((int) (number >>> shift));
  }

  /**
   * A length takes one, two, five or nine bytes: its first two bits say which. What is negative
   * stands for a number of 64 bits without a sign.
   */
  void length(long length) {
    if (length < 0) {
      longest(length);
    } else if (length < 1 << 6) {
      octet((int) length);
    } else if (length < 1 << 14) {
      octet((int) (0x40 | length >> 8));
      octet((int) length);
    } else if (length <= 0xffffffffL) {
      octet(0x80);
      for (int shift = 24; shift >= 0; shift -= 8) octet((int) (length >> shift));
    } else {
      longest(length);
    }
  }

  private void longest(long length) {
    octet(0x81);
    bigEndian(length);
  }

  private void bigEndian(long number) {
    for (int shift = 56; shift >= 0; shift -= 8) octet((int) (number >> shift));
  }

  /** The id of an entry of a stream in sixteen bytes, the highest first. */
  void streamId(StreamId id) {
    bigEndian(id.ms());
    bigEndian(id.seq());
  }

  void string(String text) {
    string(Bytes.of(text));
  }

  /** The shortest of three forms: as a number, compressed, or as it is. */
  @Override
  public void string(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length <= LONGEST_NUMBER && Numbers.isInteger(bytes, from, to)) {
      long number = Numbers.integer(bytes, from, to);
      if (number == (int) number) {
        number((int) number);
        return;
      }
    }
    if (lzf != null && length >= SHORTEST_COMPRESSED && compressed(bytes, from, length)) return;
    length(length);
    out.append(bytes, from, to);
  }

  private void number(int number) {
    int size = number == (byte) number ? 1 : number == (short) number ? 2 : 4;
    octet(0xc0 | (size == 1 ? Rdb.INT8 : size == 2 ? Rdb.INT16 : Rdb.INT32));
    for (int i = 0; i < size; i++) octet(number >> 8 * i);
  }

  private boolean compressed(byte[] bytes, int from, int length) {
    if (compressed.length < length) compressed = new byte[Math.max(length, 1024)];
    int size = lzf.compress(bytes, from, length, compressed);
    if (size == 0) return false;
    octet(0xc0 | Rdb.LZF);
    length(size);
    length(length);
    out.append(compressed, 0, size);
    return true;
  }

  void pack(ListPack pack) {
    string(pack.array(), pack.offset(), pack.offset() + pack.bytes());
  }
}
