package miniredis;

import module java.base;

/** Bytes that have come from a client, and are not used up. A request may come in many pieces. */
final class Arrived extends ByteArrayInputStream {
  Arrived() {
    super(new byte[0]);
  }

  /** The array doubles, so a long value is not copied again for each piece of it. */
  void add(ByteBuffer more) {
    int rest = count - pos;
    if (more.remaining() > buf.length - count) {
      buf = Arrays.copyOfRange(buf, pos, pos + Math.max(rest + more.remaining(), 2 * rest));
      pos = 0;
      count = rest;
    }
    int length = more.remaining();
    more.get(buf, count, length);
    count += length;
  }

  /** The next request, or null if it is not all here. Its first half must be there again then. */
  List<Bytes> next() throws IOException {
    return null; // TODO: a RequestReader can read this
  }
}
