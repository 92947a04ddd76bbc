package miniredis.net;

import module java.base;

/**
 * Encrypted bytes over TCP, by the JDK's own TLS.
 *
 * <pre>
 *   HANDSHAKE --- agreed on keys ---> OPEN --- endOutput ---> OUTPUT_ENDED
 *       |                              |                           |
 *       +-------- any fault -----------+----> FAILED               |
 *       +-------- close ---------------+-----------+---------------+----> CLOSED
 * </pre>
 *
 * What comes in is decoded at once, so between two calls there is at most a part of a record to
 * keep. What goes out may be encrypted and not yet taken by the socket: that is owed ({@link
 * #owes}), and nothing more is taken before it has gone.
 *
 * <p>Belongs to the loop's thread, but for the arithmetic of the handshake (see {@link
 * Handshakes}); meanwhile the loop leaves the engine alone.
 */
final class TlsTransport implements Transport {

  private enum State {
    HANDSHAKE,
    OPEN,
    OUTPUT_ENDED,
    FAILED,
    CLOSED
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** More than a record, and less than is decoded at once: what follows it may be for later. */
  private static final int MOST_OF_HANDSHAKE = 36 * 1024;

  private final SocketChannel channel;
  private final Ends ends;
  private final SSLEngine engine;
  private final Handshakes shared;
  private State state = State.HANDSHAKE;
  private SelectionKey key;
  private Runnable whenReady;

  /** The beginning of a record whose end has not come yet. */
  private ByteBuffer unread = NOTHING;

  /** Encrypted bytes that the socket has not taken. */
  private ByteBuffer owed = NOTHING;

  /** What the connection waits for; the handshake has wishes of its own. */
  private boolean wantsInput = true;

  private boolean wantsOutput;

  /** Whether the engine is at work beside the loop. */
  private boolean working;

  /** Whether the other side has said that nothing more will come. */
  private boolean inputEnded;

  private IOException failure;

  TlsTransport(SocketChannel channel, Ends ends, SSLEngine engine, Handshakes shared) {
    this.channel = channel;
    this.ends = ends;
    this.engine = engine;
    this.shared = shared;
  }

  @Override
  public Ends ends() {
    return ends;
  }

  @Override
  public void register(EventLoop loop, Runnable whenReady) throws IOException {
    this.whenReady = whenReady;
    key = loop.register(channel, SelectionKey.OP_READ, this::ready);
    engine.beginHandshake();
    shared.began(this);
  }

  // What is waited for

  @Override
  public void await(boolean input, boolean output) {
    wantsInput = input;
    wantsOutput = output;
    // The socket has nothing more to say, so it would not call for the end.
    if (input && inputEnded) shared.soon(whenReady);
    updateInterest();
  }

  private void updateInterest() {
    if (!key.isValid()) return;
    boolean input = state == State.HANDSHAKE ? !working && !owes() : wantsInput;
    boolean output = owes() || state == State.OPEN && wantsOutput;
    int wanted = (input ? SelectionKey.OP_READ : 0) | (output ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != wanted) key.interestOps(wanted);
  }

  @Override
  public boolean awaitsInput() {
    return wantsInput;
  }

  @Override
  public boolean awaitsOutput() {
    return wantsOutput;
  }

  @Override
  public boolean hasInput() {
    if (state == State.FAILED) return true;
    if (wantsInput && (inputEnded || unread.hasRemaining())) return true;
    return state != State.HANDSHAKE && key.isValid() && key.isReadable();
  }

  @Override
  public boolean takesOutput() {
    return state == State.OPEN && !owes() && key.isValid() && key.isWritable();
  }

  private void ready() {
    try {
      if (owes() && key.isWritable()) payBack();
      if (state == State.HANDSHAKE && !working) shakeHands();
    } catch (IOException broken) {
      fail(broken);
      return;
    } catch (RuntimeException fault) {
      fail(new SSLException(fault));
      return;
    }
    if (state != State.HANDSHAKE) whenReady.run();
    if (state != State.CLOSED) updateInterest();
  }

  // The handshake

