package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Session;
import miniredis.engine.Dispatcher;
import miniredis.keyspace.Database;
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
public final class Connection implements Session {

  /** So much output makes the rest of a batch wait until the socket has taken it. */
  private static final int ENOUGH_OUTPUT = 1 << 20;

  /** From so many requests on, touching the entries of all before running the first pays. */
  private static final int BATCH = 4;

  /** Input that is thrown away before closing, so that the last reply is not lost to a reset. */
  private static final int MOST_DRAINED = 1 << 20;

  private final long id;
  private final SocketChannel channel;
  private final EventLoop loop;
  private final Clients clients;
  private final SelectionKey key;
  private final RequestReader reader;
  private final ArrayDeque<Bytes[]> requests = new ArrayDeque<>(4);
  private final Map<Class<?>, Object> attachments = new HashMap<>(0);
  private final ClientState state = new ClientState();

  private OutputBuffer output;
  private boolean flushing;
  private boolean inputEnded;
  private boolean closing;
  private boolean closed;
  private int blocked;
  private String fault;

  /** What reading made of the keys it touched, kept so that the touching is not optimised away. */
  private int touched;

  Connection(long id, SocketChannel channel, EventLoop loop, Clients clients) throws IOException {
    this.id = id;
    this.channel = channel;
    this.loop = loop;
    this.clients = clients;
    this.reader = new RequestReader(clients.limitsFor(this), loop.words());
    this.key = loop.register(channel, SelectionKey.OP_READ, this::ready);
  }

  private void ready() {
    if (key.isValid() && key.isWritable()) flush();
    if (key.isValid() && key.isReadable()) read();
  }

  private void read() {
    ByteBuffer buffer = loop.readBuffer();
    try {
      int count = channel.read(buffer);
      if (count < 0) {
        inputEnded = true;
        updateInterest();
      } else {
        state.lastUse(loop.engine().keyspace().now());
        clients.countInput(count);
        reader.read(buffer.array(), 0, count, authenticated() ? requests::add : this::runAtOnce);
      }
    } catch (ProtocolException broken) {
      fault = broken.getMessage();
    } catch (IOException gone) {
      close();
      return;
    }
    run();
  }

  /** Before the log-in each request must run before the next is read: it may be the log-in. */
  private void runAtOnce(Bytes[] request) {
    requests.add(request);
    runRequests();
  }

  /** Runs what has been read, as far as it may be run now. */
  private void run() {
    if (requests.size() >= BATCH) touchAll();
    runRequests();
    if (requests.isEmpty() && blocked == 0) finish();
    flushLater();
  }

  private void runRequests() {
    Dispatcher dispatcher = loop.engine().dispatcher();
    dispatcher.startBatch();
    while (!requests.isEmpty() && mayRun()) {
      state.startRequest(requests.peek());
      write(dispatcher.run(this, requests.poll()));
    }
  }

  private boolean mayRun() {
    return blocked == 0
        && !closing
        && !closed
        && (output == null || output.waiting() < ENOUGH_OUTPUT)
        && !clients.holds(this, requests.peek());
  }

  /** All requests are answered: if no more can come, say why and go. */
  private void finish() {
    if (fault != null && !closing) {
      loop.log().verbose("Protocol error (" + fault + ") from client: " + clients.describe(this));
      send(Reply.error("ERR Protocol error: " + fault));
      closing = true;
    }
    if (inputEnded) closing = true;
  }

  /** First all slots, then all entries: each round's cache misses overlap. */
  private void touchAll() {
    Database database = loop.engine().keyspace().database(state.database());
    int sum = 0;
    for (Bytes[] request : requests) if (request.length > 1) sum += database.touchSlot(request[1]);
    for (Bytes[] request : requests) if (request.length > 1) sum += database.touchEntry(request[1]);
    touched = sum;
  }

  /** Adds a reply to a command, unless the client wants none. */
  private void write(Reply reply) {
    if (reply == Reply.NONE) return;
    if (state.repliesWanted()) send(reply);
  }

  private void send(Reply reply) {
    if (closed) return;
    if (output == null) output = loop.takeBuffer();
    output.add(reply, state.protocol());
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
    if (closed) return;
    try {
      if (output != null && !write()) return;
    } catch (IOException gone) {
      close();
      return;
    }
    if (closing) closeGently();
    else if (!requests.isEmpty() && mayRun()) run();
    else updateInterest();
  }

  private boolean write() throws IOException {
    int before = output.waiting();
    boolean all = output.writeTo(channel);
    clients.countOutput(before - output.waiting());
    if (all) {
      loop.giveBack(output);
      output = null;
    } else if (clients.isOverLimit(this, output.waiting())) {
      loop.log().warning(
          "Client closed for overcoming of output buffer limits: " + clients.describe(this));
      close();
    } else {
      updateInterest();
    }
    return all;
  }

  /** A client whose output or requests wait is not read from. */
  private void updateInterest() {
    if (!key.isValid()) return;
    int wanted = output != null ? SelectionKey.OP_WRITE : 0;
    boolean mayRead = !inputEnded && fault == null && requests.isEmpty() && output == null;
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
    clients.remove(this);
  }

  // What commands may do

  @Override
  public long id() {
    return id;
  }

  @Override
  public int protocol() {
    return state.protocol();
  }

  @Override
  public void protocol(int version) {
    state.protocol(version);
  }

  @Override
  public int database() {
    return state.database();
  }

  @Override
  public void select(int database) {
    state.database(database);
  }

  @Override
  public Bytes name() {
    return state.name();
  }

  @Override
  public void name(Bytes name) {
    state.name(name);
  }

  @Override
  public boolean authenticated() {
    return state.authenticated();
  }

  @Override
  public void authenticated(boolean yes) {
    state.authenticated(yes);
  }

  @Override
  public boolean local() {
    return channel.socket().getInetAddress().isLoopbackAddress();
  }

  @Override
  public void push(Reply message) {
    send(message);
    if (output != null && clients.isOverLimit(this, output.waiting())) close();
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
  public <T> T attachment(Class<T> type) {
    return type.cast(attachments.get(type));
  }

  @Override
  public <T> void attach(Class<T> type, T value) {
    attachments.put(type, value);
  }

  /** Runs no more requests of this client until {@link #unblock} has been called as often. */
  public void block() {
    blocked++;
  }

  /** Lets the client go on; the reply, unless it is {@link Reply#NONE}, ends what it waited for. */
  public void unblock(Reply reply) {
    blocked--;
    write(reply);
    run();
  }

  /** Runs what waited, after a pause for all clients has ended. */
  void resume() {
    if (!closed && !requests.isEmpty()) run();
  }

  ClientState state() {
    return state;
  }

  SocketChannel channel() {
    return channel;
  }

  int waitingOutput() {
    return output == null ? 0 : output.waiting();
  }

  long waitingInput() {
    return reader.pendingBytes();
  }
}
