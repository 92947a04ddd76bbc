package miniredis;

import module java.base;

/**
 * A client as a receiver. What others publish goes into its mailbox, which takes no time, and a
 * thread of its own carries it to the socket, which may take long. From its first SUBSCRIBE on all
 * that it gets goes this way, so that nothing overtakes anything.
 */
final class Subscriber {
  /** A client that is further behind than this, in bytes, is cut off. */
  private static final int MOST_WAITING = 32 * 1024 * 1024;

  private static final byte[] END = {};

  private final Socket socket;
  private final OutputStream out;
  private final BlockingQueue<byte[]> mailbox = new LinkedBlockingQueue<>();

  Subscriber(Socket socket, OutputStream out) {
    this.socket = socket;
    this.out = out;
  }

  /** Puts bytes into the mailbox. Whoever calls this never waits for the client. */
  void send(byte[] message) {
    // TODO: and if the client has far too many waiting?
  }

  /** The thread that empties the mailbox, until it finds END there. */
  private void deliver() {
    // TODO
  }
}
