package miniredis.net;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;
import miniredis.resp.ReplyWriter;

/** The replies that wait to be sent to one client, as bytes, and how many of them are sent. */
final class OutputBuffer {

  static final int SMALL = 16 * 1024;

  /** From so many bytes on a string is remembered as one long value. */
  private static final int LONG_VALUE = 1 << 20;

  /** Java copies what it writes into a buffer of its own first: keep that small. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  private final BytesBuilder bytes = new BytesBuilder(SMALL);
  private int sent;

  /** Where the long value that was added last begins and ends. */
  private int valueStart;

  private int valueEnd;

  void add(Reply reply, int protocol) {
    int before = bytes.length();
    ReplyWriter.write(reply, protocol, bytes);
    if (bytes.length() - before < LONG_VALUE || !(reply instanceof Reply.Bulk)) return;
    valueStart = before;
    valueEnd = bytes.length();
  }

  void add(byte[] raw) {
    bytes.append(raw, 0, raw.length);
  }

  int waiting() {
    return bytes.length() - sent;
  }

  /** How many of the waiting bytes are those of one long value. */
  int waitingValue() {
    return Math.max(0, valueEnd - Math.max(sent, valueStart));
  }

  int sent() {
    return sent;
  }

  byte[] array() {
    return bytes.array();
  }

  int capacity() {
    return bytes.capacity();
  }

  boolean isSmall() {
    return bytes.capacity() <= SMALL;
  }

  /** Writes as much as the socket takes; true when nothing is left. */
  boolean writeTo(SocketChannel channel) throws IOException {
    while (waiting() > 0) {
      int length = Math.min(waiting(), MOST_AT_ONCE);
      int written = channel.write(ByteBuffer.wrap(bytes.array(), sent, length));
      sent += written;
      if (written < length) return false;
    }
    bytes.clear();
    sent = valueStart = valueEnd = 0;
    return true;
  }
}
