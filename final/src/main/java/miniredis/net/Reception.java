package miniredis.net;

import module java.base;

import miniredis.command.Accounts;
import miniredis.command.Client;
import miniredis.command.Dialect;
import miniredis.command.Link;
import miniredis.resp.Reply;

/**
 * Takes new sockets in, or turns them away with the reason.
 *
 * <p>Belongs to the loop's thread.
 */
public final class Reception {

  private static final int FIRST_PROTOCOL = 2;

  private final EventLoop loop;
  private final Overseer overseer;
  private final Accounts accounts;
  private final Trace trace;
  private final Dialect dialect;
  private long nextId = 1;

  /**
   * @param showsBytes whether all bytes in and out are written to standard error
   * @param dialect what everyone speaks here, or null for the language of Redis
   */
  public Reception(
      EventLoop loop, Overseer overseer, Accounts accounts, boolean showsBytes, Dialect dialect) {
    this.loop = loop;
    this.overseer = overseer;
    this.accounts = accounts;
    this.trace = showsBytes ? new Trace(System.err) : null;
    this.dialect = dialect;
  }

  void welcome(Transport transport) throws IOException {
    String refusal = overseer.refusal(transport.ends());
    if (refusal != null) {
      turnAway(transport, refusal);
      return;
    }
    loop.traffic().countReceived();
    overseer.came(new Connection(transport, this));
    loop.log().verbose("Accepted " + transport.ends().remote());
  }

  private void turnAway(Transport transport, String refusal) throws IOException {
    loop.traffic().countRejected();
    OutputBuffer reason = new OutputBuffer();
    reason.add(Reply.error(refusal), FIRST_PROTOCOL);
    reason.writeTo(transport, loop.staging(), null, 0);
    transport.close();
  }

  void acceptFailed(IOException failed) {
    loop.log().warning("Accepting client connection: " + failed.getMessage());
  }

  /** A client that nobody has had before. */
  Client newClient(Ends ends, Link link) {
    return new Client(nextId++, ends.remote(), ends.isOnThisMachine(), accounts.first(), link);
  }

  EventLoop loop() {
    return loop;
  }

  Overseer overseer() {
    return overseer;
  }

  /** Shows all bytes in and out, or is null. */
  Trace trace() {
    return trace;
  }

  Dialect dialect() {
    return dialect;
  }
}
