package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.OffHeapBytes;
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

  /**
   * The room of a fresh one. Ten thousand clients may each have a reply in one turn: 16 kB for each
   * would be 160 MB.
   */
  private static final int FRESH = 512;

  /** Up to so much room it is a small one. */
  static final int SMALL = 16 * 1024;

  /** Larger ones are not worth keeping. */
  private static final int HUGE = 1024 * 1024;

  /** From so many bytes on a string waits as it is. */
  private static final int LONG_STRING = 4 * 1024;

  /** From so many bytes on, not to copy them is worth the trouble. */
  private static final int WORTH_SPARING = 32 * 1024;

  private static final int MOST_PIECES = 16;

  /** The first bytes of an array that is not ours, and how many are to be sent before them. */
  private record Insert(int at, byte[] array, OffHeapBytes outside, int length) {

    boolean isWorthSparing(int from) {
      return outside != null && length - from >= WORTH_SPARING;
    }

    void put(ByteBuffer into, int from) {
      int count = Math.min(length - from, into.remaining());
      if (outside != null) into.put(outside.view(from, count));
      else into.put(array, from, count);
    }
  }

  private final BytesBuilder bytes = new Copies();
  private final ArrayDeque<Insert> inserts = new ArrayDeque<>(0);
  private int sent;
  private int sentOfInsert;
  private long insertedBytes;

  /** Copies all but the long strings. */
  private final class Copies extends BytesBuilder {

    Copies() {
      super(FRESH);
    }

    @Override
    public BytesBuilder append(Bytes string) {
      if (string.length() < LONG_STRING) return super.append(string);
      if (string instanceof OffHeapBytes outside) return insert(outside);
      return insert(new Insert(length(), string.array(), null, string.length()));
    }

    @Override
    public BytesBuilder append(BytesBuilder last) {
      if (last.length() < LONG_STRING) return super.append(last);
      return insert(new Insert(length(), last.array(), null, last.length()));
    }

    private BytesBuilder insert(OffHeapBytes outside) {
      outside.pin();
      return insert(new Insert(length(), null, outside, outside.length()));
    }

    private BytesBuilder insert(Insert insert) {
      inserts.add(insert);
      insertedBytes += insert.length;
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
      boolean all;
      if (trace == null && hasPieceWorthSparing()) {
        all = writePieces(transport, staging.clear());
      } else {
        gather(staging.clear());
        staging.flip();
        all = transport.write(staging) > 0 && !staging.hasRemaining();
        if (trace != null) trace(trace, id, staging);
        count(staging.position());
      }
      if (!all) return false;
    }
    bytes.clear();
    sent = 0;
    return true;
  }

  /** Whether something waits that is long and outside of the heap: it need not be copied at all. */
  private boolean hasPieceWorthSparing() {
    Insert next = inserts.peek();
    return next != null && next.isWorthSparing(sentOfInsert);
  }

  /** One call of the system for short pieces, put together, and long ones as they lie. */
  private boolean writePieces(Transport transport, ByteBuffer staging) throws IOException {
    List<ByteBuffer> pieces = new ArrayList<>(3);
    ByteBuffer room = staging;
    int from = sent;
    int fromOfInsert = sentOfInsert;
    boolean toTheEnd = true;
    for (Insert insert : inserts) {
      put(room, bytes.array(), from, insert.at);
      if (room.hasRemaining() && insert.isWorthSparing(fromOfInsert)) {
        room = cut(room, pieces);
        pieces.add(insert.outside.view(fromOfInsert, insert.length - fromOfInsert));
      } else {
        insert.put(room, fromOfInsert);
      }
      toTheEnd = room.hasRemaining() && pieces.size() < MOST_PIECES;
      if (!toTheEnd) break;
      from = insert.at;
      fromOfInsert = 0;
    }
    if (toTheEnd) put(room, bytes.array(), from, bytes.length());
    cut(room, pieces);
    return write(transport, pieces.toArray(ByteBuffer[]::new));
  }

  /** Makes a piece of what has been put together; returns the room behind it. */
  private static ByteBuffer cut(ByteBuffer staged, List<ByteBuffer> pieces) {
    if (staged.position() == 0) return staged;
    ByteBuffer rest = staged.slice();
    pieces.add(staged.flip());
    return rest;
  }

  private boolean write(Transport transport, ByteBuffer[] pieces) throws IOException {
    long all = 0;
    for (ByteBuffer each : pieces) all += each.remaining();
    long written = transport.write(pieces);
    count(written);
    return written == all;
  }

  /** The next pieces, as far as there is room. */
  private void gather(ByteBuffer into) {
    int from = sent;
    int fromOfInsert = sentOfInsert;
    if (!inserts.isEmpty()) {
      for (Insert insert : inserts) {
        put(into, bytes.array(), from, insert.at);
        insert.put(into, fromOfInsert);
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
  private void count(long written) {
    while (written > 0) {
      Insert next = inserts.peek();
      int copies = (int) Math.min(written, (next == null ? bytes.length() : next.at) - sent);
      sent += copies;
      written -= copies;
      if (written == 0) return;
      int inserted = (int) Math.min(written, next.length - sentOfInsert);
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
    unpin(inserts.poll());
    sentOfInsert = 0;
  }

  /** What waits will not be sent. */
  void drop() {
    inserts.forEach(OutputBuffer::unpin);
    inserts.clear();
  }

  private static void unpin(Insert insert) {
    if (insert.outside != null) insert.outside.unpin();
  }
}
