package miniredis.metrics;

import module java.base;

/**
 * One connection of someone who asks, from its request to its end.
 *
 * <pre>
 *   READING  --complete-->  WAITING  --answered-->  WRITING  --sent-->  LEAVING
 * </pre>
 *
 * <p>Whoever has not all of the answer after ten seconds is cut off. LEAVING reads on until the
 * other side has closed, because to close before it would take the answer from who still sends.
 *
 * <p>Belongs to the endpoint's thread.
 */
final class Visit {

  private enum State {
    READING,
    WAITING,
    WRITING,
    LEAVING
  }

  private static final int LONGEST_HEAD = 8 * 1024;
  private static final long LONGEST = 10_000_000_000L;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final long begin = System.nanoTime();
  private final ByteBuffer input = ByteBuffer.allocate(LONGEST_HEAD);
  private State state = State.READING;
  private Question question;
  private ByteBuffer output;

  private Visit(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Has whoever has come asked by a selector, whose key's attachment is the visit. */
  static void begin(SocketChannel channel, Selector selector) throws IOException {
    try {
      new Visit(channel, selector);
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Goes on as far as the socket lets it. */
  void goOn() {
    try {
      switch (state) {
        case READING -> read();
        case WRITING -> write();
        case LEAVING -> leave();
        case WAITING -> {}
      }
    } catch (IOException gone) {
      close();
    }
  }

  private void read() throws IOException {
    if (channel.read(input) < 0) throw new EOFException();
    String head = new String(input.array(), 0, input.position(), StandardCharsets.ISO_8859_1);
    if (Question.isComplete(head)) ask(Question.of(head));
    else if (!input.hasRemaining()) answer(Answer.TOO_LONG);
  }

  private void ask(Question asked) throws IOException {
    question = asked;
    state = State.WAITING;
    key.interestOps(0);
    if (asked == null) answer(Answer.UNREADABLE);
    else if (!asked.isForFigures()) answer(asked.answer());
  }

  /** Whether it has asked for figures and not got them yet. */
  boolean wantsFigures() {
    return state == State.WAITING;
  }

  void tell(Answer answer) {
    try {
      answer(answer);
    } catch (IOException gone) {
      close();
    }
  }

  private void answer(Answer answer) throws IOException {
    output = answer.bytes(question == null || !question.isHead());
    state = State.WRITING;
    write();
  }

  private void write() throws IOException {
    channel.write(output);
    if (output.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return;
    }
    channel.shutdownOutput();
    state = State.LEAVING;
    key.interestOps(SelectionKey.OP_READ);
  }

  private void leave() throws IOException {
    if (channel.read(input.clear()) < 0) close();
  }

  boolean isTooLong() {
    return System.nanoTime() - begin > LONGEST;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // Nothing is lost with it.
    }
  }
}
