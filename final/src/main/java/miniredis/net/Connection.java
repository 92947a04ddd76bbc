package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Dialect;
import miniredis.command.Link;
import miniredis.engine.Dispatcher;
import miniredis.engine.ServerLog;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;
import miniredis.resp.RequestReader;

/**
 * One client: the way to it, the request it is in the middle of, the replies it has not taken yet.
 *
 * <pre>
 *   OPEN ----- the input ends, or breaks the protocol -----> LAST_REQUESTS
 *     |                                                           |
 *   QUIT, or CLIENT KILL of itself               all it has sent is answered
 *     |                                                           |
 *     +---------------------------> LAST_REPLIES <----------------+
 *                                        |
 *                                   all is sent -----------> CLOSED
 *
 *   any ---- cut off for its limits, the server's affair ----> CUT_OFF -- end of the turn --> CLOSED
 *   any ---- the socket fails, or another client kills it -----------------------------------> CLOSED
 * </pre>
 *
 * A state is left only for a later one ({@link #become}). Whether the client is blocked is another
 * matter: it may be so in each of the first three.
 *
 * <p><b>Back pressure.</b> A client that does not read its replies is not read from: while output
 * waits, its requests stay in its socket, and in the end in its own program.
 *
 * <p>Belongs to the loop's thread.
 */
public final class Connection implements Link {

  private enum State {
    /** Reads, runs and writes. */
    OPEN,
    /** Reads no more, but runs what has been read. */
    LAST_REQUESTS,
    /** Runs no more, but sends the replies that wait. */
    LAST_REPLIES,
    /** Sends nothing more, and closes at the end of the turn. */
    CUT_OFF,
    CLOSED
  }

  /** So much output makes the rest of a batch wait until the socket has taken it. */
  private static final int ENOUGH_OUTPUT = 1 << 20;

  /** What is read at first of who sends long strings. */
  private static final int LITTLE = 16 * 1024;

  /** From so many requests on, touching their entries before running the first pays. */
  private static final int BATCH = 4;

  /** So many requests are read ahead for a blocked client, so that its going away is noticed. */
  private static final int MOST_AHEAD = 1024;

  /** About what one costs in memory without its buffers. */
  static final int OWN_BYTES = 1024;

  /** Input that is thrown away before closing, so that the last reply is not lost to a reset. */
  private static final int MOST_DRAINED = 1 << 20;

  private final Transport transport;
  private final EventLoop loop;
  private final Overseer overseer;
  private final Client client;
  private final Inbox input;
  private final Outbox output;
  private final Trace trace;

  /** What the client speaks, or null for the language of Redis. */
  private final Dialect dialect;

  private final long created;
  private long lastUse;
  private State state = State.OPEN;

  /** How the protocol was broken, or null. */
  private String fault;

  /** How many waits it is in. */
  private int blocked;

  /** Whether the loop has been asked to flush it at the end of this turn. */
  private boolean flushing;

  /** Whether its last long request had strings that are kept outside of the heap. */
  private boolean sendsLongStrings;

  private ReplyMode replies = ReplyMode.ON;

  /** What is to be sent after the reply to the request that is running; mostly empty. */
  private final List<Reply> afterReply = new ArrayList<>(0);

  /** Whether its last request was a line of the dialect. */
  private boolean inLines;

  /** What reading made of the keys it touched, kept so that the touching is not optimised away. */
  private int touched;

  Connection(Transport transport, Reception reception) throws IOException {
    this.transport = transport;
    loop = reception.loop();
    overseer = reception.overseer();
    trace = reception.trace();
    dialect = reception.dialect();
    client = reception.newClient(transport.ends(), this);
    output = new Outbox(loop);
    input = new Inbox(client, overseer, loop.words(), dialect != null);
    created = lastUse = loop.engine().keyspace().tick();
    transport.register(loop, this::ready);
  }

  /** The only place where the state changes: it never goes back. */
  private void become(State next) {
    if (next.compareTo(state) > 0) state = next;
  }

  private boolean isAtLeast(State that) {
    return state.compareTo(that) >= 0;
  }

