package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The clients that the page itself has, A, B and so on: each is connected through the proxy when it
 * first sends something, as any other client would be. Safe on any thread.
 */
final class Hands implements Closeable {

  private static final Pattern NAME = Pattern.compile("[A-Z]");
  private static final Duration BETWEEN_PIECES = Duration.ofMillis(120);
  private static final Duration UNTIL_A_PIECE_IS_READ = Duration.ofSeconds(1);

  /** What nobody takes is forgotten from so many bytes on. */
  private static final int MOST_KEPT = 1 << 20;

  private final Proxy proxy;
  private final Map<String, Hand> hands = new ConcurrentHashMap<>();

  Hands(Proxy proxy) {
    this.proxy = proxy;
  }

  /** One of them. Its replies are read by a thread of its own. */
  private static final class Hand {
    private final Socket socket = new Socket();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final WireReader reader = new WireReader(WireReader.Side.REPLIES, _ -> replied());
    private final AtomicLong sent = new AtomicLong();
    private long replies;
    private boolean ended;

    void send(Bytes bytes) throws IOException {
      sent.addAndGet(bytes.length());
      socket.getOutputStream().write(bytes.array());
    }

    /** Waits until the proxy has read all that was sent, but not for long. */
    boolean awaitRead(Proxy proxy) throws InterruptedException {
      long deadline = System.nanoTime() + UNTIL_A_PIECE_IS_READ.toNanos();
      while (proxy.read(socket.getLocalPort()) < sent.get()) {
        if (System.nanoTime() > deadline) return false;
        Thread.sleep(1);
      }
      return true;
    }

    void connect(Proxy proxy, String name) throws IOException {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      proxy.name(socket.getLocalPort(), name);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress("127.0.0.1", proxy.port()));
      Thread.ofVirtual().name("hand-" + name).start(this::read);
    }

    private void replied() {
      replies++;
    }

    private void read() {
      byte[] buffer = new byte[16 * 1024];
      try {
        for (int count; (count = socket.getInputStream().read(buffer)) >= 0; ) took(buffer, count);
      } catch (IOException closed) {
        // Told below.
      }
      end();
    }

    private synchronized void took(byte[] buffer, int count) {
      reader.read(buffer, 0, count);
      if (received.size() > MOST_KEPT) received.reset();
      received.write(buffer, 0, count);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    private synchronized boolean await(long wanted, Duration patience) throws InterruptedException {
      long deadline = System.nanoTime() + patience.toNanos();
      while (replies < wanted && !ended) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) break;
        wait(left);
      }
      return replies >= wanted;
    }

    private synchronized Bytes take() {
      Bytes bytes = Bytes.wrap(received.toByteArray());
      received.reset();
      return bytes;
    }

    private synchronized long replies() {
      return replies;
    }

    private synchronized boolean ended() {
      return ended;
    }
  }

  /**
   * Sends bytes, connecting first if need be.
   *
   * @param name a capital letter
   * @throws IllegalArgumentException for another name
   * @throws IOException if the lens's own port does not answer, or the connection is broken
   */
  void send(String name, Bytes bytes) throws IOException {
    Hand hand = hand(name);
    try {
      hand.send(bytes);
    } catch (IOException broken) {
      hands.remove(name, hand);
      throw broken;
    }
  }

  /**
   * Sends bytes in pieces of so many, with a moment between them, so that everybody can see each
   * arrive: none leaves before the one in front of it has been read, or two could come as one.
   * While the proxy reads nothing, because it holds a request, they do. Returns when all are sent.
   */
  void split(String name, Bytes bytes, int every) throws IOException, InterruptedException {
    boolean isRead = true;
    for (int at = 0; at < bytes.length(); at += every) {
      if (at > 0) {
        isRead = isRead && hand(name).awaitRead(proxy);
        Thread.sleep(BETWEEN_PIECES);
      }
      send(name, bytes.slice(at, Math.min(bytes.length(), at + every)));
    }
  }

  private Hand hand(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A client's name is a letter from A to Z.");
    }
    Hand known = hands.get(name);
    if (known != null && !known.ended()) return known;
    Hand fresh = new Hand();
    fresh.connect(proxy, name);
    hands.put(name, fresh);
    return fresh;
  }

  /** How many replies, pushes among them, one has had since it connected; 0 if it has not. */
  long replies(String name) {
    Hand hand = hands.get(name);
    return hand == null ? 0 : hand.replies();
  }

  /**
   * Waits until one has had so many replies in all since it connected; false if they do not come.
   */
  boolean await(String name, long replies, Duration patience) throws InterruptedException {
    Hand hand = hands.get(name);
    return hand != null && hand.await(replies, patience);
  }

  /** What one has received since the last call. */
  Bytes received(String name) {
    Hand hand = hands.get(name);
    return hand == null ? Bytes.EMPTY : hand.take();
  }

  /** Closes one, if it is open. */
  void close(String name) throws IOException {
    Hand hand = hands.remove(name);
    if (hand != null) hand.socket.close();
  }

  @Override
  public void close() throws IOException {
    for (String name : List.copyOf(hands.keySet())) close(name);
  }
}
