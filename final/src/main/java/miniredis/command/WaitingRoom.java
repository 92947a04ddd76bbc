package miniredis.command;

import java.util.Collection;
import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * Where a client waits for what is not there yet: a list for BLPOP, more of a stream for XREAD. A
 * port: only the engine knows when something has happened, and whose turn it is.
 */
public interface WaitingRoom {

  /** What one waits for. Two that are equal are the same thing; most are {@link Key}s. */
  interface Topic {}

  /** The key of a database: something happens to it whenever it changes, comes or goes. */
  record Key(int database, Bytes key) implements Topic {}

  /** What a client waits to do. */
  @FunctionalInterface
  interface Attempt {

    /**
     * Tries, now that something has happened. The reply ends the wait. Null goes on with it; then
     * nothing has been changed.
     */
    Reply on(Call call, Topic topic);
  }

  /** The same for who waits for keys of the database that is selected. */
  @FunctionalInterface
  interface KeyAttempt {
    Reply on(Call call, Bytes key);
  }

  /** When an attempt is made. */
  enum When {
    /** When a key is there that has changed, or come into being. */
    THERE,

    /** Also when it has gone: for those who wait for more of what is there already. */
    THERE_OR_GONE
  }

  /** The deadline of who waits for ever. */
  long NEVER = 0;

  /**
   * Has the client of a call wait until something has happened to one of the keys and the attempt
   * has served it, or the deadline has passed, in Unix milliseconds. Returns what the call replies:
   * nothing, or, where nobody may wait, as inside a transaction, {@code otherwise}.
   */
  Reply await(
      Call call,
      Collection<Bytes> keys,
      When when,
      long deadline,
      Reply otherwise,
      KeyAttempt attempt);

  /** As {@link #await}, for what is no key; whoever makes it happen says {@link #happened}. */
  Reply await(Call call, Topic topic, long deadline, Reply otherwise, Attempt attempt);

  /** Something has happened: whoever waits for it is served after the command that runs now. */
  void happened(Topic topic);
}