  private void ready() {
    if (transport.takesOutput()) flushLater();
    if (!transport.hasInput()) return;
    try {
      read();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  /** Whatever goes wrong here ends this connection and no other. */
  private void fail(Throwable fault) {
    loop.log().warning("Connection " + client.id() + " failed: " + ServerLog.describe(fault));
    close();
  }

  private void read() {
    ByteBuffer room = trace == null ? input.room() : null;
    ByteBuffer buffer = room != null ? room : readBuffer();
    int from = buffer.position();
    try {
      int count = transport.read(buffer);
      if (count < 0) endInput();
      else if (count > 0) takeIn(buffer, from, count, room != null);
    } catch (ProtocolException broken) {
      fault = broken.getMessage();
      become(State.LAST_REQUESTS);
      if (broken == ProtocolException.TOO_BIG) cutOff("Client reached max query buffer length");
    } catch (IOException gone) {
      close();
      return;
    }
    run();
  }

  /**
   * Of who sends long strings little is read at first: just the beginning of the next one, because
   * what comes here has to be copied to its place.
   */
  private ByteBuffer readBuffer() {
    ByteBuffer buffer = loop.readBuffer();
    return sendsLongStrings ? buffer.limit(LITTLE) : buffer;
  }

  private void takeIn(ByteBuffer buffer, int from, int count, boolean inPlace) {
    lastUse = now();
    loop.traffic().countInput(count);
    if (trace != null) trace.in(client.id(), buffer.array(), from, from + count);
    // Before the log-in each request must run before the next is read: it may be the log-in.
    if (inPlace) input.took(count);
    else if (client.isLoggedIn()) input.read(buffer.array(), count);
    else input.read(buffer.array(), count, this::runRequests);
  }

  /** A blocked client that has gone must not be given what it waited for: it would be lost. */
  private void endInput() {
    become(State.LAST_REQUESTS);
    if (blocked > 0) close();
    else updateInterest();
  }

  /** Runs what has been read, as far as it may be run now. */
  private void run() {
    runRequests();
    if (state == State.LAST_REQUESTS && input.isEmpty() && blocked == 0) finish();
    flushLater();
  }

  private void runRequests() {
    Dispatcher dispatcher = loop.engine().dispatcher();
    dispatcher.startBatch();
    for (int ran = 0; !input.isEmpty() && mayRun(); ran++) {
      if (ran % EventLoop.MOST_TOUCHED == 0 && input.size() >= BATCH) touchNext();
      Bytes[] request = input.start();
      if (replies != ReplyMode.ON) replies = replies.next();
      if (request[0] == RequestReader.REFUSED) write(dispatcher.refuse(client, request[1]));
      else if (input.mayHaveLongStrings()) runLong(request, dispatcher);
      else run(request, dispatcher);
      if (!afterReply.isEmpty()) sendAfterReply();
    }
    input.rest();
    dispatcher.endBatch();
  }

  private void run(Bytes[] request, Dispatcher dispatcher) {
    if (dialect == null) write(dispatcher.run(client, request));
    else translate(request, dispatcher);
  }

  /** Of its strings outside of the heap, those are dropped that the keyspace has not taken. */
  private void runLong(Bytes[] request, Dispatcher dispatcher) {
    LongStrings strings = LongStrings.in(request);
    input.ranLongStrings(strings.count());
    sendsLongStrings = strings.count() > 0;
    int stays = dialect == null ? dispatcher.stringAt(client, request) : 0;
    if (strings.moveInAllBut(stays, overseer)) run(request, dispatcher);
    else write(dispatcher.refuse(client, request[0]));
    strings.dropUnkept();
  }

  private void translate(Bytes[] request, Dispatcher dispatcher) {
    Function<Bytes[], Reply> redis = each -> dispatcher.run(client, each);
    inLines = request[0] == RequestReader.LINE;
    if (inLines) {
      Bytes answer = dialect.answer(request[1], redis);
      if (replies == ReplyMode.ON) say(answer);
    } else {
      write(dialect.answer(request, redis));
    }
  }

  private boolean mayRun() {
    return blocked == 0
        && !isAtLeast(State.LAST_REPLIES)
        && output.waiting() < ENOUGH_OUTPUT
        && !overseer.holds(client, input.next());
  }

  /** All requests are answered: if the input ended by a fault, say which. */
  private void finish() {
    if (fault != null) {
      loop.log().verbose("Protocol error (" + fault + ") from client: " + overseer.describe(this));
      write(new Reply.Error(Bytes.latin("ERR Protocol error: " + fault)));
    }
    become(State.LAST_REPLIES);
  }

  /** The keys of the next requests, as far as the loop's table of hashes goes. */
  private void touchNext() {
    int[] hashes = loop.keyHashes();
    int count = input.hashKeys(hashes);
    touched = loop.engine().keyspace().database(client.database()).touch(hashes, count);
  }

  /** Adds a reply to a command, unless the client wants none; that it listens it is told always. */
  private void write(Reply reply) {
    if (reply == Reply.NONE) return;
    if (replies == ReplyMode.ON || reply instanceof Reply.Several) send(reply);
  }

  private void send(Reply reply) {
    if (isAtLeast(State.CUT_OFF)) return;
    output.add(reply, client.protocol());
    flushLater();
  }

  /** Adds words of the dialect. */
  private void say(Bytes words) {
    if (isAtLeast(State.CUT_OFF) || words.isEmpty()) return;
    output.add(words.array());
    flushLater();
  }

  private void flushLater() {
    if (flushing || state == State.CLOSED) return;
    flushing = true;
    loop.flushLater(this);
  }

  /** Writes what waits; if all is gone, goes on with requests that waited, or closes. */
  void flush() {
    flushing = false;
    if (state == State.CUT_OFF) close();
    if (state == State.CLOSED) return;
    try {
      if (!isAllSent() && !write()) return;
      if (state == State.LAST_REPLIES) closeGently();
      else if (!input.isEmpty() && mayRun()) loop.goOnLater(this);
      else updateInterest();
    } catch (IOException gone) {
      close();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  /** Runs the requests that waited until the last replies had gone. */
  void goOn() {
    if (state == State.CLOSED) return;
    try {
      run();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  private boolean isAllSent() {
    return output.isEmpty() && !transport.owes();
  }

  /** Whether all was written. */
  private boolean write() throws IOException {
    transport.payBack();
    if (!output.isEmpty()) writeOutput();
    if (isAllSent()) return true;
    cutOffIfTooMuchWaits();
    updateInterest();
    return false;
  }

  private void writeOutput() throws IOException {
    long count = output.writeTo(transport, trace, client.id());
    loop.traffic().countOutput(count);
    if (count > 0) lastUse = now();
  }

  /** So much may wait that the client is given up. */
  public void cutOffIfTooMuchWaits() {
    if (output.isEmpty() || !overseer.isOverLimit(this)) return;
    cutOff("Client closed for overcoming of output buffer limits");
  }

  /**
   * Ends the connection at the end of the turn: whoever calls may be about to send something to
   * others, or in the middle of it. What waits is dropped at once.
   */
  public void cutOff(String reason) {
    if (isAtLeast(State.CUT_OFF)) return;
    loop.log().warning(reason + ": " + overseer.describe(this));
    become(State.CUT_OFF);
    output.drop();
    input.drop();
    flushLater();
  }

  /** A client whose output or requests wait is not read from. */
  private void updateInterest() {
    int ahead = blocked > 0 ? MOST_AHEAD : 0;
    boolean mayRead = state == State.OPEN && input.size() <= ahead && isAllSent();
    transport.await(mayRead, !isAllSent());
  }

  /** Closes after the last reply; input nobody reads would turn the close into a reset. */
  private void closeGently() {
    try {
      transport.endOutput();
      for (int drained = 0; drained < MOST_DRAINED; ) {
        int count = transport.read(loop.readBuffer());
        if (count <= 0) break;
        drained += count;
      }
    } catch (IOException gone) {
      // It has closed already: nothing is left to be gentle about.
    }
    close();
  }

  /** Closes at once; what has not been sent is lost. */
  public void close() {
    if (state == State.CLOSED) return;
    become(State.CLOSED);
    transport.close();
    input.drop();
    output.drop();
    client.end();
    overseer.left(this);
  }

  // What commands may do

  /** Whoever has said QUIT hears no more of others, as in Redis. */
  @Override
  public void push(Reply message) {
    if (isAtLeast(State.LAST_REPLIES)) return;
    if (inLines) say(dialect.message(message));
    else send(message);
    cutOffIfTooMuchWaits();
  }

  @Override
  public void pushAfterReply(Reply message) {
    afterReply.add(message);
  }

  private void sendAfterReply() {
    List<Reply> messages = List.copyOf(afterReply);
    afterReply.clear();
    messages.forEach(this::push);
  }

  @Override
  public boolean wantsReplies(boolean running) {
    return replies.sends(running);
  }

  @Override
  public void replies(Replies wanted) {
    replies = replies.changedTo(wanted);
  }

  @Override
  public void reset() {
    replies = replies.reset();
  }

  @Override
  public void closeAfterReply() {
    become(State.LAST_REPLIES);
  }

  @Override
  public void closeAtOnce() {
    close();
  }

  @Override
  public boolean mayBlock() {
    return true;
  }

  @Override
  public void block() {
    blocked++;
  }

  /** Whoever calls may be in the middle of another client's command. */
  @Override
  public void unblock(Reply reply) {
    blocked--;
    write(reply);
    flushLater();
    loop.goOnLater(this);
  }

  /** Runs what waited, after a pause for all clients has ended. */
  public void resume() {
    if (state != State.CLOSED && !input.isEmpty()) run();
  }

  // What the overseer asks

  public Client client() {
    return client;
  }

  public Ends ends() {
    return transport.ends();
  }

  /** Unix milliseconds at which the client connected. */
  public long created() {
    return created;
  }

  /** Unix milliseconds at which it last sent or took anything. */
  public long lastUse() {
    return lastUse;
  }

  /** Unix milliseconds. */
  private long now() {
    return loop.engine().keyspace().now();
  }

  /** Whether it is blocked, or held up by a pause. */
  public boolean isWaiting() {
    return blocked > 0 || !input.isEmpty() && overseer.holds(client, input.next());
  }

  /** Whether it runs no more requests. */
  public boolean isClosing() {
    return isAtLeast(State.LAST_REPLIES);
  }

  public Inbox input() {
    return input;
  }

  public Outbox output() {
    return output;
  }

  /** About how many bytes of memory it takes, its buffers with it. */
  public long memory() {
    long read = input.unreadBytes() + input.freeBytes() + input.argumentBytes();
    return OWN_BYTES + read + output.room();
  }

  /** The full name of the command that ran last, or NULL if there was none of its name. */
  public String lastCommand() {
    return input.lastCommand(loop.engine().table());
  }

  /** What is waited for at the socket: {@code r} for input, {@code w} for room for output. */
  public String events() {
    return (transport.awaitsInput() ? "r" : "") + (transport.awaitsOutput() ? "w" : "");
  }
}
