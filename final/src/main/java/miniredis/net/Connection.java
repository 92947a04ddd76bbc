package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.Dialect;
import miniredis.command.Link;
import miniredis.command.User;
import miniredis.config.ClientClass;
import miniredis.engine.Dispatcher;
import miniredis.engine.Log;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;
import miniredis.resp.RequestReader;

/**
 * One client: its socket, the request it is in the middle of, the replies it has not taken yet.
 *
 * <p><b>Back pressure.</b> A client that does not read its replies is not read from: while output
 * waits, its requests stay in its socket, and in the end in its own program. What it has been
 * promised already is bounded by {@link Limits}.
 *
 * <p><b>The end.</b> A client that closes its sending half still gets a reply to every complete
 * request; so does one that broke the protocol, followed by the reason. Belongs to the loop's
 * thread.
 */
public final class Connection implements Link {

  /** So much output makes the rest of a batch wait until the socket has taken it. */
  private static final int ENOUGH_OUTPUT = 1 << 20;

  /** From so many requests on, touching their entries before running the first pays. */
  private static final int BATCH = 4;

  /** So many requests are read ahead for a blocked client, so that its going away is noticed. */
  private static final int MOST_AHEAD = 1024;

  /** About what one costs in memory without its buffers. */
  static final int OWN_BYTES = 1024;

  /** Input that is thrown away before closing, so that the last reply is not lost to a reset. */
  private static final int MOST_DRAINED = 1 << 20;

  private final SocketChannel channel;
  private final EventLoop loop;
  private final Clients clients;
  private final SelectionKey key;
  private final RequestReader reader;
  private final ArrayDeque<Bytes[]> requests = new ArrayDeque<>(4);
  private final Client client;
  private final ClientState state;
  private final Outbox output;
  private final Trace trace;

  /** What the client speaks, or null for the language of Redis. */
  private final Dialect dialect;

  private boolean flushing;
  private boolean inputEnded;
  private boolean closing;
  private boolean closed;
  private boolean cut;
  private int blocked;
  private String fault;

  /** Whether it was unblocked and has not run since. */
  private boolean resuming;

  /** What reading made of the keys it touched, kept so that the touching is not optimised away. */
  private int touched;

  Connection(long id, SocketChannel channel, EventLoop loop, Clients clients, User user)
      throws IOException {
    this.channel = channel;
    this.loop = loop;
    this.clients = clients;
    Bytes address = ClientLine.address(channel.getRemoteAddress());
    this.client = new Client(id, address, Clients.isLocal(channel), user, this);
    this.state = new ClientState(loop.engine().keyspace().tick());
    this.output = new Outbox(loop);
    this.trace = clients.trace();
    this.dialect = clients.dialect();
    this.reader = new RequestReader(clients.limitsFor(this), loop.words(), dialect != null);
    this.key = loop.register(channel, SelectionKey.OP_READ, this::ready);
  }

