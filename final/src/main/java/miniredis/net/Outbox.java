package miniredis.net;

import module java.base;

import miniredis.resp.Reply;

/**
 * What waits to be sent to one client. The buffer is the loop's: it is borrowed for as long as
 * something waits, so idle clients have none. Belongs to the loop's thread.
 */
public final class Outbox {

  private final EventLoop loop;

  /** Null while nothing waits. */
  private OutputBuffer buffer;

  private long peak;

  /** Whether what waited the last time needed more than a small buffer. */
  private boolean large;

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
    if (buffer == null) buffer = loop.spare().take(large);
    return buffer;
  }

  /** What waits will not be sent. */
  void drop() {
    if (buffer != null) buffer.drop();
    buffer = null;
  }

  public boolean isEmpty() {
    return buffer == null;
  }

  /** Bytes that wait, those of long strings with them. */
  public long waiting() {
    return buffer == null ? 0 : buffer.waiting();
  }

  /** Bytes that wait in long strings, which are shared with whoever else has them. */
  public long waitingInStrings() {
    return buffer == null ? 0 : buffer.waitingInStrings();
  }

  /** How many long strings wait. */
  public int strings() {
    return buffer == null ? 0 : buffer.strings();
  }

  /** The bytes of the buffer, used or not. */
  public int room() {
    return buffer == null ? 0 : buffer.capacity();
  }

  /** The most bytes that have ever waited at the end of a turn. */
  public long peak() {
    return peak;
  }

  /** Writes as much as the transport takes, and returns how many bytes; something must wait. */
  long writeTo(Transport transport, Trace trace, long id) throws IOException {
    long before = buffer.waiting();
    peak = Math.max(peak, before);
    large = before - buffer.waitingInStrings() > OutputBuffer.SMALL;
    boolean all = buffer.writeTo(transport, loop.staging(), trace, id);
    long count = before - buffer.waiting();
    if (all) {
      loop.spare().give(buffer);
      buffer = null;
    }
    return count;
  }
}
