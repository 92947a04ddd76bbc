package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.client.Tap;

/**
 * The bytes of the last command and its reply, as they went over the wire; of a long reply its
 * beginning, and the count of all.
 */
final class Recording implements Tap {

  private static final int LONGEST = 64 * 1024;

  private final BytesBuilder out = new BytesBuilder(256);
  private final BytesBuilder in = new BytesBuilder(256);
  private long sentBytes;
  private long receivedBytes;
  private boolean on;

  /** Begins anew. What is said between recordings is ours, and nobody's business. */
  void start() {
    out.clear();
    in.clear();
    sentBytes = receivedBytes = 0;
    on = true;
  }

  /** Has another record the same. */
  Tap with(Recording other) {
    return new Tap() {
      @Override
      public void sent(byte[] bytes, int from, int to) {
        Recording.this.sent(bytes, from, to);
        other.sent(bytes, from, to);
      }

      @Override
      public void received(byte[] bytes, int from, int to) {
        Recording.this.received(bytes, from, to);
        other.received(bytes, from, to);
      }
    };
  }

  void stop() {
    on = false;
  }

  @Override
  public void sent(byte[] bytes, int from, int to) {
    if (!on) return;
    sentBytes += to - from;
    out.append(bytes, from, from + Math.min(to - from, LONGEST - out.length()));
  }

  @Override
  public void received(byte[] bytes, int from, int to) {
    if (!on) return;
    receivedBytes += to - from;
    in.append(bytes, from, from + Math.min(to - from, LONGEST - in.length()));
  }

  Bytes request() {
    return out.toBytes();
  }

  Bytes reply() {
    return in.toBytes();
  }

  long sentBytes() {
    return sentBytes;
  }

  long receivedBytes() {
    return receivedBytes;
  }
}
