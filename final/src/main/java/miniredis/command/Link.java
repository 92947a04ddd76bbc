package miniredis.command;

import miniredis.resp.Reply;

/** The way to a client: what can be sent to it or kept from it, and how it is made to wait. */
public interface Link {

  /** Which replies to its requests a client wants. */
  enum Replies {
    ON,
    OFF,
    /** All but the next one. */
    SKIP
  }

  /** Leads to nobody: what is sent is lost, and nobody waits. */
  Link NONE =
      new Link() {
        @Override
        public void push(Reply message) {}

        @Override
        public void replies(Replies wanted) {}

        @Override
        public void reset() {}

        @Override
        public void closeAfterReply() {}

        @Override
        public void closeAtOnce() {}
      };

  /** Sends a message that is not the reply to a request, now or at the end of the loop's turn. */
  void push(Reply message);

  /** Sends a message after the reply to the request of this client that is running. */
  default void pushAfterReply(Reply message) {
    push(message);
  }

  /** Whether a reply would be sent: to the request that is running, or else between requests. */
  default boolean wantsReplies(boolean running) {
    return true;
  }

  /** Sends these replies from now on, the one to the request that says so included. */
  void replies(Replies wanted);

  /** Sends all replies again, but for one that is being skipped already. */
  void reset();

  /** Closes when the reply to the request that is running has been sent. */
  void closeAfterReply();

  /** Closes now; replies that have not been sent are lost. */
  void closeAtOnce();

  /** Whether the client can be made to wait. */
  default boolean mayBlock() {
    return false;
  }

  /** Runs no more requests of the client until {@link #unblock} has been called as often. */
  default void block() {
    throw new UnsupportedOperationException("this client cannot wait");
  }

  /**
   * Lets the client go on at the end of the loop's turn; the reply, unless it is {@link
   * Reply#NONE}, ends what it waited for.
   */
  default void unblock(Reply reply) {
    throw new UnsupportedOperationException("this client does not wait");
  }
}
