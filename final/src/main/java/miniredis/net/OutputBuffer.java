package miniredis.net;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;
import miniredis.resp.ReplyWriter;

/** The replies that wait to be sent to one client, as bytes, and how many of them are sent. */
final class OutputBuffer {

  private static final int SMALL = 16 * 1024;

  /** Java copies what it writes into a buffer of its own first: keep that small. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  private final BytesBuilder bytes = new BytesBuilder(SMALL);
  private int sent;

  void add(Reply reply, int protocol) {
    ReplyWriter.write(reply, protocol, bytes);
  }

  void add(byte[] raw) {
    bytes.append(raw, 0, raw.length);
  }

  int waiting() {
    return bytes.length() - sent;
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
    sent = 0;
    return true;
  }
}
