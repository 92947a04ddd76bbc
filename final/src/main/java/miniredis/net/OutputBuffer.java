package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;
import miniredis.resp.ReplyWriter;

/**
 * The replies that wait to be sent to one client, as bytes, and how many of them are sent.
 *
 * <p>A long string is not copied: it waits as it is, between the bytes before it and those after.
 * Strings never change once they have been handed out, so a thousand clients that wait for the same
 * value cost no more than its bytes.
 */
final class OutputBuffer {

  private static final int SMALL = 16 * 1024;

  /** From so many bytes on a string waits as it is. */
  private static final int LONG_STRING = 64 * 1024;

  /** Java copies what it writes into a buffer of its own first: keep that small. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  /** A long string, and how many bytes are to be sent before it. */
  private record Insert(int at, Bytes string) {}

  private final BytesBuilder bytes = new Copies();
  private final ArrayDeque<Insert> inserts = new ArrayDeque<>(0);
  private int sent;
  private int sentOfInsert;
  private long insertedBytes;

  /** Copies all but the long strings. */
  private final class Copies extends BytesBuilder {

    Copies() {
      super(SMALL);
    }

    @Override
    public BytesBuilder append(Bytes string) {
      if (string.length() < LONG_STRING) return super.append(string);
      inserts.add(new Insert(length(), string));
      insertedBytes += string.length();
      return this;
    }
  }

  void add(Reply reply, int protocol) {
    ReplyWriter.write(reply, protocol, bytes);
  }

  void add(byte[] raw) {
    bytes.append(raw, 0, raw.length);
  }

  long waiting() {
    return bytes.length() - sent + insertedBytes;
  }

  long waitingInStrings() {
    return insertedBytes;
  }

  int strings() {
    return inserts.size();
  }

  int capacity() {
    return bytes.capacity();
  }

  boolean isSmall() {
    return bytes.capacity() <= SMALL;
  }

  /**
   * Writes as much as the transport takes; true when nothing is left.
   *
   * @param trace shows what has been written as that of the client {@code id}; may be null
   */
  boolean writeTo(Transport transport, Trace trace, long id) throws IOException {
    while (waiting() > 0) {
      Insert next = inserts.peek();
      int end = next == null ? bytes.length() : next.at;
      boolean copies = sent < end;
      byte[] array = copies ? bytes.array() : next.string.array();
      int from = copies ? sent : sentOfInsert;
      int length = Math.min((copies ? end : array.length) - from, MOST_AT_ONCE);
      int written = transport.write(ByteBuffer.wrap(array, from, length));
      if (trace != null) trace.out(id, array, from, from + written);
      if (copies) sent += written;
      else countInserted(next, written);
      if (written < length) return false;
    }
    bytes.clear();
    sent = 0;
    return true;
  }

  private void countInserted(Insert insert, int written) {
    insertedBytes -= written;
    sentOfInsert += written;
    if (sentOfInsert < insert.string.length()) return;
    inserts.poll();
    sentOfInsert = 0;
  }
}
