package miniredis.engine;

import miniredis.bytes.Bytes;
import miniredis.command.Client;

/**
 * Who sees every request as it has come, before its name is looked up, and may keep it from being
 * run. A server for users has none; one inside a test has its eyes here.
 *
 * <p>Called on the engine's thread, once for each request that a client sends: what EXEC runs has
 * been seen when it was queued.
 */
@FunctionalInterface
public interface Gate {

  /** Whether a request may go on. If not, nobody replies to it: the gate has seen to the client. */
  boolean admits(Client client, Bytes[] request);
}
