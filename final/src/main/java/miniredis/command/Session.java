package miniredis.command;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** What a command may know of the connection that called it, and do to it. */
public interface Session {

  /** A number no other connection has had since the server started. */
  long id();

  /** The protocol that replies are written in: 2 or 3. */
  int protocol();

  void protocol(int version);

  /** The number of the selected database. */
  int database();

  void select(int database);

  /** The name given with CLIENT SETNAME; empty if there is none. */
  Bytes name();

  void name(Bytes name);

  /** Whether the client has logged in or need not. */
  boolean authenticated();

  void authenticated(boolean yes);

  /** Makes everything as it was when the client connected, but for its id. */
  void reset();

  /** Where the client comes from, {@code 127.0.0.1:50000}; empty if nobody knows. */
  default Bytes address() {
    return Bytes.EMPTY;
  }

  /** Whether the client is on this machine. */
  boolean local();

  /** Whether the client is one that can be made to wait. */
  default boolean mayBlock() {
    return false;
  }

  /** Runs no more requests of this client until {@link #unblock} has been called as often. */
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

  /** Sends a message that is not the reply to a command, now or at the end of the loop's turn. */
  void push(Reply message);

  /** Closes the connection when the reply to this command has been sent. */
  void closeAfterReply();

  /** Closes the connection now; replies that have not been sent are lost. */
  void closeAtOnce();

  /**
   * What a family keeps for each connection, such as its subscriptions; null if nothing yet. If it
   * is a {@link SessionState}, it is told when the connection ends or is reset, and forgotten.
   */
  <T> T attachment(Class<T> type);

  <T> void attach(Class<T> type, T value);
}
