package miniredis.net;

import module java.base;

/**
 * The output buffers that nobody needs just now. Belongs to the loop's thread.
 *
 * <p>Each client that is answered in a turn has one until the turn ends. Were they new each time,
 * and grew from nothing, what a turn of fifty clients with long replies has in its buffers would be
 * more than Java's place for new objects holds, and would be moved to where garbage stays longest.
 */
final class SpareBuffers {

  /** Of either kind so many bytes of room are kept: enough for those who have a turn together. */
  private static final int MOST_SMALL = 4 << 20;

  private static final int MOST_LARGE = 8 << 20;

  private final ArrayDeque<OutputBuffer> small = new ArrayDeque<>();
  private final ArrayDeque<OutputBuffer> large = new ArrayDeque<>();
  private int smallRoom;
  private int largeRoom;

  /** A large one, if there is one to spare, is worth having for who needed one the last time. */
  OutputBuffer take(boolean preferLarge) {
    OutputBuffer buffer = preferLarge ? large.poll() : null;
    if (buffer != null) {
      largeRoom -= buffer.capacity();
      return buffer;
    }
    buffer = small.poll();
    if (buffer == null) return new OutputBuffer();
    smallRoom -= buffer.capacity();
    return buffer;
  }

  void give(OutputBuffer buffer) {
    if (buffer.isSmall()) {
      if (smallRoom > MOST_SMALL) return;
      smallRoom += buffer.capacity();
      small.push(buffer);
    } else if (!buffer.isHuge() && largeRoom + buffer.capacity() <= MOST_LARGE) {
      largeRoom += buffer.capacity();
      large.push(buffer);
    }
  }

  /** Keeps none. */
  void clear() {
    small.clear();
    large.clear();
    smallRoom = 0;
    largeRoom = 0;
  }
}
