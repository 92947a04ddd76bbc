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

  /** So many bytes need no room but that of a fresh one. */
  static final int SMALL = 16 * 1024;

  /** Larger ones are not worth keeping. */
  private static final int HUGE = 1024 * 1024;

  /** From so many bytes on a string waits as it is. */
  private static final int LONG_STRING = 4 * 1024;

  /** The first bytes of an array that is not ours, and how many are to be sent before them. */
  private record Insert(int at, byte[] array, int length) {}

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
      return insert(string.array(), string.length());
    }

    @Override
    public BytesBuilder append(BytesBuilder last) {
      if (last.length() < LONG_STRING) return super.append(last);
      return insert(last.array(), last.length());
    }

    private BytesBuilder insert(byte[] array, int length) {
      inserts.add(new Insert(length(), array, length));
      insertedBytes += length;
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

  boolean isHuge() {
    return bytes.capacity() > HUGE;
  }

  /**
   * Writes as much as the transport takes; true when nothing is left.
   *
   * @param staging outside of Java's heap, where Java would copy to in any case: what waits in many
   *     pieces leaves in one
   * @param trace shows what has been written as that of the client {@code id}; may be null
   */
  boolean writeTo(Transport transport, ByteBuffer staging, Trace trace, long id)
      throws IOException {
    while (waiting() > 0) {
      gather(staging.clear());
      staging.flip();
      boolean all = transport.write(staging) > 0 && !staging.hasRemaining();
      if (trace != null) trace(trace, id, staging);
      count(staging.position());
      if (!all) return false;
    }
    bytes.clear();
    sent = 0;
    return true;
  }

  /** The next pieces, as far as there is room. */
  private void gather(ByteBuffer into) {
    int from = sent;
    int fromOfInsert = sentOfInsert;
    if (!inserts.isEmpty()) {
      for (Insert insert : inserts) {
        put(into, bytes.array(), from, insert.at);
        put(into, insert.array, fromOfInsert, insert.length);
        if (!into.hasRemaining()) return;
        from = insert.at;
        fromOfInsert = 0;
      }
    }
    put(into, bytes.array(), from, bytes.length());
  }

  private static void put(ByteBuffer into, byte[] array, int from, int to) {
    into.put(array, from, Math.min(to - from, into.remaining()));
  }

  /** So many bytes of the next pieces are sent. */
  private void count(int written) {
    while (written > 0) {
      Insert next = inserts.peek();
      int copies = Math.min(written, (next == null ? bytes.length() : next.at) - sent);
      sent += copies;
      written -= copies;
      if (written == 0) return;
      int inserted = Math.min(written, next.length - sentOfInsert);
      countInserted(next, inserted);
      written -= inserted;
    }
  }

  private static void trace(Trace trace, long id, ByteBuffer written) {
    byte[] shown = new byte[written.position()];
    written.get(0, shown);
    trace.out(id, shown, 0, shown.length);
  }

  private void countInserted(Insert insert, int written) {
    insertedBytes -= written;
    sentOfInsert += written;
    if (sentOfInsert < insert.length) return;
    inserts.poll();
    sentOfInsert = 0;
  }
}
