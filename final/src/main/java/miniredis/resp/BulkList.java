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
 * the {@link ReplyWriter} copies all at once. Bulk strings look the same in both protocols, and so
 * do arrays of them, which may stand among the strings.
 *
 * <p>To everyone else it is a list of replies like any other, if a slow one.
 */
public final class BulkList extends AbstractList<Reply> implements StringSink {

  private static final byte CR = '\r';
  private static final byte LF = '\n';

  /** What a short string takes at the least, and what is around a string. */
  private static final int LEAST_BYTES = 24;

  private static final int AROUND = 8;

  /** The length of a shorter one has two digits at the most. */
  private static final int SHORT = 100;

  private static final int LEAST_AT_FIRST = 64;
  private static final int MOST_AT_FIRST = 1 << 24;

  /** Made when the first string says how long they are. */
  private BytesBuilder wire;

  private final long expected;
  private int size;

  /** How many parts of arrays that were begun are still to be appended. */
  private long missing;

  private BulkList(long expected) {
    this.expected = expected;
  }

  /** An empty list of which nobody knows how long it will be. */
  public BulkList() {
    this(1);
  }

  /**
   * An empty list with room for so many strings as long as the first; it grows where they are more,
   * or longer.
   */
  public static BulkList ofAbout(long strings) {
    return new BulkList(strings);
  }

  /** Begins a string: exactly so many bytes must be appended to what is returned. */
  private BytesBuilder begin(int length) {
    return item('$', length).append(CR, LF);
  }

  /** Begins an array; what is appended next, so many strings and arrays, are its parts. */
  public void beginArray(int parts) {
    item('*', parts);
    missing += parts;
  }

  private BytesBuilder item(char type, int number) {
    if (wire == null) wire = new BytesBuilder(room(type == '$' ? number : 0));
    else wire.append(CR, LF);
    count();
    return wire.append((byte) type).append(number);
  }

  private void count() {
    if (missing > 0) missing--;
    else size++;
  }

  /** In bytes, if all strings are as long as the first. */
  private int room(int first) {
    long all = expected * Math.max(LEAST_BYTES, (long) first + AROUND);
    return Math.clamp(all, LEAST_AT_FIRST, MOST_AT_FIRST);
  }

  public void append(Bytes bytes) {
    if (bytes.length() < SHORT) string(bytes);
    else begin(bytes.length()).append(bytes);
  }

  /**
   * A short string is written by hand: half of the time of an LRANGE that has a hundred of them.
   */
  @Override
  public void string(byte[] bytes, int from, int to) {
    int length = to - from;
    if (wire == null || length >= SHORT) {
      begin(length).append(bytes, from, to);
      return;
    }
    count();
    wire.reserve(length + AROUND);
    byte[] out = wire.array();
    int at = wire.length();
    int start = at;
    out[at++] = CR;
    out[at++] = LF;
    out[at++] = '$';
    if (length >= 10) out[at++] = (byte) ('0' + length / 10);
    out[at++] = (byte) ('0' + length % 10);
    out[at++] = CR;
    out[at++] = LF;
    System.arraycopy(bytes, from, out, at, length);
    wire.wrote(at + length - start);
  }

  @Override
  public void string(long number) {
    begin(Numbers.length(number)).append(number);
  }

  void writeTo(BytesBuilder out) {
    if (size > 0) out.append(wire).append(CR, LF);
  }

  @Override
  public int size() {
    return size;
  }

  /** Reads what a client would, up to the item. */
  @Override
  public Reply get(int index) {
    Objects.checkIndex(index, size);
    BytesBuilder whole = new BytesBuilder(wire.length() + 2);
    writeTo(whole);
    ReplyReader reader = new ReplyReader(new ByteArrayInputStream(whole.array()));
    try {
      for (int i = 0; i < index; i++) reader.read();
      return reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
