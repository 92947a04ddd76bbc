package miniredis.net;

import module java.base;

/**
 * The way of bytes from a client and to it: a plain socket, or one that encrypts. All of it never
 * waits.
 *
 * <p>Belongs to the loop's thread.
 */
interface Transport extends Closeable {

  Ends ends();

  /** Has the loop call a task whenever what {@link #await} asks for can be done. */
  void register(EventLoop loop, Runnable whenReady) throws IOException;

  /** Says what is waited for at present. */
  void await(boolean input, boolean output);

  boolean awaitsInput();

  boolean awaitsOutput();

  /** Whether input has come, or the end of it. */
  boolean hasInput();

  /** Whether output that waited can go on. */
  boolean takesOutput();

  /** Reads into a buffer what has come; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Takes as many bytes as it can, and returns how many. */
  int write(ByteBuffer from) throws IOException;

  /** Takes as many bytes as it can of several pieces, one after the other. */
  default long write(ByteBuffer[] pieces) throws IOException {
    long sum = 0;
    for (ByteBuffer each : pieces) {
      sum += write(each);
      if (each.hasRemaining()) break;
    }
    return sum;
  }

  /** Whether it has taken bytes that the socket has not: until then they are not sent. */
  default boolean owes() {
    return false;
  }

  /** Sends as much of what it owes as the socket takes. */
  default void payBack() throws IOException {}

  /** Tells the other side that nothing more will come. */
  void endOutput() throws IOException;

  /** Closes at once, without a complaint: what has not been sent is lost. */
  @Override
  void close();
}
