package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;

/**
 * One client's way through the proxy: two threads pass on what comes, one for each direction, and
 * have it told before. An end, a half-close and a reset are passed on as well.
 *
 * <pre>
 *   client --> read --> tell --> (gate) --> write --> server
 *   client <-- write <-- tell <-- (slow) <-- read <-- server
 * </pre>
 */
final class Passage {

  private static final int SMALLEST = 4 * 1024;
  private static final int LARGEST = 256 * 1024;
  private static final int SLOW_BUFFER = 4 * 1024;
  private static final long DRAIN_MILLIS = 1000;
  private static final Duration SLOW_TURN = Duration.ofMillis(100);

  private final long number;
  private final Socket client;
  private final Socket server;
  private final Conversation conversation;
  private final Gate gate;
  private final AtomicReference<String> why = new AtomicReference<>();
  private final CountDownLatch clientEnded = new CountDownLatch(1);
  private final Consumer<Passage> ended;
  private final Thread requests;
  private final Thread replies;

  /** How many bytes of the client's pass until it is cut off; -1 without end. */
  private long left = -1;

  /** How many bytes of a second the client reads; 0 as many as come. */
  private volatile int slow;

  /** How many bytes have come from the client; written by the thread that passes them on. */
  private volatile long read;

  /** Requests that wait at the gate; of the thread that passes them on. */
  private int held;

  /**
   * @param ended is told when both directions have ended
   */
  Passage(
      long number,
      Socket client,
      Socket server,
      Conversation conversation,
      Gate gate,
      Consumer<Passage> ended) {
    this.number = number;
    this.client = client;
    this.server = server;
    this.conversation = conversation;
    this.gate = gate;
    this.ended = ended;
    requests = Thread.ofVirtual().name("requests-" + number).unstarted(this::passRequests);
    replies = Thread.ofVirtual().name("replies-" + number).unstarted(this::passReplies);
  }

  long number() {
    return number;
  }

  /** Whether its client comes from that port. */
  boolean isFrom(int port) {
    return client.getPort() == port;
  }

  /** How many bytes have come from the client, and have been told of. */
  long read() {
    return read;
  }

  void start() {
    requests.start();
    replies.start();
  }

  /** The event that says that it has ended, and why. */
  Json closing() {
    Json json = new Json().beginObject().name("kind").text("client").name("c").number(number);
    json.name("what").text("close");
    return json.name("why").text(Objects.requireNonNullElse(why.get(), "")).endObject();
  }

  /** Cuts the client off when so many more bytes of it have passed. */
  void cutAfter(long bytes) {
    synchronized (this) {
      left = bytes;
    }
    if (bytes == 0) cut("cut off from the page");
  }

  /** The client reads so many bytes a second from now on; 0: as many as come. */
  void slow(int bytesPerSecond) throws IOException {
    if (bytesPerSecond != slow) {
      server.setReceiveBufferSize(bytesPerSecond > 0 ? SLOW_BUFFER : LARGEST);
    }
    slow = bytesPerSecond;
  }

  /** Ends it at once; whoever is at the other ends sees a connection reset. */
  void cut(String reason) {
    why.compareAndSet(null, reason);
    reset(client);
    reset(server);
    requests.interrupt();
    replies.interrupt();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      // Then there is nothing to reset.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, and closed as far as can be.
    }
  }

  // From the client to the server

  private void passRequests() {
    byte[] buffer = new byte[SMALLEST];
    try {
      for (int count; (count = read(client, buffer, buffer.length, "client")) >= 0; ) {
        int passing = beforeTheCut(count);
        int[] ends = conversation.requests(buffer, passing);
        read += count;
        if (!write(buffer, passing, ends)) return;
        if (isUsedUp()) {
          cutNow();
          return;
        }
        if (count == buffer.length && count < LARGEST) buffer = new byte[count * 2];
      }
      why.compareAndSet(null, "the client has closed the connection");
      server.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      cut("ended");
    } finally {
      gate.drop(held);
      clientEnded.countDown();
    }
  }

  private synchronized int beforeTheCut(int count) {
    if (left < 0) return count;
    int passing = (int) Math.min(count, left);
    left -= passing;
    return passing;
  }

  private synchronized boolean isUsedUp() {
    return left == 0;
  }

  /** The server is to see what has passed, and then the end; a reset could overtake the bytes. */
  private void cutNow() throws IOException {
    why.compareAndSet(null, "cut off from the page");
    server.shutdownOutput();
    reset(client);
  }

  /** Request by request if the gate holds them; false if the server does not take them any more. */
  private boolean write(byte[] bytes, int count, int[] ends) throws InterruptedException {
    int at = 0;
    if (gate.isHolding()) {
      held = ends.length;
      gate.hold(held);
      for (int end : ends) {
        gate.pass();
        held--;
        if (!write(bytes, at, end)) return false;
        at = end;
      }
    }
    return write(bytes, at, count);
  }

  private boolean write(byte[] bytes, int from, int to) {
    try {
      if (from < to) server.getOutputStream().write(bytes, from, to - from);
      return true;
    } catch (IOException gone) {
      // What it had to say before it went may still be on its way: the other direction ends this.
      return false;
    }
  }

  // From the server to the client

  private void passReplies() {
    byte[] buffer = new byte[SMALLEST];
    try {
      for (int count; (count = read(server, buffer, portion(buffer.length), "server")) >= 0; ) {
        passReplies(buffer, count);
        if (count == buffer.length && count < LARGEST) buffer = new byte[count * 2];
      }
      why.compareAndSet(null, "the server has closed the connection");
      client.shutdownOutput();
      // What the client still sends is for nobody. Unread, it would make a reset of this end, and
      // that could overtake the last reply.
      clientEnded.await(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IOException | InterruptedException e) {
      cut("the client has closed the connection");
    } finally {
      close(client);
      close(server);
      ended.accept(this);
    }
  }

  private void passReplies(byte[] buffer, int count) throws IOException, InterruptedException {
    for (int at = 0; at < count; ) {
      int end = at + portion(count - at);
      conversation.replies(buffer, at, end);
      client.getOutputStream().write(buffer, at, end - at);
      if (slow > 0) Thread.sleep(SLOW_TURN);
      at = end;
    }
  }

  /** How much goes at once: a tenth of a second's bytes to a client that reads slowly. */
  private int portion(int most) {
    int rate = slow;
    return rate == 0 ? most : Math.clamp(rate / 10, 1, most);
  }

  /** Notes who has broken the connection, if that is what it comes to. */
  private int read(Socket from, byte[] buffer, int most, String who) throws IOException {
    try {
      return from.getInputStream().read(buffer, 0, most);
    } catch (IOException broken) {
      why.compareAndSet(null, "the " + who + "'s connection was reset");
      throw broken;
    }
  }
}