  private void ready() {
    if (key.isValid() && key.isWritable()) flushLater();
    if (!key.isValid() || !key.isReadable()) return;
    try {
      read();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  /** Whatever goes wrong here ends this connection and no other. */
  private void fail(Throwable fault) {
    loop.log().warning("Connection " + id() + " failed: " + Log.describe(fault));
    close();
  }

  private void read() {
    ByteBuffer buffer = loop.readBuffer();
    try {
      int count = channel.read(buffer);
      if (count < 0) {
        endInput();
      } else {
        state.lastUse(now());
        clients.countInput(count);
        if (trace != null) trace.in(id(), buffer.array(), 0, count);
        reader.read(
            buffer.array(), 0, count, client.isLoggedIn() ? requests::add : this::runAtOnce);
      }
    } catch (ProtocolException broken) {
      fault = broken.getMessage();
      if (broken == ProtocolException.TOO_BIG) cutOff("Client reached max query buffer length");
    } catch (IOException gone) {
      close();
      return;
    }
    run();
  }

  /** A blocked client that has gone must not be given what it waited for: it would be lost. */
  private void endInput() {
    inputEnded = true;
    if (blocked > 0) close();
    else updateInterest();
  }

  /** Before the log-in each request must run before the next is read: it may be the log-in. */
  private void runAtOnce(Bytes[] request) {
    requests.add(request);
    runRequests();
  }

  /** Runs what has been read, as far as it may be run now. */
  private void run() {
    runRequests();
    if (requests.isEmpty() && blocked == 0 && !cut) finish();
    flushLater();
  }

  private void runRequests() {
    Dispatcher dispatcher = loop.engine().dispatcher();
    dispatcher.startBatch();
    for (int ran = 0; !requests.isEmpty() && mayRun(); ran++) {
      if (ran % EventLoop.MOST_TOUCHED == 0 && requests.size() >= BATCH) touchNext();
      state.startRequest(requests.peek());
      Bytes[] request = requests.poll();
      if (dialect == null) write(dispatcher.run(client, request));
      else translate(request, dispatcher);
    }
    dispatcher.endBatch();
  }

  private void translate(Bytes[] request, Dispatcher dispatcher) {
    Function<Bytes[], Reply> redis = each -> dispatcher.run(client, each);
    if (request[0] == RequestReader.LINE) {
      Bytes answer = dialect.answer(request[1], redis);
      if (closed || cut || answer.isEmpty() || !state.repliesWanted()) return;
      output.add(answer.array());
      flushLater();
    } else {
      write(dialect.answer(request, redis));
    }
  }

  private boolean mayRun() {
    return blocked == 0
        && !closing
        && !closed
        && output.waiting() < ENOUGH_OUTPUT
        && !clients.holds(this, requests.peek());
  }

  /** All requests are answered: if no more can come, say why and go. */
  private void finish() {
    if (fault != null && !closing) {
      loop.log().verbose("Protocol error (" + fault + ") from client: " + ClientLine.of(this));
      write(new Reply.Error(Bytes.latin("ERR Protocol error: " + fault)));
      closing = true;
    }
    if (inputEnded) closing = true;
  }

  /** The keys of the next requests, as far as the loop's table of hashes goes. */
  private void touchNext() {
    int[] hashes = loop.keyHashes();
    int count = 0;
    for (Bytes[] request : requests) {
      if (request.length > 1) hashes[count++] = request[1].hashCode();
      if (count == hashes.length) break;
    }
    touched = loop.engine().keyspace().database(client.database()).touch(hashes, count);
  }

  /** Adds a reply to a command, unless the client wants none. */
  private void write(Reply reply) {
    if (reply == Reply.NONE) return;
    if (state.repliesWanted()) send(reply);
  }

  private void send(Reply reply) {
    if (closed || cut) return;
    output.add(reply, client.protocol());
    flushLater();
  }

  private void flushLater() {
    if (flushing || closed) return;
    flushing = true;
    loop.flushLater(this);
  }

  /** Writes what waits; if all is gone, goes on with requests that waited, or closes. */
  void flush() {
    flushing = false;
    if (cut) close();
    if (closed) return;
    try {
      if (!output.isEmpty() && !write()) return;
      if (closing) closeGently();
      else if (resuming || !requests.isEmpty() && mayRun()) loop.goOnLater(this);
      else updateInterest();
    } catch (IOException gone) {
      close();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  /** Runs the requests that waited until the last replies had gone. */
  void goOn() {
    if (closed) return;
    resuming = false;
    try {
      run();
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
  }

  /** Whether all was written. */
  private boolean write() throws IOException {
    int count = output.writeTo(channel, id(), trace);
    clients.countOutput(count);
    if (count > 0) state.lastUse(now());
    if (output.isEmpty()) return true;
    if (clients.isOverLimit(this)) cutOff(Clients.TOO_MUCH_OUTPUT);
    else updateInterest();
    return false;
  }

  /**
   * Ends the connection at the end of the turn: whoever calls may be about to send something to
   * others, or in the middle of it. What waits is dropped at once.
   */
  void cutOff(String reason) {
    if (cut || closed) return;
    loop.log().warning(reason + ": " + ClientLine.of(this));
    cut = closing = true;
    output.drop();
    requests.clear();
    flushLater();
  }

  /** A client whose output or requests wait is not read from. */
  private void updateInterest() {
    if (!key.isValid()) return;
    int wanted = output.isEmpty() ? 0 : SelectionKey.OP_WRITE;
    int ahead = blocked > 0 ? MOST_AHEAD : 0;
    boolean mayRead = !inputEnded && fault == null && requests.size() <= ahead && output.isEmpty();
    if (mayRead) wanted |= SelectionKey.OP_READ;
    if (key.interestOps() != wanted) key.interestOps(wanted);
  }

  /** Closes after the last reply; input nobody reads would turn the close into a reset. */
  private void closeGently() {
    try {
      channel.shutdownOutput();
      for (int drained = 0; drained < MOST_DRAINED; ) {
        int count = channel.read(loop.readBuffer());
        if (count <= 0) break;
        drained += count;
      }
    } catch (IOException gone) {
      // It has closed already: nothing is left to be gentle about.
    }
    close();
  }

  /** Closes at once; what has not been sent is lost. */
  void close() {
    if (closed) return;
    closed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException ignored) {
      // Closing is all that was wanted.
    }
    client.end();
    clients.remove(this);
  }

  // What commands may do

  @Override
  public void push(Reply message) {
    send(message);
    if (clients.isOverLimit(this)) cutOff(Clients.TOO_MUCH_OUTPUT);
  }

  @Override
  public void replies(Replies wanted) {
    state.replies(wanted);
  }

  @Override
  public void reset() {
    state.resetReplies();
  }

  @Override
  public void closeAfterReply() {
    closing = true;
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
    resuming = true;
    write(reply);
    flushLater();
  }

  /** Runs what waited, after a pause for all clients has ended. */
  void resume() {
    if (!closed && !requests.isEmpty()) run();
  }

  Outbox output() {
    return output;
  }

  long waitingInput() {
    return reader.pendingBytes();
  }

  // What CLIENT LIST and the limits ask

  Client client() {
    return client;
  }

  ClientState state() {
    return state;
  }

  long id() {
    return client.id();
  }

  ClientClass type() {
    return client.facts().isSubscriber() ? ClientClass.PUBSUB : ClientClass.NORMAL;
  }

  /** Unix milliseconds. */
  long now() {
    return loop.engine().keyspace().now();
  }

  /** Whether it is blocked, or held up by a pause. */
  boolean isWaiting() {
    return blocked > 0 || !requests.isEmpty() && clients.holds(this, requests.peek());
  }

  /** About how many bytes of memory it takes, its buffers with it. */
  long memory() {
    return OWN_BYTES + waitingInput() + output.room();
  }

  boolean isClosing() {
    return closing;
  }

  Bytes localAddress() {
    return ClientLine.address(channel.socket().getLocalSocketAddress());
  }

  /** The full name of the command that ran last, or NULL if there was none of its name. */
  String lastCommand() {
    Bytes[] words = state.lastWords();
    Command command = words == null ? null : loop.engine().table().find(words);
    boolean unknown = command == null || !command.subcommands().isEmpty() && !words[1].isEmpty();
    return unknown ? "NULL" : command.name();
  }

  /** What is waited for at the socket, as {@link SelectionKey} has it. */
  int interest() {
    return key.isValid() ? key.interestOps() : 0;
  }
}
