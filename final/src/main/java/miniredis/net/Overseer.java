package miniredis.net;

import miniredis.bytes.Bytes;
import miniredis.bytes.OffHeapBytes;
import miniredis.command.Client;

/**
 * Whoever looks after the clients. A port: connections ask here whether they may come in, run and
 * keep things waiting, and say that they come and go.
 *
 * <p>Called on the loop's thread.
 */
public interface Overseer {

  /** Why somebody who comes now is turned away, as an error reply; null to let them in. */
  String refusal(Ends ends);

  void came(Connection connection);

  void left(Connection connection);

  /** Whether a request has to wait. One that would fail at once does not. */
  boolean holds(Client client, Bytes[] request);

  /** Whether so much output waits for a connection that it must be cut off. */
  boolean isOverLimit(Connection connection);

  /** The longest bulk string that is read, in bytes. */
  long longestBulk();

  /** The most bytes that a request may have while it is not complete. */
  long largestRequest();

  /** Whether there is room for a long string that is on its way, of so many bytes. */
  boolean hasRoomFor(long bytes);

  /**
   * A place outside of the heap for so many bytes of a string, or null if there is none. The whole
   * of it must fit into the heap, too: the log, a snapshot or a command may need it there for a
   * moment.
   */
  OffHeapBytes offHeap(int bytes, int whole);

  /** A connection in one line, for the server's log. */
  String describe(Connection connection);
}
