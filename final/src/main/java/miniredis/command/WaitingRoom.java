package miniredis.command;

import java.util.Collection;
import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * Where a client waits for a key that is not there yet, as BLPOP does. A port: only the engine
 * knows when a key has come, and whose turn it is.
 */
public interface WaitingRoom {

  /** What a client waits to do. */
  @FunctionalInterface
  interface Attempt {

    /**
     * Tries with a key that has come into being. The reply, or null if it is of no use, and nothing
     * has been changed.
     */
    Reply on(Call call, Bytes key);
  }

  /** The deadline of who waits for ever. */
  long NEVER = 0;

  /**
   * Has the client of a call wait until one of the keys has come and the attempt has served it, or
   * the deadline has passed, in Unix milliseconds. Returns what the call replies: nothing, or,
   * where nobody may wait, as inside a transaction, {@code otherwise}.
   */
  Reply await(Call call, Collection<Bytes> keys, long deadline, Reply otherwise, Attempt attempt);
}
