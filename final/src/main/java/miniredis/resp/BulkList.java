package miniredis.resp;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Numbers;
import miniredis.bytes.StringSink;

/**
 * The bulk strings of an array, kept as the bytes that they will be on the wire.
 *
 * <p>An array of a hundred short strings is three hundred objects, made only to be written out and
 * dropped. A handler that has its data packed anyway appends it here piece by piece instead, and
 * the {@link ReplyWriter} copies all at once. Bulk strings look the same in both protocols.
 *
 * <p>To everyone else it is a list of replies like any other, if a slow one.
 */
public final class BulkList extends AbstractList<Reply> implements StringSink {

  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final BytesBuilder wire;
  private int size;

  /** An empty list with room for so many bytes. */
  public BulkList(int capacity) {
    wire = new BytesBuilder(capacity);
  }

  /** Begins a string: exactly so many bytes must be appended to what is returned. */
  public BytesBuilder begin(int length) {
    if (size++ > 0) wire.append(CR, LF);
    return wire.append((byte) '$').append(length).append(CR, LF);
  }

  public void append(Bytes bytes) {
    begin(bytes.length()).append(bytes);
  }

  @Override
  public void string(byte[] bytes, int from, int to) {
    begin(to - from).append(bytes, from, to);
  }

  void writeTo(BytesBuilder out) {
    if (size > 0) out.append(wire.array(), 0, wire.length()).append(CR, LF);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Reply get(int index) {
    Objects.checkIndex(index, size);
    int at = 0;
    for (int i = 0; ; i++) {
      int line = at;
      while (wire.array()[line] != '\r') line++;
      int length = (int) Numbers.integer(wire.array(), at + 1, line);
      if (i == index) return Reply.bulk(Bytes.copyOf(wire.array(), line + 2, line + 2 + length));
      at = line + length + 4;
    }
  }
}