  private void shakeHands() throws IOException {
    while (state == State.HANDSHAKE && !owes()) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          workBeside();
          return;
        }
        case NEED_WRAP -> {
          if (engine.isOutboundDone()) throw new EOFException("the client has gone");
          encrypt(NOTHING);
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!hearMore()) return;
        }
        case FINISHED, NOT_HANDSHAKING -> open();
      }
    }
  }

  private void open() {
    state = State.OPEN;
    shared.ended(this);
  }

  private void workBeside() {
    working = true;
    updateInterest();
    shared.beside(this::work, this::goOn);
  }

  private void work() {
    for (Runnable task; (task = engine.getDelegatedTask()) != null; ) task.run();
  }

  private void goOn() {
    working = false;
    if (state == State.HANDSHAKE) ready();
  }

  /** Whether anything was understood; else more has to come first. */
  private boolean hearMore() throws IOException {
    ByteBuffer arriving = receive(MOST_OF_HANDSHAKE);
    if (arriving == null) throw new EOFException("the client has gone");
    SSLEngineResult result = engine.unwrap(arriving, NOTHING);
    keep(arriving);
    return result.bytesConsumed() > 0;
  }

  /** Whatever was wrong, the other side is told, and whoever reads here, too. */
  void fail(IOException broken) {
    if (state.compareTo(State.FAILED) >= 0) return;
    failure = broken;
    if (state == State.HANDSHAKE) {
      shared.ended(this);
      shared.failed(ends, broken);
    }
    if (!working) sayWhy();
    state = State.FAILED;
    whenReady.run();
  }

  /** The engine has an alert to send, unless all that happened is that the client left. */
  private void sayWhy() {
    try {
      if (!owes() && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
        encrypt(NOTHING);
      }
    } catch (IOException gone) {
      // Then it will not hear it.
    }
  }

  // Input

  /** At the most as many bytes as there is room for: decoded they are fewer. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    if (failure != null) throw failure;
    if (state == State.HANDSHAKE) return 0;
    if (state == State.OUTPUT_ENDED) return channel.read(into);
    if (inputEnded) return -1;
    int before = into.position();
    ByteBuffer arriving = receive(into.remaining());
    if (arriving == null) inputEnded = true;
    else decode(arriving, into);
    int count = into.position() - before;
    return inputEnded && count == 0 ? -1 : count;
  }

  private void decode(ByteBuffer arriving, ByteBuffer into) throws IOException {
    while (arriving.hasRemaining() && !inputEnded) {
      SSLEngineResult result = engine.unwrap(arriving, into);
      inputEnded = result.getStatus() == SSLEngineResult.Status.CLOSED;
      // Keys may be changed on the way, and the other side then hears of it.
      if (!inputEnded) answer();
      if (result.bytesConsumed() == 0) break;
    }
    keep(arriving);
  }

  /** A second handshake over the first is a way to keep a server busy, and refused. */
  private void answer() throws IOException {
    switch (engine.getHandshakeStatus()) {
      case NEED_WRAP -> {
        if (!owes()) encrypt(NOTHING);
      }
      case NEED_TASK -> throw new SSLException("renegotiation is refused");
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {}
    }
  }

  /** What was kept and what has come, or null if that is nothing and never will be more. */
  private ByteBuffer receive(int most) throws IOException {
    ByteBuffer arriving = shared.arriving().put(unread);
    unread = NOTHING;
    arriving.limit(Math.clamp(most, arriving.position(), arriving.capacity()));
    int count = arriving.hasRemaining() ? channel.read(arriving) : 0;
    arriving.flip();
    return count < 0 ? null : arriving;
  }

  private void keep(ByteBuffer arriving) {
    unread = copy(arriving);
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) return NOTHING;
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  // Output

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (failure != null) throw failure;
    if (state != State.OPEN) return 0;
    int before = from.position();
    payBack();
    while (from.hasRemaining() && !owes()) encrypt(from);
    return from.position() - before;
  }

  /** Sends as many records as the buffer holds; at least one, though it may be empty. */
  private void encrypt(ByteBuffer from) throws IOException {
    ByteBuffer leaving = shared.leaving();
    do {
      SSLEngineResult result = engine.wrap(from, leaving);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
        throw new ClosedChannelException();
      }
    } while (from.hasRemaining()
        && leaving.remaining() >= engine.getSession().getPacketBufferSize());
    leaving.flip();
    channel.write(leaving);
    owed = copy(leaving);
  }

  @Override
  public boolean owes() {
    return owed.hasRemaining();
  }

  @Override
  public void payBack() throws IOException {
    if (owes()) channel.write(owed);
    if (!owes()) owed = NOTHING;
  }

  @Override
  public void endOutput() throws IOException {
    if (state != State.OPEN) return;
    sayGoodbye();
    state = State.OUTPUT_ENDED;
    channel.shutdownOutput();
  }

  /** In the middle of a record there is no room for it. */
  private void sayGoodbye() throws IOException {
    if (owes()) return;
    engine.closeOutbound();
    encrypt(NOTHING);
  }

  @Override
  public void close() {
    if (state == State.CLOSED) return;
    try {
      if (state == State.OPEN) sayGoodbye();
    } catch (IOException gone) {
      // It will not be missed.
    }
    shared.ended(this);
    state = State.CLOSED;
    if (key != null) key.cancel();
    try {
      channel.close();
    } catch (IOException ignored) {
      // Closing is all that was wanted.
    }
  }
}
