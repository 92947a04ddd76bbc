package miniredis.net;

import module java.base;

import miniredis.resp.Reply;

/**
 * What waits to be sent to one client. The buffer is the loop's: it is borrowed for as long as
 * something waits, so idle clients have none. Belongs to the loop's thread.
 */
final class Outbox {

  private final EventLoop loop;

  /** Null while nothing waits. */
  private OutputBuffer buffer;

  Outbox(EventLoop loop) {
    this.loop = loop;
  }

  void add(Reply reply, int protocol) {
    open().add(reply, protocol);
  }

  void add(byte[] raw) {
    open().add(raw);
  }

  private OutputBuffer open() {
    if (buffer == null) buffer = loop.takeBuffer();
    return buffer;
  }

  /** What waits will not be sent. */
  void drop() {
    buffer = null;
  }

  boolean isEmpty() {
    return buffer == null;
  }

  int waiting() {
    return buffer == null ? 0 : buffer.waiting();
  }

  /** How many of the waiting bytes belong to one long value. */
  int waitingValue() {
    return buffer == null ? 0 : buffer.waitingValue();
  }

  /** The bytes of the buffer, used or not. */
  int room() {
    return buffer == null ? 0 : buffer.capacity();
  }

  /** Writes as much as the socket takes, and returns how many bytes; something must wait. */
  int writeTo(SocketChannel channel, long id, Trace trace) throws IOException {
    int from = buffer.sent();
    int before = buffer.waiting();
    boolean all = buffer.writeTo(channel);
    int count = before - buffer.waiting();
    if (trace != null) trace.out(id, buffer.array(), from, from + count);
    if (all) {
      loop.giveBack(buffer);
      buffer = null;
    }
    return count;
  }
}
